using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class DiffTests
{
    static readonly ReleaseView V3 = new("shop", 3, Sample.Noon, "ada", 12, "sha256:three", true, null, "blue-green", 2, "abc", true, null, ["A", "NEW"]);

    [Theory]
    [InlineData("a\nb\n", "a\nb\n", "")]
    [InlineData("", "a\n", "@@ -1 +1 @@|+a")]
    [InlineData("a\n", "", "@@ -1 +1 @@|-a")]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", "@@ -1 +1 @@| a|-b|+x| c")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\nx\n", "@@ -6 +6 @@| 6| 7| 8|-9|+x")]
    [InlineData("a\r\nb\r\n", "a\nb\n", "")]
    public void Lines_that_differ_are_shown_with_their_neighbours(string from, string to, string expected) => string.Join('|', LineDiff.Of(from, to)).ShouldBe(expected);

    [Fact]
    public async Task Two_releases_are_compared_by_what_they_are_made_of()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/apps/shop", Sample.App(), WireJson.Default.AppView)
            .On("GET", "/apps/shop/releases/2", V3 with { Number = 2, Image = "sha256:two", Commit = null, Variables = ["A", "GONE"] }, WireJson.Default.ReleaseView)
            .On("GET", "/apps/shop/releases/3", V3, WireJson.Default.ReleaseView);

        var result = await cli.RunAsync("releases diff v2 -a shop");

        result.Stdout.ShouldBe(
            """
            shop v2 -> v3
              image     sha256:two -> sha256:three
              commit    - -> abc
              variables +NEW -GONE

            """);
    }

    [Fact]
    public async Task Without_a_second_release_something_must_serve()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/apps/shop", Sample.App() with { ServingRelease = null }, WireJson.Default.AppView);

        var result = await cli.RunAsync("releases diff v2 -a shop");

        (result.ExitCode, result.OneLine).ShouldBe((4, "pdeploy: Nothing of shop serves yet. Name the other release, too."));
    }

    [Theory]
    [InlineData("pipelines diff canary", "canary v2", "canary v3")]
    [InlineData("pipelines diff canary 1", "canary v1", "canary v3")]
    [InlineData("pipelines diff canary v1 2", "canary v1", "canary v2")]
    public async Task Versions_of_a_pipeline_are_compared(string commandLine, string from, string to)
    {
        await using var cli = await CliRun.StartAsync();
        Versions(cli, 3);

        (await cli.RunAsync(commandLine)).Stdout.ShouldStartWith($"--- {from}\n+++ {to}\n@@ -1 +1 @@\n name: canary\n-");
    }

    [Fact]
    public async Task The_first_version_has_none_before_it_but_can_be_compared_with_a_file()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("canary.yaml", "name: canary\nsteps: []\n");
        Versions(cli, 1);

        (await cli.RunAsync("pipelines diff canary")).ExitCode.ShouldBe(4);
        (await cli.RunAsync("pipelines diff canary --file canary.yaml")).Stdout.ShouldContain("+steps: []\n");
        (await cli.RunAsync("pipelines diff canary 1 2 --file canary.yaml")).ExitCode.ShouldBe(2);
        (await cli.RunAsync("pipelines diff canary old")).ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("/etc/x")]
    [InlineData("")]
    public async Task An_exported_pipeline_gets_no_file_outside_of_the_folder(string name)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/pipelines/x", new PipelineText(View(1) with { Name = name }, "name: x\n"), WireJson.Default.PipelineText);

        (await cli.RunAsync("pipelines export x --to out")).ExitCode.ShouldBe(1);

        Directory.EnumerateFileSystemEntries(cli.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_replaces_other_files_only_with_yes()
    {
        await using var cli = await CliRun.StartAsync();
        Versions(cli, 2);
        var path = cli.Write("out/canary.yaml", "mine\n");

        (await cli.RunAsync("pipelines export canary --to out")).OneLine.ShouldContain("Agree with --yes.");
        (await File.ReadAllTextAsync(path)).ShouldBe("mine\n");

        (await cli.RunAsync("pipelines export canary --to out --yes")).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(path)).ShouldBe("name: canary\n# 2\n");
        (await cli.RunAsync("pipelines export canary --to out")).ExitCode.ShouldBe(0);
    }

    static PipelineView View(int version) => new("canary", version, null, "ada", null, Sample.Noon, "ab");

    static void Versions(CliRun cli, int newest) => cli.Server.On("GET", "/pipelines/canary", context =>
    {
        var version = int.TryParse(context.Request.Query["version"], out var asked) ? asked : newest;
        return context.Response.Body.WriteAsync(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new PipelineText(View(version), $"name: canary\n# {version}\n"), WireJson.Default.PipelineText)).AsTask();
    });
}

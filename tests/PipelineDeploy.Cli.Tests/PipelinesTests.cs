using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Tests;

public sealed class PipelinesTests
{
    static readonly PipelineView Canary = new("canary", 3, "Few first.", "ada", "Check longer", new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "ab");

    [Fact]
    public async Task The_list_names_versions_authors_and_notes()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/pipelines", [Canary], WireJson.Default.IReadOnlyListPipelineView);
        cli.Server.On("GET", "/pipelines/canary/versions", new PipelineVersionPage([Canary], null), WireJson.Default.PipelineVersionPage);

        var list = (await cli.RunAsync("pipelines list")).Stdout;

        cli.Stdout = new StringWriter();
        list.ShouldContain("canary");
        list.ShouldContain("Check longer");
        (await cli.RunAsync("pipelines list canary")).Stdout.ShouldBe(list);
    }

    [Fact]
    public async Task A_pipeline_is_written_as_it_was_published()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/pipelines/canary", new PipelineText(Canary, "name: canary\nsteps: []\n"), WireJson.Default.PipelineText);

        var result = await cli.RunAsync("pipelines show canary --version 3");

        result.Stdout.ShouldBe("name: canary\nsteps: []\n");
        cli.Server.Requests.ShouldHaveSingleItem().Path.ShouldBe("/api/v1/pipelines/canary?version=3");
    }

    [Fact]
    public async Task Problems_are_told_as_compilers_do_and_nothing_is_published()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("canary.yaml", "name: canary\n");
        cli.Server.On(
            "POST", "/pipelines/check",
            new PipelineCheck(false, "canary", [new(1, 1, "steps", "a pipeline needs at least one step", "error"), new(2, 3, "", "look here", "warning")]),
            WireJson.Default.PipelineCheck);

        var validated = await cli.RunAsync("pipelines validate canary.yaml");
        cli.Stdout = new StringWriter();
        var published = await cli.RunAsync("pipelines publish canary.yaml");

        (validated.ExitCode, published.ExitCode).ShouldBe((2, 2));
        validated.Stdout.ShouldBe("canary.yaml(1,1): error: steps: a pipeline needs at least one step\ncanary.yaml(2,3): warning: look here\n");
        published.Stdout.ShouldBe(validated.Stdout);
        cli.Server.Requests.Select(request => request.Path).ShouldBe(["/api/v1/pipelines/check", "/api/v1/pipelines/check"]);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("--over 2", "If-Match", "\"2\"")]
    [InlineData("--over 0", "If-None-Match", "*")]
    public async Task A_sound_file_is_published_over_the_version_that_was_seen(string option, string? header, string? value)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("POST", "/pipelines/check", new PipelineCheck(true, "canary", []), WireJson.Default.PipelineCheck);
        cli.Server.On("POST", "/pipelines", Canary, WireJson.Default.PipelineView, 201);

        var result = await cli.RunAsync($"pipelines publish - {option}", stdin: "name: canary");

        (result.ExitCode, result.Stdout).ShouldBe((0, "canary v3\n"));
        var headers = cli.Server.Requests.Last().Headers;
        headers.Keys.Intersect(["If-Match", "If-None-Match"]).ShouldBe(header is null ? [] : [header]);
        (header is null ? null : headers[header]).ShouldBe(value);
    }

    [Fact]
    public async Task Another_version_in_between_is_a_conflict()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("POST", "/pipelines/check", new PipelineCheck(true, "canary", []), WireJson.Default.PipelineCheck);
        cli.Server.Refuses("POST", "/pipelines", 412, "pipeline.changed", "The newest version is 3");

        (await cli.RunAsync("pipelines publish - --over 2", stdin: "name: canary")).ExitCode.ShouldBe(5);
    }

    [Theory]
    [InlineData("pipelines validate none.yaml", "pdeploy: Cannot read none.yaml: ")]
    [InlineData("pipelines publish .", "pdeploy: Cannot read .: ")]
    [InlineData("pipelines publish large.yaml", "pdeploy: large.yaml is too large to be a pipeline.")]
    public async Task A_file_that_cannot_be_sent_is_named(string commandLine, string expected)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("large.yaml", new string('x', 2_000_000));

        var result = await cli.RunAsync(commandLine);

        result.ExitCode.ShouldBe(2);
        result.OneLine.ShouldStartWith(expected);
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deploy_names_its_pipeline_and_its_inputs()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("Dockerfile", "FROM scratch");
        cli.Server.Refuses("POST", "/apps/shop/deploys", 400, "run.badInput", "no");

        await cli.RunAsync("deploy -a shop --pipeline canary --input hosts=a,b --input part=1=2");

        cli.Server.Requests.ShouldHaveSingleItem().Path.ShouldBe("/api/v1/apps/shop/deploys?pipeline=canary&input=hosts%3Da%2Cb&input=part%3D1%3D2");
    }
}

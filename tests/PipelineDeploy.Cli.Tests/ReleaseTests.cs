using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class ReleaseTests
{
    static readonly ReleaseView V3 = new(
        "shop", 3, Sample.Noon, "ada", 12, "sha256:three", true, null, "blue-green", 2, "abc", true, new ServedView(Sample.Noon, null), null);

    static readonly ReleaseView V2 = new(
        "shop", 2, Sample.Noon, null, null, "sha256:two", false, new ReleaseOrigin("shop", 1), "blue-green", 1, null, false, null, null);

    [Fact]
    public async Task Releases_are_listed_with_what_serves_and_whether_there_is_a_way_back()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/apps/shop/releases", new ReleasePage([V3, V2], 2), WireJson.Default.ReleasePage);

        var result = await cli.RunAsync("releases list -a shop");

        var lines = result.Stdout.Split('\n');
        lines[1].ShouldMatch("^v3 +2026-03-01 .*ada +12 +kept +since 2026-03-01");
        lines[2].ShouldMatch("^v2 +2026-03-01 .*- +- +gone +never");
        result.Stderr.ShouldContain("pdeploy releases list -a shop --before 2");
    }

    [Fact]
    public async Task A_release_is_shown_with_the_names_of_its_variables()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/apps/shop/releases/3", V3 with { Variables = ["A", "B"] }, WireJson.Default.ReleaseView);

        var text = (await cli.RunAsync("releases show v3 -a shop")).Stdout;

        text.ShouldContain("  image     sha256:three\n");
        text.ShouldContain("  pipeline  blue-green v2\n");
        text.ShouldContain("  commit    abc\n");
        text.ShouldContain("  variables A, B\n");
    }

    [Theory]
    [InlineData("rollback -a shop --detach", """{"release":null}""")]
    [InlineData("rollback v2 -a shop --detach", """{"release":2}""")]
    [InlineData("rollback 2 -a shop --detach", """{"release":2}""")]
    public async Task A_rollback_is_asked_for_with_a_key_of_its_own(string commandLine, string body)
    {
        await using var cli = await CliRun.StartAsync();
        var sent = await SentAsync(cli, "/apps/shop/rollback", commandLine);

        sent.ShouldBe(body);
        cli.Server.Requests.Single().Headers.Keys.ShouldContain("Idempotency-Key");
    }

    [Theory]
    [InlineData("promote staging -a shop --detach", """{"from":"staging","release":null}""")]
    [InlineData("promote staging v7 -a shop --detach", """{"from":"staging","release":7}""")]
    public async Task A_promotion_names_the_other_app(string commandLine, string body)
    {
        await using var cli = await CliRun.StartAsync();

        (await SentAsync(cli, "/apps/shop/promote", commandLine)).ShouldBe(body);
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_change_by_names_only()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/apps/shop/rollback", new RollbackPreview("shop", V3, V2, true, true, ["NEW"], ["GONE"], ["OTHER"], 12), WireJson.Default.RollbackPreview);

        var result = await cli.RunAsync("rollback v2 -a shop --dry-run");

        result.Stdout.ShouldBe(
            """
            shop would go back from v3 to v2, at once: run 12 is undone
              image     sha256:three -> sha256:two
              pipeline  blue-green v2 -> blue-green v1
              variables +NEW -GONE ~OTHER

            """);
        cli.Server.Requests.Single().Path.ShouldEndWith("/apps/shop/rollback?release=2");
    }

    [Theory]
    [InlineData("rollback soon -a shop")]
    [InlineData("rollback v0 -a shop")]
    [InlineData("releases show -3 -a shop")]
    [InlineData("releases show x -a shop")]
    public async Task What_is_no_release_is_told_before_anything_is_sent(string commandLine)
    {
        await using var cli = await CliRun.StartAsync();

        (await cli.RunAsync(commandLine)).ExitCode.ShouldBe(2);
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rollback_that_is_in_the_way_of_another_run_is_a_conflict()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.Refuses("POST", "/apps/shop/rollback", 409, "rollback.busy", "Run 12 of shop goes on", "Cancel it first.");

        var result = await cli.RunAsync("rollback -a shop");

        (result.ExitCode, result.OneLine).ShouldBe((5, "pdeploy: Run 12 of shop goes on. Cancel it first."));
    }

    static async Task<string> SentAsync(CliRun cli, string path, string commandLine)
    {
        var sent = "";
        cli.Server.On("POST", path, async context =>
        {
            sent = await new StreamReader(context.Request.Body).ReadToEndAsync();
            context.Response.StatusCode = 202;
            await context.Response.WriteAsJsonAsync(Sample.Run("queued"), WireJson.Default.RunView, "application/json");
        });
        (await cli.RunAsync(commandLine)).ExitCode.ShouldBe(0);
        return sent;
    }
}

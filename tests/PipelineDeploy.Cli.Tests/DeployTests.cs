using System.Formats.Tar;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class DeployTests
{
    static readonly DateTimeOffset Until = new(2026, 3, 1, 12, 0, 5, TimeSpan.Zero);

    [Fact]
    public async Task A_deploy_sends_the_folder_shows_the_run_live_and_says_what_serves()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("Dockerfile", "FROM scratch");
        var names = Accept(cli);
        cli.Server.Streams(
            "/runs/12/events",
            [RecordedServer.Run(1, Sample.Run(steps: Sample.Step("build", "running"))), RecordedServer.Log(2, 1, "-----> Building"), "cut"],
            [RecordedServer.Run(3, Sample.Run(steps: Sample.Step("build", "succeeded"))), RecordedServer.End(4, Sample.Run("succeeded", null, Sample.Step("build", "succeeded")))]);
        cli.Server.CutNow.SetResult();

        var result = await cli.RunAsync("deploy -a shop --quiet --json");

        result.ExitCode.ShouldBe(0);
        names.ShouldBe(["Dockerfile"]);
        result.Json.GetProperty("state").GetString().ShouldBe("succeeded");
        result.Stderr.ShouldBeEmpty();
        var post = cli.Server.Requests.First();
        post.Headers["X-PipelineDeploy-Trigger"].ShouldBe("cli");
        Guid.TryParse(post.Headers["Idempotency-Key"], out _).ShouldBeTrue();
    }

    [Fact]
    public async Task The_run_is_shown_as_lines_on_standard_output()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("Dockerfile", "FROM scratch");
        Accept(cli);
        cli.Server.Streams(
            "/runs/12/events",
            [
                RecordedServer.Run(1, Sample.Run(steps: Sample.Step("build", "running"))),
                RecordedServer.Log(2, 1, "-----> Building"),
                RecordedServer.Run(3, Sample.Run(steps: Sample.Step("build", "succeeded"))),
                RecordedServer.End(4, Sample.Run("succeeded", null, Sample.Step("build", "succeeded"))),
            ]);

        var result = await cli.RunAsync("deploy -a shop");

        result.Stdout.ShouldBe("→ build\n-----> Building\n✓ build            1.2 s\n✓ run 12 of shop succeeded: v3 serves (18.2 s)\n");
        result.Stderr.ShouldContain("Run 12 of shop is queued");
    }

    [Fact]
    public async Task With_json_the_progress_is_talk()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("Dockerfile", "FROM scratch");
        Accept(cli);
        cli.Server.Streams("/runs/12/events", [RecordedServer.Log(1, 1, "-----> Building"), RecordedServer.End(2, Sample.Run("failed"))]);

        var result = await cli.RunAsync("deploy -a shop --json");

        result.ExitCode.ShouldBe(1);
        result.Json.GetProperty("state").GetString().ShouldBe("failed");
        result.Stderr.ShouldContain("-----> Building");
    }

    [Fact]
    public async Task Detached_it_gives_the_number_of_the_run()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Write("shop/Dockerfile", "FROM scratch");
        cli.Write("shop/.pipelinedeploy.yaml", "app: shop\n");
        Accept(cli);

        var result = await cli.RunAsync("deploy shop --detach");

        result.ExitCode.ShouldBe(0);
        result.Stdout.ShouldBe("12\n");
        result.Stderr.ShouldContain("pdeploy runs watch 12");
    }

    [Fact]
    public async Task An_image_is_named_and_no_folder_is_sent()
    {
        await using var cli = await CliRun.StartAsync();
        string? query = null;
        cli.Server.On("POST", "/apps/shop/deploys", async context =>
        {
            query = context.Request.QueryString.Value;
            context.Response.StatusCode = 202;
            await context.Response.WriteAsync(JsonSerializer.Serialize(Sample.Run("queued"), WireJson.Default.RunView));
        });

        var result = await cli.RunAsync("deploy -a shop --image registry/shop:v3 --input approvals=2 --detach");

        (result.ExitCode, result.Stdout).ShouldBe((0, "12\n"));
        query.ShouldBe("?input=approvals%3D2&image=registry%2Fshop%3Av3");
        var post = cli.Server.Requests.First();
        post.Headers.ContainsKey("Transfer-Encoding").ShouldBeFalse();
        Guid.TryParse(post.Headers["Idempotency-Key"], out _).ShouldBeTrue();
    }

    [Fact]
    public async Task An_image_and_a_folder_are_one_too_many()
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync("deploy . -a shop --image shop:v3");

        result.ExitCode.ShouldBe(2);
        result.Stderr.ShouldContain("--image deploys an image, and a folder is given too.");
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Colours_are_for_terminals_and_for_those_who_want_them()
    {
        (await StdoutAsync(isTerminal: true, noColor: null)).ShouldContain("\u001b[");
        (await StdoutAsync(isTerminal: true, noColor: "1")).ShouldNotContain("\u001b[");
        (await StdoutAsync(isTerminal: false, noColor: null)).ShouldNotContain("\u001b[");
    }

    static async Task<string> StdoutAsync(bool isTerminal, string? noColor)
    {
        await using var cli = await CliRun.StartAsync();
        cli.IsTerminal = isTerminal;
        cli.Server.On("GET", "/runs/12", Sample.Run(), WireJson.Default.RunView)
            .Streams("/runs/12/events", [RecordedServer.End(1, Sample.Run("succeeded", null, Sample.Step("wait", "waiting", Until)))]);
        return (await cli.With("NO_COLOR", noColor).RunAsync("runs watch 12")).Stdout;
    }

    static List<string> Accept(CliRun cli)
    {
        var names = new List<string>();
        cli.Server.On("POST", "/apps/shop/deploys", async context =>
        {
            await using var tar = new TarReader(context.Request.Body);
            while (await tar.GetNextEntryAsync() is { } entry)
            {
                names.Add(entry.Name);
            }

            context.Response.StatusCode = 202;
            context.Response.Headers.Location = "/api/v1/runs/12";
            await context.Response.WriteAsync(JsonSerializer.Serialize(Sample.Run("queued"), WireJson.Default.RunView));
        });
        return names;
    }
}

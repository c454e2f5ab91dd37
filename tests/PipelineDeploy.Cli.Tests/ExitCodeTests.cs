using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class ExitCodeTests
{
    static readonly RunError ChecksFailed =
        new("checks.failed", "5 of 5 attempts failed", "Look at the app's log.", "HTTP 500\nboom\n", "check");

    [Theory]
    [InlineData("succeeded", 0)]
    [InlineData("failed", 1)]
    [InlineData("cancelled", 1)]
    [InlineData("rolledBack", 6)]
    [InlineData("needsAttention", 7)]
    [InlineData("superseded", 9)]
    public async Task A_watched_run_ends_with_its_own_code(string state, int expected)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/runs/12", Sample.Run(), WireJson.Default.RunView)
            .Streams("/runs/12/events", [RecordedServer.End(1, Sample.Run(state))]);

        (await cli.RunAsync("runs watch 12")).ExitCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData(400, 2)]
    [InlineData(422, 2)]
    [InlineData(401, 3)]
    [InlineData(403, 3)]
    [InlineData(404, 4)]
    [InlineData(409, 5)]
    [InlineData(412, 5)]
    [InlineData(423, 5)]
    [InlineData(500, 1)]
    public async Task A_refused_request_ends_with_the_code_of_its_reason_and_says_it_in_one_line(int status, int expected)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.Refuses("GET", "/apps", status, "some.code", "It was refused.", "Do something.");

        var result = await cli.RunAsync("apps list");

        result.ExitCode.ShouldBe(expected);
        result.OneLine.ShouldBe("pdeploy: It was refused. Do something.");
    }

    [Fact]
    public async Task A_run_that_takes_too_long_gives_8_and_says_how_to_go_on()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/runs/12", Sample.Run(), WireJson.Default.RunView)
            .Streams("/runs/12/events", [RecordedServer.Run(1, Sample.Run()), "hang"]);

        var result = await cli.RunAsync("runs watch 12 --timeout 300ms");

        result.ExitCode.ShouldBe(8);
        result.OneLine.ShouldBe("Gave up waiting after 0.3 s; run 12 goes on. Watch it: pdeploy runs watch 12");
    }

    [Fact]
    public async Task A_server_that_stays_away_gives_8_because_the_run_goes_on()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Patience = TimeSpan.FromMilliseconds(300);
        cli.Server.On("GET", "/runs/12", Sample.Run(), WireJson.Default.RunView).Streams("/runs/12/events", [": nothing\n\n"]);

        var result = await cli.RunAsync("runs watch 12");

        result.ExitCode.ShouldBe(8);
        result.OneLine.ShouldContain("Run 12 goes on when the server is back.");
    }

    [Fact]
    public async Task Ctrl_C_stops_only_the_watching_and_tells_how_to_cancel()
    {
        await using var cli = await CliRun.StartAsync();
        using var interrupt = new CancellationTokenSource();
        cli.CtrlC = interrupt.Token;
        cli.Stdout = new SignallingWriter("building", interrupt.Cancel);
        cli.Server.On("GET", "/runs/12", Sample.Run(), WireJson.Default.RunView)
            .Streams("/runs/12/events", [RecordedServer.Log(1, 1, "building"), "hang"]);

        var result = await cli.RunAsync("runs watch 12");

        result.ExitCode.ShouldBe(130);
        result.Stderr.ShouldBe("Stopped watching; run 12 goes on. Watch it: pdeploy runs watch 12. Cancel it: pdeploy runs cancel 12\n");
        cli.Server.Requests.ShouldNotContain(request => request.Method == "POST");
    }

    [Fact]
    public async Task Ctrl_C_elsewhere_gives_130()
    {
        await using var cli = await CliRun.StartAsync();
        using var interrupt = new CancellationTokenSource();
        cli.CtrlC = interrupt.Token;
        cli.Server.On("GET", "/apps", async context =>
        {
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });

        var result = await cli.RunAsync("apps list");

        result.ExitCode.ShouldBe(130);
        result.OneLine.ShouldBe("pdeploy: Interrupted.");
    }

    [Fact]
    public async Task A_failed_run_tells_the_cause_what_was_seen_and_what_to_do()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/runs/12", Sample.Run(), WireJson.Default.RunView)
            .Streams("/runs/12/events", [RecordedServer.End(1, Sample.Run("rolledBack", ChecksFailed))]);

        (await cli.RunAsync("runs watch 12")).Stderr.ShouldBe(
            """
            ✗ run 12 of shop failed and was rolled back: check: 5 of 5 attempts failed
                HTTP 500
                boom
              Look at the app's log.

            """);
    }

    [Fact]
    public async Task A_run_that_needs_a_person_tells_how_the_app_becomes_free_again()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/runs/12", Sample.Run(), WireJson.Default.RunView)
            .Streams("/runs/12/events", [RecordedServer.End(1, Sample.Run("needsAttention", ChecksFailed))]);

        (await cli.RunAsync("runs watch 12")).Stderr.ShouldContain("pdeploy runs cancel 12");
    }

    /// <summary>Tells when a text has been written.</summary>
    sealed class SignallingWriter(string text, Action signal) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value == text)
            {
                signal();
            }
        }
    }
}

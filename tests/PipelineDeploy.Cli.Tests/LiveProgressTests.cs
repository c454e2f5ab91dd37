using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class LiveProgressTests
{
    [Fact]
    public void It_tells_the_step_its_time_and_how_far_the_run_is()
    {
        var run = Sample.Run("running", null, Sample.Step("build", "succeeded"), Sample.Step("check", "waiting", Sample.Noon.AddSeconds(16), attempt: 3), Sample.Step("switch", "pending"));

        LiveProgress.Text(run, Sample.Noon.AddSeconds(12)).ShouldBe("check · attempt 3 · next in 4.0 s · 1 of 3 steps done");
        LiveProgress.Text(run, Sample.Noon.AddSeconds(20)).ShouldBe("check · attempt 3 · 20.0 s · 1 of 3 steps done");
        LiveProgress.Text(Sample.Run("queued"), Sample.Noon).ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_terminal_it_is_drawn_in_place_and_gone_in_the_end()
    {
        await using var cli = await CliRun.StartAsync();
        cli.IsTerminal = true;
        var drawn = new DrawnWriter();
        cli.Stdout = drawn;
        cli.Server.On("GET", "/runs/12", Sample.Run(), WireJson.Default.RunView).On("GET", "/runs/12/events", async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, RecordedServer.Run(1, Sample.Run("running", null, Sample.Step("build", "running"))));
            await context.Response.Body.FlushAsync();
            await drawn.Seen.Task;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, RecordedServer.End(2, Sample.Run("succeeded")));
        });

        var result = await cli.RunAsync("runs watch 12");

        result.ExitCode.ShouldBe(0);
        result.Stdout.ShouldContain("of 1 steps done\r\u001b[2K");
        result.Stdout[result.Stdout.LastIndexOf('\r')..].ShouldContain("run 12 of shop succeeded");
    }

    [Fact]
    public async Task As_json_lines_every_event_is_one_line_and_the_last_is_the_end()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/runs/12", Sample.Run(), WireJson.Default.RunView)
            .Streams("/runs/12/events", [RecordedServer.Log(1, 1, "building"), RecordedServer.End(2, Sample.Run("succeeded"))]);

        var result = await cli.RunAsync("runs watch 12 --json-lines");

        result.Stdout.TrimEnd().Split('\n').Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()).ShouldBe(["log", "end"]);
        result.Stderr.ShouldBeEmpty();
    }

    /// <summary>Tells when something was drawn.</summary>
    sealed class DrawnWriter : StringWriter
    {
        public TaskCompletionSource Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Write(string? value)
        {
            base.Write(value);
            if (value?.Contains("steps done", StringComparison.Ordinal) == true)
            {
                Seen.TrySetResult();
            }
        }
    }
}

using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class RunPrinterTests
{
    static readonly DateTimeOffset Until = Sample.Noon.AddSeconds(5);

    readonly RunPrinter printer = new(TimeZoneInfo.Utc);

    [Theory]
    [InlineData("running", "→ build")]
    [InlineData("succeeded", "✓ build            1.2 s")]
    [InlineData("failed", "✗ build            1.2 s  failed")]
    [InlineData("skipped", "- build            skipped")]
    [InlineData("compensating", "↺ build            undoing")]
    [InlineData("compensated", "↺ build            undone")]
    [InlineData("compensationFailed", "✗ build            could not be undone: no reason given")]
    public void Each_new_state_of_a_step_is_a_line(string state, string line) =>
        Lines(Sample.Step("build", state)).ShouldBe([line]);

    [Fact]
    public void A_waiting_step_says_for_what_and_until_when() =>
        Lines(Sample.Step("retire", "waiting", Until, "wait for 5 s")).ShouldBe(["… retire           wait for 5 s (until 12:00:05)"]);

    [Fact]
    public void A_failed_step_says_why() =>
        Lines(Sample.Step("check", "failed", error: new RunError("checks.failed", "5 attempts failed", null, null, "check")))
            .ShouldBe(["✗ check            1.2 s  5 attempts failed"]);

    [Fact]
    public void A_pending_step_says_nothing() => Lines(Sample.Step("build", "pending")).ShouldBeEmpty();

    [Fact]
    public void The_same_state_again_says_nothing()
    {
        Lines(Sample.Step("build", "running")).Count.ShouldBe(1);

        Lines(Sample.Step("build", "running"), Sample.Step("start", "pending")).ShouldBeEmpty();
    }

    [Fact]
    public void A_step_that_wakes_up_for_a_moment_does_not_say_so_but_a_new_attempt_does()
    {
        Lines(Sample.Step("check", "running"));
        Lines(Sample.Step("check", "waiting", Until));

        Lines(Sample.Step("check", "running")).ShouldBeEmpty();
        Lines(Sample.Step("check", "waiting", Until.AddSeconds(5))).Count.ShouldBe(1);
        Lines(Sample.Step("check", "running", attempt: 2)).ShouldBe(["→ check            attempt 2"]);
    }

    [Fact]
    public void Log_lines_are_shown_as_the_server_sends_them_and_once()
    {
        Lines(Sample.Line(1, "-----> Building")).ShouldBe(["-----> Building"]);

        Lines(Sample.Line(1, "-----> Building")).ShouldBeEmpty();
        Lines(Sample.Line(2, "       done")).ShouldBe(["       done"]);
    }

    List<string> Lines(params StepView[] steps) =>
        printer.Lines(new RunEvent("run", "1", Sample.Run(steps: steps))).Select(line => line.Text).ToList();

    List<string> Lines(RunLogLine line) =>
        printer.Lines(new RunEvent("log", "1", Line: line)).Select(shown => shown.Text).ToList();
}

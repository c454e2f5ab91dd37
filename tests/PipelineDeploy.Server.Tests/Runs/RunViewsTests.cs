using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Runs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Tests.Runs;

public sealed class RunViewsTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 14, 0, 0, TimeSpan.Zero);
    static readonly StepDefinition Build = new("build", "build", [], [], false, false);

    [Fact]
    public void A_step_between_two_attempts_waits_for_the_next_one()
    {
        var step = View(
            new JournalEvent.StepStarted("build", 1),
            new JournalEvent.StepFailed("build", new UserError("docker.unreachable", "Docker does not answer"), null, Now.AddSeconds(8)));

        (step.State, step.Attempt, step.WaitingUntil).ShouldBe(("waiting", 1, Now.AddSeconds(8)));
        step.Note.ShouldBe("attempt 1 failed: Docker does not answer; the next one waits");
    }

    [Fact]
    public void A_further_attempt_shows_its_number_and_no_old_error()
    {
        var step = View(
            new JournalEvent.StepStarted("build", 1),
            new JournalEvent.StepFailed("build", new UserError("docker.unreachable", "Docker does not answer"), null, Now),
            new JournalEvent.StepStarted("build", 2));

        (step.State, step.Attempt, step.WaitingUntil, step.Note, step.Error).ShouldBe(("running", 2, null, null, null));
    }

    [Fact]
    public void A_step_whose_next_attempt_never_came_has_failed() => View(
        RunState.RolledBack,
        new JournalEvent.StepStarted("build", 1),
        new JournalEvent.StepFailed("build", new UserError("a.b", "failed"), null, Now)).State.ShouldBe("failed");

    [Fact]
    public void A_skipped_step_says_so_and_why()
    {
        var step = View(new JournalEvent.StepSkipped("build", "its condition is false: inputs.force"));

        (step.State, step.Attempt, step.StartedAt, step.Note).ShouldBe(("skipped", 0, null, "its condition is false: inputs.force"));
    }

    [Theory]
    [InlineData(RunState.Running, "pending")]
    [InlineData(RunState.Failed, "skipped")]
    public void A_step_that_nothing_happened_to_is_pending_as_long_as_the_run_goes_on(RunState state, string expected) =>
        RunViews.StepOf(Build, null, RunOf(state)).State.ShouldBe(expected);

    static StepView View(params JournalEvent[] events) => View(RunState.Running, events);

    static StepView View(RunState state, params JournalEvent[] events)
    {
        var run = RunOf(state);
        var history = RunHistory.Of(run.Definition, events.Select((e, i) => new JournalEntry(i + 1, Now, e)));
        return RunViews.StepOf(Build, history["build"], run);
    }

    static Run RunOf(RunState state) => new(1, "shop", new PipelineDefinition("p", null, [Build]), [], state, "cli", "ada", Now, Now, null, null);
}

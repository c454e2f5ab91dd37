using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class PlannerRetryTests
{
    static readonly PipelineDefinition Sequence = new PipelineBuilder().Step("a").Step("b").Build();
    static readonly PipelineDefinition Fork = new PipelineBuilder().Step("a", []).Step("b", []).Build();

    [Fact]
    public void The_next_attempt_starts_at_its_moment()
    {
        var story = new Story(Sequence).Retrying("a", at: 30);

        story.Decide(now: 29).ShouldBe(new Decision.SleepUntil(Story.At(30)));
        story.Decide(now: 30).ShouldExecute("a");
    }

    [Fact]
    public void A_poke_does_not_shorten_the_pause() =>
        new Story(Sequence).Retrying("a", at: 30).And(new JournalEvent.RunPoked("look")).Decide().ShouldBe(new Decision.SleepUntil(Story.At(30)));

    [Fact]
    public void A_branch_goes_on_while_the_other_waits_for_its_next_attempt()
    {
        var story = new Story(Fork).Started("a", "b").Retrying("a", at: 30).Waiting("b", until: 10);

        story.Decide().ShouldBe(new Decision.SleepUntil(Story.At(10)));
        story.Decide(now: 10).ShouldExecute("b");
    }

    [Fact]
    public void The_run_goes_on_after_an_attempt_that_works() => new Story(Sequence)
        .Retrying("a", at: 30).And(new JournalEvent.StepStarted("a", 2)).Done("a").Decide().ShouldExecute("b");

    [Fact]
    public void A_run_cancelled_in_the_pause_makes_no_further_attempt() =>
        new Story(Sequence).Retrying("a", at: 30).Cancelled().Decide(now: 30).ShouldBe(new Decision.Compensate("a"));

    [Fact]
    public void A_failure_elsewhere_ends_the_pause() =>
        new Story(Fork).Started("a", "b").Retrying("a", at: 30).Failed("b").Decide(now: 30).ShouldBe(new Decision.Compensate("b"));

    [Fact]
    public void A_step_of_many_attempts_is_undone_once_and_by_its_first_start()
    {
        var story = new Story(Fork).Started("a", "b").Retrying("a", at: 0).And(new JournalEvent.StepStarted("a", 2)).Done("b").Failed("a");

        story.Decide().ShouldBe(new Decision.Compensate("b"));
        story.Undone("b").Decide().ShouldBe(new Decision.Compensate("a"));
        story.Undone("a").Decide().ShouldBe(new Decision.Finish(RunState.RolledBack, Story.Error("a")));
    }

    [Fact]
    public void A_new_attempt_begins_without_what_the_last_one_knew()
    {
        var story = new Story(Sequence).Started("a").And(new JournalEvent.StepWaiting("a", Story.At(5), new() { ["n"] = 1 }, "waits"))
            .And(new JournalEvent.StepResumed("a"), new JournalEvent.StepInterrupted("a"), new JournalEvent.StepResumed("a")).Retrying("a", at: 30);

        var paused = story.History["a"];
        var again = story.And(new JournalEvent.StepStarted("a", 2)).History["a"];

        (paused.State, paused.WaitingUntil, paused.HasFailed, paused.Error).ShouldBe((StepState.Retrying, Story.At(30), false, Story.Error("a")));
        paused.Note.ShouldBe("attempt 1 failed: a failed; the next one waits");
        (again.State, again.Attempt, again.Interruptions, again.WaitingUntil).ShouldBe((StepState.Running, 2, 0, null));
        (again.Memory, again.Note, again.Error).ShouldBe((null, null, null));
    }
}

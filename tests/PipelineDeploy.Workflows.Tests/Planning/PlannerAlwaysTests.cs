using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

/// <summary>Steps that run at the end of the run, however that went.</summary>
public sealed class PlannerAlwaysTests
{
    static readonly PipelineDefinition Notifying = new PipelineBuilder().Step("a").Always("notify", []).Step("b", ["a"]).Build();

    [Fact]
    public void They_run_when_everything_else_is_done()
    {
        var story = new Story(Notifying);
        story.Decide().ShouldExecute("a");
        story.Done("a").Decide().ShouldExecute("b");

        Settle(story.Done("b"), RunState.Succeeded, null).Decide().ShouldExecute("notify");
        story.Done("notify").Decide().ShouldBe(new Decision.Finish(RunState.Succeeded, null));
    }

    [Fact]
    public void They_run_after_everything_has_been_undone()
    {
        var story = new Story(Notifying).Done("a").Failed("b");
        story.Decide().ShouldBe(new Decision.Compensate("b"));
        story.Undone("b", "a");

        Settle(story, RunState.RolledBack, Story.Error("b")).Decide().ShouldExecute("notify");
        story.Done("notify").Decide().ShouldBe(new Decision.Finish(RunState.RolledBack, Story.Error("b")));
    }

    [Fact]
    public void They_run_when_a_person_must_look()
    {
        var definition = new PipelineBuilder().Step("a", isPivot: true).Always("notify").Build();

        Settle(new Story(definition).Failed("a"), RunState.NeedsAttention, Story.Error("a")).Decide().ShouldExecute("notify");
    }

    [Fact]
    public void They_run_when_the_run_was_cancelled() =>
        Settle(new Story(Notifying).Done("a").Cancelled().Undone("a"), RunState.Cancelled, null).Decide().ShouldExecute("notify");

    [Fact]
    public void Their_failure_does_not_change_how_the_run_ends()
    {
        var story = Settle(new Story(Notifying).Done("a", "b"), RunState.Succeeded, null).Failed("notify");

        story.Decide().ShouldBe(new Decision.Finish(RunState.Succeeded, null));
        story.History["notify"].State.ShouldBe(StepState.Failed);
    }

    [Fact]
    public void A_cancellation_that_comes_while_they_run_changes_nothing() =>
        Settle(new Story(Notifying).Done("a", "b"), RunState.Succeeded, null).Cancelled().Waiting("notify", until: 60)
            .Decide().ShouldBe(new Decision.SleepUntil(Story.At(60)));

    [Fact]
    public void They_come_one_after_the_other_also_when_one_fails()
    {
        var definition = new PipelineBuilder().Step("a").Always("clean").Always("notify", ["clean"]).Build();
        var story = Settle(new Story(definition).Done("a"), RunState.Succeeded, null);

        story.Decide().ShouldExecute("clean");
        story.Failed("clean").Decide().ShouldExecute("notify");
    }

    [Fact]
    public void Their_conditions_timeouts_and_retries_hold()
    {
        var definition = new PipelineBuilder().Step("a")
            .Always("skipped", []).But(step => step with { If = "steps.a.output.x" })
            .Always("slow", []).But(step => step with { Timeout = TimeSpan.FromSeconds(9) })
            .Always("again", []).Build();
        var story = Settle(new Story(definition).Done("a"), RunState.Succeeded, null);

        story.And(story.Decide().ShouldRecord().ShouldBeOfType<JournalEvent.StepSkipped>());
        story.Decide().ShouldExecute("slow", "again");
        story.Waiting("slow", until: 60).Retrying("again", at: 20).Decide().ShouldBe(new Decision.SleepUntil(Story.At(9)));
        story.Decide(now: 9).ShouldRecord().ShouldBeOfType<JournalEvent.StepFailed>().Step.ShouldBe("slow");
    }

    [Fact]
    public void What_still_waits_elsewhere_does_not_hold_them_up()
    {
        var definition = new PipelineBuilder().Step("a", [], compensates: false).Step("b", []).Always("notify").Build();
        var story = new Story(definition).Waiting("a", until: 60).Failed("b").Undone("b");

        Settle(story, RunState.RolledBack, Story.Error("b")).Done("notify").Decide(now: 90)
            .ShouldBe(new Decision.Finish(RunState.RolledBack, Story.Error("b")));
    }

    static Story Settle(Story story, RunState state, StepError? error)
    {
        var settled = story.Decide().ShouldRecord();
        settled.ShouldBe(new JournalEvent.RunSettled(state, error));
        return story.And(settled);
    }
}

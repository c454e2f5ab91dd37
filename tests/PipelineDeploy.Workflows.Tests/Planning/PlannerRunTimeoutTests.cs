using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class PlannerRunTimeoutTests
{
    static readonly PipelineDefinition Limited = new PipelineBuilder().Step("a").Step("b").Build() with { Timeout = TimeSpan.FromSeconds(60) };

    [Fact]
    public void A_run_that_has_had_its_time_is_undone()
    {
        var story = new Story(Limited).Done("a").Waiting("b", until: 90);

        story.Decide(now: 59).ShouldBe(new Decision.SleepUntil(Story.At(60)));
        var timedOut = story.Decide(now: 60).ShouldRecord().ShouldBeOfType<JournalEvent.RunTimedOut>();
        (timedOut.Error.Step, timedOut.Error.Error.Code).ShouldBe(("b", "run.timedOut"));
        timedOut.Error.Error.Message.ShouldBe("The run took longer than its timeout of 1m; it was at step 'b'");
        story.And(timedOut).Decide(now: 60).ShouldBe(new Decision.Compensate("b"));
        story.Undone("b", "a").Decide(now: 60).ShouldBe(new Decision.Finish(RunState.RolledBack, timedOut.Error));
    }

    [Fact]
    public void Past_the_point_of_no_return_a_person_is_asked()
    {
        var pivoted = Limited with { Steps = [Limited.Steps[0] with { IsPivot = true }, Limited.Steps[1]] };
        var story = new Story(pivoted).Done("a").Waiting("b", until: 90);

        var timedOut = story.Decide(now: 60).ShouldRecord();

        story.And(timedOut).Decide(now: 60).ShouldBe(new Decision.Finish(RunState.NeedsAttention, ((JournalEvent.RunTimedOut)timedOut).Error));
    }

    [Fact]
    public void A_run_that_has_nothing_left_to_do_is_in_time() =>
        new Story(Limited).Done("a", "b").Decide(now: 61).ShouldBe(new Decision.Finish(RunState.Succeeded, null));

    [Fact]
    public void Undoing_takes_the_time_it_needs()
    {
        var story = new Story(Limited).Done("a").Failed("b");

        story.Decide(now: 61).ShouldBe(new Decision.Compensate("b"));
    }

    [Fact]
    public void Steps_that_run_always_take_the_time_they_need()
    {
        var cleaned = new PipelineBuilder().Step("a").Always("clean", []).Build() with { Timeout = TimeSpan.FromSeconds(60) };
        var story = new Story(cleaned).Done("a").And(new JournalEvent.RunSettled(RunState.Succeeded, null));

        story.Decide(now: 61).ShouldExecute("clean");
        story.Waiting("clean", until: 90).Decide(now: 61).ShouldBe(new Decision.SleepUntil(Story.At(90)));
    }
}

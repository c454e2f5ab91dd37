using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class PlannerJoinTests
{
    static readonly PipelineDefinition First = new PipelineBuilder()
        .Step("a", []).Step("b", []).Step("c", ["a", "b"]).But(step => step with { Join = JoinPolicy.Any }).Build();

    [Fact]
    public void A_step_starts_with_the_first_of_what_it_needs_and_the_others_go_on()
    {
        var story = new Story(First).Waiting("a", until: 50).Done("b");

        story.Decide().ShouldExecute("c");
        story.Done("c").Decide().ShouldBe(new Decision.SleepUntil(Story.At(50)));
        story.Decide(now: 50).ShouldExecute("a");
        story.Done("a").Decide(now: 50).ShouldBe(new Decision.Finish(RunState.Succeeded, null));
    }

    [Fact]
    public void A_step_that_waits_for_all_does_not_start_with_the_first()
    {
        var all = First with { Steps = [.. First.Steps.Select(step => step with { Join = JoinPolicy.All })] };

        new Story(all).Waiting("a", until: 50).Done("b").Decide().ShouldBe(new Decision.SleepUntil(Story.At(50)));
    }

    [Fact]
    public void One_that_was_skipped_is_not_the_first_while_another_may_still_succeed()
    {
        var story = new Story(First).Waiting("a", until: 50).And(new JournalEvent.StepSkipped("b", "its condition is false"));

        story.Decide().ShouldBe(new Decision.SleepUntil(Story.At(50)));
        story.Done("a").Decide().ShouldExecute("c");
    }

    [Fact]
    public void When_all_were_skipped_or_have_failed_and_may_the_step_starts()
    {
        var lenient = First with { Steps = [.. First.Steps.Select(step => step with { OnFailure = FailurePolicy.Continue })] };

        new Story(lenient).And(new JournalEvent.StepSkipped("a", "")).Failed("b").Decide().ShouldExecute("c");
    }

    [Fact]
    public void The_failure_of_one_that_came_too_late_still_fails_the_run()
    {
        var story = new Story(First).Started("a").Done("b", "c").Failed("a");

        story.Decide().ShouldBe(new Decision.Compensate("c"));
    }
}

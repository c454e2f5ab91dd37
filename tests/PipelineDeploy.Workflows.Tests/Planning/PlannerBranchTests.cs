using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

/// <summary>What happens next while other steps are at work.</summary>
public sealed class PlannerBranchTests
{
    static readonly PipelineDefinition Branches = new PipelineBuilder().Step("left", []).Step("right", []).Step("after", ["right"]).Build();

    [Fact]
    public void While_the_only_ready_steps_work_there_is_nothing_to_do() =>
        new Story(Branches).Started("left", "right").Decide().ShouldBe(new Decision.Await(null));

    [Fact]
    public void The_next_step_of_a_branch_starts_while_the_other_branch_works() =>
        new Story(Branches).Started("left").Done("right").Decide().ShouldExecute("after");

    [Fact]
    public void The_wait_of_a_branch_bounds_the_wait_for_the_other_one() =>
        new Story(Branches).Started("left").Waiting("right", until: 60).Decide().ShouldBe(new Decision.Await(Story.At(60)));

    [Fact]
    public void A_failure_stops_the_branches_at_work_before_anything_is_undone()
    {
        var story = new Story(Branches).Started("left", "right").Failed("right");

        story.Decide().ShouldBe(new Decision.Await(null, IsInterrupting: true));
        story.And(new JournalEvent.StepHandedBack("left")).Decide().ShouldBe(new Decision.Compensate("right"));
    }

    [Fact]
    public void A_cancellation_stops_the_branches_at_work() =>
        new Story(Branches).Started("left").Done("right").Cancelled().Decide().ShouldBe(new Decision.Await(null, IsInterrupting: true));

    [Fact]
    public void Nothing_is_stopped_for_a_failure_that_undoes_nothing()
    {
        var stopping = new PipelineBuilder().Step("left", []).Step("right", []).But(step => step with { OnFailure = FailurePolicy.Stop }).Build();
        var story = new Story(stopping).Started("left", "right").Failed("right");

        story.Decide().ShouldBe(new Decision.Await(null));
        story.Done("left").Decide().ShouldBe(new Decision.Finish(RunState.Failed, Story.Error("right")));
    }

    [Fact]
    public void A_pivot_at_work_is_never_stopped()
    {
        var pivoting = new PipelineBuilder().Step("left", [], isPivot: true).Step("right", []).Build();
        var story = new Story(pivoting).Started("left", "right").Failed("right");

        story.Decide().ShouldBe(new Decision.Await(null));
        story.Done("left").Decide().ShouldBe(new Decision.Finish(RunState.NeedsAttention, Story.Error("right")));
    }

    [Fact]
    public void A_compensation_at_work_is_not_stopped() =>
        new Story(Branches).Done("left").Failed("right").And(new JournalEvent.CompensationStarted("right")).Decide().ShouldBe(new Decision.Await(null));

    [Fact]
    public void The_run_does_not_end_while_a_step_that_runs_always_works()
    {
        var definition = new PipelineBuilder().Step("a").Always("notify", []).Always("clean", []).Build();

        new Story(definition).Done("a").And(new JournalEvent.RunSettled(RunState.Succeeded, null)).Started("notify").Done("clean")
            .Decide().ShouldBe(new Decision.Await(null));
    }
}

using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class PlannerFailurePolicyTests
{
    static readonly PipelineDefinition Tolerant = Middle(FailurePolicy.Continue);
    static readonly PipelineDefinition Stopping = Middle(FailurePolicy.Stop);

    [Fact]
    public void A_run_goes_on_after_a_step_whose_failure_does_not_matter_and_succeeds()
    {
        var story = new Story(Tolerant).Done("a").Failed("b");

        story.Decide().ShouldExecute("c");
        story.Done("c").Decide().ShouldBe(new Decision.Finish(RunState.Succeeded, null));
        story.History["b"].HasFailed.ShouldBeTrue();
    }

    [Fact]
    public void A_step_whose_failure_did_not_matter_is_undone_with_the_others()
    {
        var story = new Story(Tolerant).Done("a").Failed("b").Failed("c");

        story.Undone("c").Decide().ShouldBe(new Decision.Compensate("b"));
        story.Undone("b", "a").Decide().ShouldBe(new Decision.Finish(RunState.RolledBack, Story.Error("c")));
    }

    [Fact]
    public void A_failure_that_does_not_matter_does_not_matter_after_the_pivot_either()
    {
        var definition = new PipelineBuilder().Step("a", isPivot: true).Step("b").But(With(FailurePolicy.Continue)).Step("c").Build();

        new Story(definition).Done("a").Failed("b").Decide().ShouldExecute("c");
    }

    [Fact]
    public void A_step_that_stops_the_run_leaves_everything_as_it_is() =>
        new Story(Stopping).Done("a").Failed("b").Decide().ShouldBe(new Decision.Finish(RunState.Failed, Story.Error("b")));

    [Fact]
    public void A_failure_of_another_step_is_undone_as_ever() => new Story(Stopping).Done("a", "b").Failed("c").Decide().ShouldBe(new Decision.Compensate("c"));

    [Fact]
    public void A_step_that_would_stop_the_run_still_asks_for_a_person_after_the_pivot()
    {
        var definition = new PipelineBuilder().Step("a", isPivot: true).Step("b").But(With(FailurePolicy.Stop)).Build();

        new Story(definition).Done("a").Failed("b").Decide().ShouldBe(new Decision.Finish(RunState.NeedsAttention, Story.Error("b")));
    }

    [Fact]
    public void Of_two_failures_the_step_that_started_first_decides()
    {
        var definition = new PipelineBuilder().Step("a", []).But(With(FailurePolicy.Stop)).Step("b", []).Build();

        new Story(definition).Started("a", "b").Failed("b").Failed("a").Decide().ShouldBe(new Decision.Finish(RunState.Failed, Story.Error("a")));
        new Story(definition).Started("b", "a").Failed("b").Failed("a").Decide().ShouldBe(new Decision.Compensate("a"));
    }

    static PipelineDefinition Middle(FailurePolicy policy) => new PipelineBuilder().Step("a").Step("b").But(With(policy)).Step("c").Build();

    static Func<StepDefinition, StepDefinition> With(FailurePolicy policy) => step => step with { OnFailure = policy };
}

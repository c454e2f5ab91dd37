using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class PlannerConditionTests
{
    [Fact]
    public void A_step_whose_condition_is_false_is_skipped_and_the_next_one_starts()
    {
        var story = new Story(Conditional("false")).Done("a");

        var skipped = story.Decide().ShouldRecord();

        skipped.ShouldBe(new JournalEvent.StepSkipped("b", "its condition is false: false"));
        story.And(skipped).Decide().ShouldExecute("c");
        (story.History["b"].State, story.History["b"].HasStarted).ShouldBe((StepState.Skipped, false));
    }

    [Fact]
    public void A_step_whose_condition_is_true_starts() => new Story(Conditional("true")).Done("a").Decide().ShouldExecute("b");

    [Fact]
    public void A_condition_is_asked_only_when_what_the_step_needs_is_done() => new Story(Conditional("false")).Decide().ShouldExecute("a");

    [Theory]
    [InlineData("steps.a.output.n > 4", true)]
    [InlineData("steps.a.output.n > 5", false)]
    [InlineData("steps.a.output.nope", false)]
    [InlineData("steps.a.output.nope == null", true)]
    [InlineData("inputs.force", true)]
    [InlineData("settings.skip", false)]
    public void A_condition_reads_outputs_inputs_and_settings(string condition, bool isExecuted)
    {
        var inputs = new JsonObject { ["force"] = true, ["settings"] = new JsonObject { ["skip"] = "false" } };
        var story = new Story(Conditional(condition), inputs).Started("a").And(new JournalEvent.StepSucceeded("a", new() { ["n"] = 5 }, null));

        (story.Decide() is Decision.Execute).ShouldBe(isExecuted);
    }

    [Fact]
    public void The_output_of_a_skipped_step_is_null()
    {
        var definition = new PipelineBuilder().Step("a").But(If("false")).Step("b").But(If("steps.a.output.x")).Step("c").Build();
        var story = new Story(definition);

        story.And(story.Decide().ShouldRecord());
        story.And(story.Decide().ShouldRecord());

        story.Decide().ShouldExecute("c");
    }

    [Fact]
    public void A_run_whose_steps_are_done_or_skipped_succeeds()
    {
        var story = new Story(new PipelineBuilder().Step("a").But(If("false")).Build());

        story.And(story.Decide().ShouldRecord()).Decide().ShouldBe(new Decision.Finish(RunState.Succeeded, null));
    }

    [Fact]
    public void A_skipped_step_is_not_undone()
    {
        var story = new Story(Conditional("false")).Done("a").And(new JournalEvent.StepSkipped("b", "")).Failed("c");

        story.Decide().ShouldBe(new Decision.Compensate("c"));
        story.Undone("c").Decide().ShouldBe(new Decision.Compensate("a"));
    }

    [Fact]
    public void A_skipped_pivot_leaves_the_way_back_open()
    {
        var definition = new PipelineBuilder().Step("a").Step("b", isPivot: true).But(If("false")).Step("c").Build();

        new Story(definition).Done("a").And(new JournalEvent.StepSkipped("b", "")).Failed("c").Decide().ShouldBe(new Decision.Compensate("c"));
    }

    static PipelineDefinition Conditional(string condition) => new PipelineBuilder().Step("a").Step("b").But(If(condition)).Step("c").Build();

    static Func<StepDefinition, StepDefinition> If(string condition) => step => step with { If = condition };
}

using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class DryRunTests
{
    static readonly JsonObject Inputs = new() { ["hosts"] = 2, ["settings"] = new JsonObject { ["skip"] = "false", ["mode"] = "fast" } };

    [Fact]
    public void Steps_begin_one_after_the_other_each_when_the_one_before_has_had_its_usual_time()
    {
        var plan = Plan(new PipelineBuilder().Step("a").Step("b").Step("c").Build(), ("a", 30), ("b", 12), ("c", 3));

        Told(plan).ShouldBe(["1 a runs 0", "2 b runs 30", "3 c runs 42"]);
        (plan.Takes, plan.Problem).ShouldBe((TimeSpan.FromSeconds(45), null));
    }

    [Fact]
    public void Branches_run_side_by_side_and_what_needs_both_begins_after_the_longer_one()
    {
        var pipeline = new PipelineBuilder().Step("a").Step("short", ["a"]).Step("next", ["short"]).Step("long", ["a"]).Step("end", ["next", "long"]).Build();

        Told(Plan(pipeline, ("a", 1), ("short", 5), ("next", 1), ("long", 60), ("end", 2)))
            .ShouldBe(["1 a runs 0", "2 short runs 1", "2 long runs 1", "3 next runs 6", "4 end runs 61"]);
    }

    [Fact]
    public void The_first_of_what_it_needs_is_enough_for_a_step_that_joins_any()
    {
        var pipeline = new PipelineBuilder().Step("slow", []).Step("quick", []).Step("on", ["slow", "quick"]).But(step => step with { Join = JoinPolicy.Any }).Build();

        Told(Plan(pipeline, ("slow", 50), ("quick", 5))).ShouldBe(["1 slow runs 0", "1 quick runs 0", "2 on runs 5"]);
    }

    [Theory]
    [InlineData("settings.mode == 'fast'", "Runs")]
    [InlineData("settings.skip", "Skipped")]
    [InlineData("inputs.hosts > 2", "Skipped")]
    [InlineData("steps.a.output.migrate != null", "Open")]
    [InlineData("!(steps.a.output.migrate)", "Open")]
    [InlineData("settings.skip && steps.a.output.migrate", "Skipped")]
    [InlineData("settings.skip || steps.a.output.migrate", "Open")]
    [InlineData("settings.mode == 'fast' || steps.a.output.migrate", "Runs")]
    [InlineData("steps.gone.output.x == null", "Runs")]
    public void What_settings_and_inputs_decide_is_known_and_what_steps_make_is_open(string condition, string outcome)
    {
        var pipeline = new PipelineBuilder().Step("a").Step("gone").But(If("false")).Step("b").But(If(condition)).Step("c").Build();

        var plan = Plan(pipeline);

        plan.Steps.Single(step => step.Step.Id == "b").Outcome.ToString().ShouldBe(outcome);
        plan.Steps.Single(step => step.Step.Id == "c").Outcome.ShouldBe(DryRunOutcome.Runs);
    }

    [Fact]
    public void A_step_that_is_skipped_stands_where_it_would_have_begun_and_takes_no_time()
    {
        var pipeline = new PipelineBuilder().Step("a").Step("b").But(If("settings.skip")).Step("c").Build();

        Told(Plan(pipeline, ("a", 4), ("b", 100), ("c", 1))).ShouldBe(["1 a runs 0", "- b skipped -", "2 c runs 4"]);
    }

    [Fact]
    public void Steps_that_run_always_come_after_everything_else()
    {
        var pipeline = new PipelineBuilder().Always("tell", []).Step("a", []).Step("b").Build();

        Told(Plan(pipeline, ("a", 2), ("b", 2))).ShouldBe(["1 a runs 0", "2 b runs 2", "3 tell runs 4"]);
    }

    [Fact]
    public void A_run_that_usually_takes_longer_than_it_may_is_told_with_the_step_it_would_be_at()
    {
        var plan = Plan(new PipelineBuilder().Step("a").Step("b").Step("c").Build() with { Timeout = TimeSpan.FromSeconds(60) }, ("a", 20), ("b", 50), ("c", 1));

        Told(plan).ShouldBe(["1 a runs 0", "2 b runs 20", "- c notReached -"]);
        plan.Problem.ShouldNotBeNull().Message.ShouldBe("The run took longer than its timeout of 1m; it was at step 'b'");
        plan.Takes.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Nothing_fails_so_nothing_is_undone_also_after_the_point_of_no_return()
    {
        var pipeline = new PipelineBuilder().Step("a").Step("retire", isPivot: true).Step("tell").But(step => step with { OnFailure = FailurePolicy.Stop }).Build();

        Told(Plan(pipeline)).ShouldBe(["1 a runs 0", "2 retire runs 0", "3 tell runs 0"]);
    }

    static Func<StepDefinition, StepDefinition> If(string condition) => step => step with { If = condition };

    static DryRunPlan Plan(PipelineDefinition pipeline, params IReadOnlyList<(string Step, int Seconds)> usual) => DryRun.Of(
        pipeline, Inputs, step => usual.Any(one => one.Step == step.Id) ? TimeSpan.FromSeconds(usual.Single(one => one.Step == step.Id).Seconds) : null);

    static IEnumerable<string> Told(DryRunPlan plan) => plan.Steps.Select(step =>
        $"{step.Wave?.ToString() ?? "-"} {step.Step.Id} {char.ToLowerInvariant($"{step.Outcome}"[0])}{$"{step.Outcome}"[1..]} {step.Starts?.TotalSeconds.ToString() ?? "-"}");
}

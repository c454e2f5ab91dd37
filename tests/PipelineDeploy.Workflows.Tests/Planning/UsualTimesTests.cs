using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class UsualTimesTests
{
    static readonly PipelineDefinition Pipeline = new PipelineBuilder().Step("build").Step("check").Step("smoke").But(step => step with { Uses = "check" }).Build();

    [Fact]
    public void Half_of_the_runs_took_that_long_at_most() => Learned([4, 60, 6]).Of(Pipeline.Step("build")).ShouldBe(TimeSpan.FromSeconds(6));

    [Fact]
    public void A_step_nobody_has_seen_takes_what_others_of_its_kind_take()
    {
        var times = new UsualTimes([(Pipeline, [Took("check", 10)])]);

        times.Of(Pipeline.Step("smoke")).ShouldBe(TimeSpan.FromSeconds(10));
        times.Of(Pipeline.Step("build")).ShouldBeNull();
    }

    [Fact]
    public void The_same_step_counts_before_others_of_its_kind() =>
        new UsualTimes([(Pipeline, [Took("check", 10), Took("smoke", 3)])]).Of(Pipeline.Step("smoke")).ShouldBe(TimeSpan.FromSeconds(3));

    [Fact]
    public void What_was_skipped_or_has_failed_tells_nothing() =>
        new UsualTimes([(Pipeline, [Took("build", 9) with { State = StepState.Failed }, Took("check", 9) with { State = StepState.Skipped }])])
            .Of(Pipeline.Step("build")).ShouldBeNull();

    static UsualTimes Learned(int[] seconds) => new(seconds.Select(one => (Pipeline, (IReadOnlyList<StepHistory>)[Took("build", one)])));

    static StepHistory Took(string step, int seconds) => new(step, StepState.Succeeded, StartedAt: Story.At(100), FinishedAt: Story.At(100 + seconds));
}

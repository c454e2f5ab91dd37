using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class PlannerTimeoutTests
{
    static readonly PipelineDefinition Limited = new PipelineBuilder()
        .Step("a").But(step => step with { Timeout = TimeSpan.FromSeconds(60) }).Step("b").Build();

    [Fact]
    public void A_wait_that_would_end_after_the_timeout_ends_with_it()
    {
        var story = new Story(Limited).Waiting("a", until: 90);

        story.Decide(now: 59).ShouldBe(new Decision.SleepUntil(Story.At(60)));
        var failed = story.Decide(now: 60).ShouldRecord().ShouldBeOfType<JournalEvent.StepFailed>();
        (failed.Step, failed.Error.Code, failed.RetryAt).ShouldBe(("a", "step.timedOut", null));
        failed.Error.Message.ShouldBe("Step 'a' took longer than its timeout of 1m");
        story.And(failed).Decide(now: 60).ShouldBe(new Decision.Compensate("a"));
    }

    [Fact]
    public void A_wait_that_ends_before_the_timeout_is_not_disturbed() =>
        new Story(Limited).Waiting("a", until: 59).Decide(now: 59).ShouldExecute("a");

    [Fact]
    public void All_waits_of_an_attempt_count_together()
    {
        var story = new Story(Limited).Waiting("a", until: 40).And(new JournalEvent.StepResumed("a")).Waiting("a", until: 80);

        story.Decide(now: 45).ShouldBe(new Decision.SleepUntil(Story.At(60)));
    }

    [Fact]
    public void Each_attempt_has_the_whole_time()
    {
        var story = new Story(Limited).Retrying("a", at: 50).At(50, new JournalEvent.StepStarted("a", 2)).Waiting("a", until: 500);

        story.Decide(now: 109).ShouldBe(new Decision.SleepUntil(Story.At(110)));
    }

    [Fact]
    public void A_step_that_was_interrupted_is_not_executed_again_when_its_time_is_over()
    {
        var story = new Story(Limited).Started("a").And(new JournalEvent.StepInterrupted("a"));

        story.Decide(now: 59).ShouldExecute("a");
        story.Decide(now: 60).ShouldRecord().ShouldBeOfType<JournalEvent.StepFailed>().Error.Code.ShouldBe("step.timedOut");
    }

    [Fact]
    public void A_step_that_is_done_has_no_timeout_any_more() => new Story(Limited).Done("a").Decide(now: 9999).ShouldExecute("b");

    [Fact]
    public void The_pause_before_the_next_attempt_does_not_count()
    {
        var story = new Story(Limited).Retrying("a", at: 100);

        story.Decide(now: 70).ShouldBe(new Decision.SleepUntil(Story.At(100)));
        story.Decide(now: 100).ShouldExecute("a");
    }

    [Fact]
    public void What_is_being_undone_has_no_timeout() =>
        new Story(Limited).Waiting("a", until: 90).Cancelled().Decide(now: 70).ShouldBe(new Decision.Compensate("a"));

    [Theory]
    [InlineData(null, true)]
    [InlineData("step.timedOut", true)]
    [InlineData("docker.", false)]
    public void A_timeout_is_tried_again_unless_the_pipeline_names_other_errors(string? on, bool isTried)
    {
        var retry = Story.Retry(attempts: 2) with { On = on is null ? null : [on] };
        var story = new Story(Limited with { Steps = [.. Limited.Steps.Select(step => step with { Retry = retry })] }).Waiting("a", until: 90);

        story.Decide(now: 60).ShouldRecord().ShouldBeOfType<JournalEvent.StepFailed>().RetryAt.ShouldBe(isTried ? Story.At(68) : null);
    }
}

using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class RetriesTests
{
    static readonly StepDefinition Step = new PipelineBuilder().Step("a").But(step => step with { Retry = Story.Retry(attempts: 5) }).Build().Steps[0];

    [Theory]
    [InlineData(1, 8.0)]
    [InlineData(2, 16.0)]
    [InlineData(3, 20.0)]
    [InlineData(4, 20.0)]
    [InlineData(5, null)]
    public void Pauses_grow_up_to_the_longest_and_end_with_the_attempts(int failed, double? seconds) => Pause(Step, failed).ShouldBe(seconds);

    [Fact]
    public void A_step_without_a_retry_has_one_attempt() => Pause(Step with { Retry = null }, 1).ShouldBeNull();

    [Fact]
    public void A_hundredth_pause_is_as_long_as_the_longest() =>
        Pause(Step with { Retry = Step.Retry! with { Attempts = 101, Backoff = 10 } }, 100).ShouldBe(20);

    [Fact]
    public void Full_jitter_draws_from_the_whole_pause_and_the_same_again_for_the_same_attempt()
    {
        var drawn = Enumerable.Range(1, 1000).Select(run => Jittered(run, attempt: 1)).ToList();

        drawn.ShouldAllBe(pause => pause >= 0 && pause <= 8);
        drawn.Average().ShouldBe(4, tolerance: 0.5);
        (drawn.Min() < 0.1, drawn.Max() > 7.9).ShouldBe((true, true));
        Enumerable.Range(1, 1000).Select(run => Jittered(run, attempt: 1)).ShouldBe(drawn);
        Jittered(1, attempt: 2).ShouldNotBe(Jittered(1, attempt: 1) * 2);
    }

    [Theory]
    [InlineData(null, "docker.unreachable", true, true)]
    [InlineData(null, "docker.unreachable", false, false)]
    [InlineData("docker.", "docker.unreachable", false, true)]
    [InlineData("docker.", "dockerfile.bad", true, false)]
    [InlineData("docker.unreachable", "docker.unreachable", false, true)]
    [InlineData("docker.unreachable", "docker.unreachable2", true, false)]
    [InlineData("docker", "docker.unreachable", true, false)]
    public void What_is_tried_again_is_what_the_step_calls_retryable_or_what_the_pipeline_names(string? on, string code, bool isRetryable, bool isTried)
    {
        var step = Step with { Retry = Step.Retry! with { On = on is null ? null : ["other.", on] } };

        (Retries.NextAttemptAt(step, 1, 1, new UserError(code, "failed"), isRetryable, Story.At(0)) is not null).ShouldBe(isTried);
    }

    static double Jittered(long run, int attempt) =>
        (Retries.NextAttemptAt(Step with { Retry = Step.Retry! with { Jitter = RetryJitter.Full } }, run, attempt, Story.CannotUndo, true, Story.At(0))!.Value
            - Story.At(0)).TotalSeconds;

    static double? Pause(StepDefinition step, int failed) =>
        (Retries.NextAttemptAt(step, 1, failed, Story.CannotUndo, true, Story.At(0)) - Story.At(0))?.TotalSeconds;
}

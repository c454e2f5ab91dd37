using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>How long an attempt of a step may take, by the journal's times: also when no server was there meanwhile.</summary>
public static class Timeouts
{
    /// <summary>When the step's present attempt has had its time; null when it may take any time.</summary>
    public static DateTimeOffset? DeadlineOf(StepDefinition step, StepHistory seen) => seen.AttemptStartedAt + step.Timeout;

    /// <summary>That the attempt took too long: a failure to try again for, unless the pipeline names others.</summary>
    public static JournalEvent.StepFailed Failure(StepDefinition step, long runId, StepHistory seen, DateTimeOffset now)
    {
        var error = new UserError(
            "step.timedOut",
            $"Step '{step.Id}' took longer than its timeout of {Duration.Format(step.Timeout ?? TimeSpan.Zero)}",
            "The run's log tells what it was doing; raise the step's 'timeout' if it needs more time.");
        return new JournalEvent.StepFailed(step.Id, error, null, Retries.NextAttemptAt(step, runId, seen.Attempt, error, isRetryable: true, now));
    }
}

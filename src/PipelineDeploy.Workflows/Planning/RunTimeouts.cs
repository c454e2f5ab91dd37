using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>How long a run may take on its way forward; undoing it, and the steps that run always, take the time they need.</summary>
public static class RunTimeouts
{
    /// <summary>When the run has had its time; null when it may take any time, when nothing has begun, or when how it ends is certain.</summary>
    /// <remarks>Counted from the start of its first step: a run that waits for its turn or for a freeze to end has not begun.</remarks>
    public static DateTimeOffset? DeadlineOf(Run run, RunHistory history) =>
        history.Settled is null ? history.Steps.Min(step => step.StartedAt) + run.Definition.Timeout : null;

    /// <summary>What is decided, unless the run has had its time: then that is noted. A run that has nothing left to do is in time.</summary>
    internal static Decision? Within(Run run, IReadOnlyList<StepDefinition> steps, RunHistory history, DateTimeOffset now, Decision? decision)
    {
        if (decision is null || DeadlineOf(run, history) is not { } deadline)
        {
            return decision;
        }

        if (deadline <= now)
        {
            return new Decision.Record([new JournalEvent.RunTimedOut(Error(run, steps, history))]);
        }

        return decision switch
        {
            Decision.SleepUntil sleep when sleep.Until > deadline => new Decision.SleepUntil(deadline),
            Decision.Await wait when wait.Until is null || wait.Until > deadline => wait with { Until = deadline },
            _ => decision,
        };
    }

    static StepError Error(Run run, IReadOnlyList<StepDefinition> steps, RunHistory history)
    {
        var open = steps.First(step => history[step.Id].State is not (StepState.Succeeded or StepState.Skipped or StepState.Failed)).Id;
        return new StepError(
            open,
            new UserError(
                "run.timedOut",
                $"The run took longer than its timeout of {Duration.Format(run.Definition.Timeout ?? TimeSpan.Zero)}; it was at step '{open}'",
                "The run's log tells what took so long; raise the pipeline's 'timeout' if it needs more time."),
            null);
    }
}

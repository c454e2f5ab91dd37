using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Driving;

/// <summary>
/// Carries one run as far as it goes without waiting: claim, decide, write the intent, act, write the outcome, decide again.
/// It may be killed at any instant; the next driver reads the journal and goes on.
/// </summary>
public sealed partial class RunDriver(IRunStore store, StepExecutor steps, ActiveRuns active, IRunLog log, TimeProvider time, ILogger<RunDriver> logger)
{
    /// <summary>Drives a run until it sleeps, ends, or belongs to another driver.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="node">This node's name.</param>
    /// <param name="stopping">The server stops: hand back what is not done.</param>
    public async Task DriveAsync(long runId, string node, CancellationToken stopping)
    {
        // Not the stopping token: a wake-up that has fired is used up, so even a server that stops claims the run, to hand it on.
        var sentAt = time.GetTimestamp();
        if (await store.ClaimAsync(runId, node, CancellationToken.None) is not { } claimed)
        {
            return;
        }

        using var scope = logger.BeginScope(new Dictionary<string, object> { ["run"] = runId, ["app"] = claimed.Run.Subject });
        using var activity = active.Enter(new LeaseTerm(runId, claimed.Fence), sentAt, store, time, stopping);
        try
        {
            await DriveAsync(new RunProgress(claimed), activity);
        }
        catch (OperationCanceledException) when (activity.Lost.IsCancellationRequested)
        {
            LeaseLost(runId);
        }
    }

    async Task DriveAsync(RunProgress progress, ActiveRuns.Activity activity)
    {
        var outcomes = progress.MarkInterrupted();
        while (true)
        {
            var now = time.GetUtcNow();
            var decision = activity.Stopping.IsCancellationRequested
                ? new Decision.SleepUntil(now)
                : Planner.Decide(progress.Run, progress.Tentative(outcomes, now), now);
            switch (await CommitAsync(progress, outcomes, decision, now, activity))
            {
                case CommitResult.FencedOut:
                    FencedOut(progress.Run.Id);
                    return;
                case CommitResult.Moved moved:
                    progress.See(moved.Newer);
                    continue;
            }

            if (decision is Decision.Finish or Decision.SleepUntil)
            {
                return;
            }

            outcomes = await ActAsync(progress, decision, activity);
        }
    }

    async Task<CommitResult> CommitAsync(RunProgress progress, IReadOnlyList<JournalEvent> outcomes, Decision decision, DateTimeOffset now, ActiveRuns.Activity activity)
    {
        // The outcome must reach the journal even while the server stops: only a lost lease ends the attempt.
        await log.FlushAsync(progress.Run.Id, activity.Lost);
        var commit = progress.Prepare([.. outcomes, .. progress.Intents(outcomes, decision, now)], decision, now);
        var sentAt = time.GetTimestamp();
        var result = await store.CommitAsync(commit, activity.Lost);
        if (result is CommitResult.Accepted)
        {
            activity.TrustUntilAfter(sentAt);
            progress.See(commit.Entries);
        }

        return result;
    }

    async Task<IReadOnlyList<JournalEvent>> ActAsync(RunProgress progress, Decision decision, ActiveRuns.Activity activity)
    {
        // A step interrupted by a cancellation that changes nothing any more would only be executed again and again.
        var mayBeCancelled = decision is Decision.Execute && progress.MayBeCancelled;
        using var interruption = activity.Interrupting(mayBeCancelled);
        // A step that does not listen is left behind: a driver without a lease must not keep the run's job.
        return await (decision switch
        {
            Decision.Execute execute => Task.WhenAll(execute.Steps.Select(step => steps.ExecuteAsync(progress, step, interruption))),
            Decision.Record => Task.FromResult<JournalEvent[]>([]),
            Decision.Compensate compensate => Task.WhenAll(steps.CompensateAsync(progress, compensate.Step, interruption)),
            _ => throw new UnreachableException(),
        }).WaitAsync(activity.Lost);
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Warning, Message = "Run {Run} is driven by another node now; this driver stops")]
    partial void FencedOut(long run);

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "The lease of run {Run} could not be kept; this driver stops and writes nothing")]
    partial void LeaseLost(long run);
}

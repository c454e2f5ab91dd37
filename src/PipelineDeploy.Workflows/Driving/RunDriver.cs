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
public sealed partial class RunDriver(
    IRunStore store, StepExecutor steps, ActiveRuns active, IRunLog log, TimeProvider time, ILogger<RunDriver> logger, IRunGate? gate = null)
{
    /// <summary>Drives a run until it sleeps, ends, or belongs to another driver.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="node">This node's name.</param>
    /// <param name="stopping">The server stops: hand back what is not done.</param>
    public async Task DriveAsync(long runId, string node, CancellationToken stopping)
    {
        if (await store.ClaimAsync(runId, node, stopping) is not { } claimed)
        {
            return;
        }

        using var scope = logger.BeginScope(new Dictionary<string, object> { ["run"] = runId, ["app"] = claimed.Run.Subject });
        using var activity = active.Enter(runId, stopping);
        var progress = new RunProgress(claimed);
        var outcomes = progress.MarkInterrupted();
        while (true)
        {
            var now = time.GetUtcNow();
            // Asked anew in each round: a change of what holds the run writes into its journal, so the round before counts for nothing.
            IReadOnlyList<JournalEvent> known = [.. outcomes, .. await HoldAsync(progress, now)];
            var decision = stopping.IsCancellationRequested
                ? new Decision.SleepUntil(now)
                : Planner.Decide(claimed.Run, progress.Tentative(known, now), now);
            switch (await CommitAsync(progress, known, decision, now))
            {
                case CommitResult.FencedOut:
                    FencedOut(runId);
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

    async Task<IEnumerable<JournalEvent>> HoldAsync(RunProgress progress, DateTimeOffset now) => gate is not null && progress.History.MayBeHeld
        ? progress.HoldChanges(await gate.AskAsync(progress.Run, now, CancellationToken.None))
        : [];

    async Task<CommitResult> CommitAsync(RunProgress progress, IReadOnlyList<JournalEvent> outcomes, Decision decision, DateTimeOffset now)
    {
        // The outcome must reach the journal even while the server stops, so no token here.
        await log.FlushAsync(CancellationToken.None);
        var commit = progress.Prepare([.. outcomes, .. progress.Intents(outcomes, decision, now)], decision, now);
        var result = await store.CommitAsync(commit, CancellationToken.None);
        if (result is CommitResult.Accepted)
        {
            progress.See(commit.Entries);
        }

        return result;
    }

    async Task<IReadOnlyList<JournalEvent>> ActAsync(RunProgress progress, Decision decision, ActiveRuns.Activity activity)
    {
        // A step interrupted by a cancellation that changes nothing any more would only be executed again and again.
        var interrupted = progress.MayBeCancelled ? activity.Token : activity.Stopping;
        return decision switch
        {
            Decision.Execute execute => await Task.WhenAll(execute.Steps.Select(step => steps.ExecuteAsync(progress, step, interrupted))),
            Decision.Record => [],
            Decision.Compensate compensate => [await steps.CompensateAsync(progress, compensate.Step, activity.Stopping)],
            _ => throw new UnreachableException(),
        };
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Warning, Message = "Run {Run} is driven by another node now; this driver stops")]
    partial void FencedOut(long run);
}

using System.Data.Common;
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
    static readonly Func<ILogger, long, string, IDisposable?> RunOfApp = LoggerMessage.DefineScope<long, string>("run {Run} of {App}");

    /// <summary>Drives a run until it sleeps, ends, or belongs to another driver.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="node">This node's name.</param>
    /// <param name="stopping">The server stops: hand back what is not done.</param>
    public async Task DriveAsync(long runId, string node, CancellationToken stopping)
    {
        // Not the stopping token: a wake-up that has fired is used up, so even a server that stops claims the run, to hand it on.
        var sentAt = time.GetTimestamp();
        try
        {
            if (await store.ClaimAsync(runId, node, CancellationToken.None) is { } claimed)
            {
                using var scope = RunOfApp(logger, runId, claimed.Run.Subject);
                await DriveAsync(claimed, sentAt, stopping);
            }
        }
        catch (UnreadableRunException e)
        {
            using var scope = RunOfApp(logger, runId, e.Subject);
            Unreadable(e.InnerException ?? e, e.Error.InOneLine());
            await store.QuarantineAsync(e.Term, e.Error, CancellationToken.None);
        }
    }

    async Task DriveAsync(ClaimedRun claimed, long sentAt, CancellationToken stopping)
    {
        using var activity = active.Enter(new LeaseTerm(claimed.Run.Id, claimed.Fence), sentAt, store, time, stopping);
        RunTelemetry.CountActive(claimed.Run, 1);
        try
        {
            await DriveAsync(Readable(claimed, () => new RunProgress(claimed)), activity);
        }
        catch (OperationCanceledException) when (activity.Lost.IsCancellationRequested)
        {
            LeaseLost(claimed.Run.Id);
        }
        catch (Exception e) when (e is not UnreadableRunException)
        {
            Broke(e);
            throw;
        }
        finally
        {
            RunTelemetry.CountActive(claimed.Run, -1);
        }
    }

    // What is decided hangs on the run and its journal alone: where that breaks, it breaks for every driver, for ever.
    static T Readable<T>(ClaimedRun claimed, Func<T> think)
    {
        try
        {
            return think();
        }
        catch (Exception e)
        {
            throw new UnreadableRunException(
                new LeaseTerm(claimed.Run.Id, claimed.Fence), claimed.Run.Subject, UnreadableRunException.ErrorOf(claimed.Run.Id, "its pipeline or its journal"), e);
        }
    }

    async Task DriveAsync(RunProgress progress, ActiveRuns.Activity activity)
    {
        var outcomes = progress.MarkInterrupted();
        await using var work = new StepsAtWork(activity, time);
        while (true)
        {
            var now = time.GetUtcNow();
            // Asked anew in each round: a change of what holds the run writes into its journal, so the round before counts for nothing.
            IReadOnlyList<JournalEvent> known = [.. outcomes, .. await HoldAsync(progress, now, activity)];
            var decision = !activity.Stopping.IsCancellationRequested ? Readable(progress.Claimed, () => Planner.Decide(progress.Run, progress.Tentative(known, now), now))
                : work.IsEmpty ? new Decision.SleepUntil(now)
                : new Decision.Await(null);
            switch (await CommitAsync(progress, known, decision, now, activity))
            {
                case CommitResult.FencedOut:
                    FencedOut(progress.Run.Id);
                    return;
                case CommitResult.Moved moved:
                    progress.See(moved.Newer);
                    continue;
            }

            if (decision is Decision.Finish end)
            {
                RunTelemetry.EndRun(progress.Run, end, now);
            }

            if (decision is Decision.Finish or Decision.SleepUntil)
            {
                return;
            }

            outcomes = await ActAsync(progress, decision, work, activity);
        }
    }

    async Task<IEnumerable<JournalEvent>> HoldAsync(RunProgress progress, DateTimeOffset now, ActiveRuns.Activity activity) =>
        gate is not null && progress.History.MayBeHeld ? progress.HoldChanges(await gate.AskAsync(progress.Run, now, activity.Lost)) : [];

    async Task<CommitResult> CommitAsync(RunProgress progress, IReadOnlyList<JournalEvent> outcomes, Decision decision, DateTimeOffset now, ActiveRuns.Activity activity)
    {
        if (decision is Decision.Await && outcomes.Count == 0)
        {
            return new CommitResult.Accepted();
        }

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

    async Task<IReadOnlyList<JournalEvent>> ActAsync(RunProgress progress, Decision decision, StepsAtWork work, ActiveRuns.Activity activity)
    {
        switch (decision)
        {
            case Decision.Execute execute:
                // A step interrupted by a cancellation that changes nothing any more would only be executed again and again.
                var mayBeCancelled = progress.MayBeCancelled;
                execute.Steps.ToList().ForEach(step => work.Start(mayBeCancelled, interruption => steps.ExecuteAsync(progress, step, interruption)));
                break;
            case Decision.Compensate compensate:
                work.Start(mayBeCancelled: false, interruption => steps.CompensateAsync(progress, compensate.Step, interruption));
                break;
            case Decision.Await wait:
                return await AwaitAsync(progress, wait, work, activity);
        }

        return await work.TakeDoneAsync();
    }

    async Task<IReadOnlyList<JournalEvent>> AwaitAsync(RunProgress progress, Decision.Await wait, StepsAtWork work, ActiveRuns.Activity activity)
    {
        if (wait.IsInterrupting)
        {
            work.Interrupt();
        }

        await work.WaitAsync(wait.Until);
        var outcomes = await work.TakeDoneAsync();
        if (outcomes.Count == 0)
        {
            progress.See(await NewerAsync(progress, activity.Lost));
        }

        return outcomes;
    }

    // Only a look: when the database is away for a moment, the steps go on.
    async Task<IReadOnlyList<JournalEntry>> NewerAsync(RunProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadJournalAsync(progress.Run.Id, progress.History.LastSeq, cancellationToken);
        }
        catch (DbException e) when (e.IsTransient)
        {
            return [];
        }
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Warning, Message = "Run {Run} is driven by another node now; this driver stops")]
    partial void FencedOut(long run);

    [LoggerMessage(EventId = 103, Level = LogLevel.Error, Message = "The run is put aside: {Trouble}")]
    partial void Unreadable(Exception e, string trouble);

    [LoggerMessage(EventId = 104, Level = LogLevel.Error, Message = "The run cannot go on right now; it is taken up again")]
    partial void Broke(Exception e);

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "The lease of run {Run} could not be kept; this driver stops and writes nothing")]
    partial void LeaseLost(long run);
}

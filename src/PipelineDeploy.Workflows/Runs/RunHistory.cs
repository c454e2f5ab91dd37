using System.Collections.Immutable;
using System.Diagnostics;
using PipelineDeploy.Workflows.Definitions;

namespace PipelineDeploy.Workflows.Runs;

/// <summary>A run as its journal tells it: a fold over the entries, nothing else.</summary>
/// <param name="Steps">What is known of each step, in the pipeline's order.</param>
/// <param name="LastSeq">Position of the last entry.</param>
/// <param name="IsCancelRequested">Whether a person asked to cancel it.</param>
/// <param name="Finished">How it ended; null while it goes on.</param>
/// <param name="Settled">How it will end once the steps that run always are done; null while that is open.</param>
/// <param name="TimedOut">That it took longer than its pipeline allows; null when it did not.</param>
/// <param name="Hold">Why it waits to begin; null when it does not.</param>
/// <param name="IsHoldOverridden">Whether a person said that nothing shall hold it.</param>
public sealed record RunHistory(
    ImmutableArray<StepHistory> Steps, long LastSeq, bool IsCancelRequested, JournalEvent.RunFinished? Finished, JournalEvent.RunSettled? Settled = null,
    JournalEvent.RunTimedOut? TimedOut = null, RunHold? Hold = null, bool IsHoldOverridden = false)
{
    /// <summary>A driver that dies this often in the same attempt of a step fails the step: no crash loop.</summary>
    public const int MaxInterruptions = 3;

    /// <summary>The signals that no step has taken yet, the oldest first.</summary>
    public ImmutableArray<ReceivedSignal> Signals { get; init; } = [];

    /// <summary>Whether it may be made to wait: nothing of it has begun, and nobody wants it otherwise.</summary>
    public bool MayBeHeld =>
        !IsCancelRequested && !IsHoldOverridden && Finished is null && Settled is null && Steps.All(step => step.State == StepState.Pending);

    /// <summary>Which run it goes on with; null when it began anew.</summary>
    public JournalEvent.RunContinues? Continues { get; init; }

    /// <summary>A run to which nothing has happened yet.</summary>
    public static RunHistory Empty(PipelineDefinition definition) =>
        new([.. definition.Steps.Select(step => new StepHistory(step.Id))], 0, false, null);

    /// <summary>What a whole journal tells.</summary>
    public static RunHistory Of(PipelineDefinition definition, IEnumerable<JournalEntry> journal) =>
        journal.Aggregate(Empty(definition), (history, entry) => history.With(entry));

    /// <summary>What is known of a step.</summary>
    public StepHistory this[string step] => Steps.First(s => s.Id == step);

    /// <summary>Whether there is no way back any more.</summary>
    public bool HasPivoted(PipelineDefinition definition) =>
        Continues is { HasPivoted: true } || definition.Steps.Any(step => step.IsPivot && this[step.Id].HasStarted);

    /// <summary>This history and one entry more.</summary>
    public RunHistory With(JournalEntry entry)
    {
        var next = this with { LastSeq = entry.Seq };
        return entry.Event switch
        {
            JournalEvent.StepStarted e => next.Change(e.Step, step => step with
            {
                State = StepState.Running,
                Attempt = e.Attempt,
                Interruptions = 0,
                StartedSeq = step.HasStarted ? step.StartedSeq : entry.Seq,
                StartedAt = step.StartedAt ?? entry.At,
                AttemptStartedAt = entry.At,
                WaitingUntil = null,
                IsPoked = false,
                Memory = null,
                Note = null,
                Error = null,
                AwaitedSignal = null,
                Signal = null,
            }),
            JournalEvent.StepResumed e => next.Change(e.Step, step => step with { State = StepState.Running, WaitingUntil = null, IsPoked = false }),
            JournalEvent.StepWaiting e => next.Change(e.Step, step => step with
            {
                State = StepState.Waiting,
                WaitingUntil = e.Until,
                Memory = e.State,
                Note = e.Note,
                Interruptions = 0,
                AwaitedSignal = e.Signal,
                Signal = null,
            }),
            JournalEvent.StepInterrupted e => next.Change(e.Step, step => Interrupt(step, entry.At)),
            JournalEvent.StepHandedBack e => next.Change(e.Step, step => step with { State = StepState.Interrupted }),
            JournalEvent.StepSucceeded e => next.Change(e.Step, step => step with
            {
                State = StepState.Succeeded,
                FinishedAt = entry.At,
                Output = e.Output,
                Note = e.Note,
                WaitingUntil = null,
                Signal = null,
            }),
            JournalEvent.StepSkipped e => next.Change(e.Step, step => step with { State = StepState.Skipped, FinishedAt = entry.At, Note = e.Reason }),
            JournalEvent.StepFailed { RetryAt: { } retryAt } e => next.Change(e.Step, step => Retry(step, e, retryAt)),
            JournalEvent.StepFailed e => next.Change(e.Step, step => Fail(step, e.Error, e.Detail, entry.At)),
            JournalEvent.CompensationStarted e => next.Change(e.Step, step => step with { State = StepState.Compensating, WaitingUntil = null }),
            JournalEvent.Compensated e => next.Change(e.Step, step => step with { State = StepState.Compensated, FinishedAt = entry.At }),
            JournalEvent.CompensationFailed e => next.Change(e.Step, step => step with
            {
                State = StepState.CompensationFailed,
                CompensationTries = step.CompensationTries + 1,
                LastFailureAt = entry.At,
                Error = step.Error ?? new StepError(step.Id, e.Error, null),
            }),
            JournalEvent.SignalReceived e => next with { Signals = next.Signals.Add(new ReceivedSignal(e.Id, e.Name, e.Payload, e.Actor, entry.At)) },
            JournalEvent.SignalTaken e => next.Take(e.Step, e.Id),
            // A step that works may have looked just before it was poked, so it looks once more before it waits.
            JournalEvent.RunPoked => next with
            {
                Steps = [.. next.Steps.Select(step => step.State is StepState.Waiting or StepState.Running ? step with { IsPoked = true } : step)],
            },
            JournalEvent.CancelRequested => next with { IsCancelRequested = true },
            JournalEvent.RunHeld e => next with { Hold = new RunHold(e.Until, e.Reason) },
            JournalEvent.HoldEnded => next with { Hold = null },
            JournalEvent.HoldOverridden => next with { Hold = null, IsHoldOverridden = true },
            JournalEvent.RunContinues e => next with { Continues = e, IsCancelRequested = e.IsCancelled },
            JournalEvent.StepTakenOver e => next.Change(e.Step, _ => TakenOver(e.As, entry)),
            JournalEvent.RunTimedOut e => next with { TimedOut = e },
            JournalEvent.RunSettled e => next with { Settled = e },
            JournalEvent.RunFinished e => next with { Finished = e },
            _ => throw new UnreachableException(),
        };
    }

    RunHistory Change(string id, Func<StepHistory, StepHistory> change) =>
        this with { Steps = [.. Steps.Select(step => step.Id == id ? change(step) : step)] };

    RunHistory Take(string step, string id)
    {
        var taken = Signals.FirstOrDefault(signal => signal.Id == id);
        return Change(step, seen => seen with { Signal = taken, AwaitedSignal = null }) with { Signals = [.. Signals.Where(signal => signal != taken)] };
    }

    // To this run it started and ended when it was taken over, so the order of these entries is the order in which it is undone.
    static StepHistory TakenOver(StepHistory step, JournalEntry entry) => step with
    {
        StartedSeq = step.HasStarted ? entry.Seq : 0,
        StartedAt = step.HasStarted ? entry.At : null,
        FinishedAt = entry.At,
    };

    static StepHistory Interrupt(StepHistory step, DateTimeOffset at)
    {
        if (step.State == StepState.Compensating)
        {
            return step with
            {
                State = StepState.CompensationFailed,
                CompensationTries = step.CompensationTries + 1,
                LastFailureAt = at,
                Error = step.Error ?? new StepError(step.Id, new UserError(
                    "step.interrupted", $"The server died while it undid step '{step.Id}'", "Look at the server's log for what kills it."), null),
            };
        }

        var interrupted = step with { State = StepState.Interrupted, Interruptions = step.Interruptions + 1 };
        return interrupted.Interruptions < MaxInterruptions
            ? interrupted
            : Fail(interrupted, new UserError(
                "step.interrupted",
                $"The server died {MaxInterruptions} times while it ran step '{step.Id}'",
                "Look at the server's log for what kills it, then deploy again."), null, at);
    }

    static StepHistory Retry(StepHistory step, JournalEvent.StepFailed failed, DateTimeOffset retryAt) => step with
    {
        State = StepState.Retrying,
        Interruptions = 0,
        WaitingUntil = retryAt,
        Memory = null,
        Note = $"attempt {step.Attempt} failed: {failed.Error.Message}; the next one waits",
        Error = new StepError(step.Id, failed.Error, failed.Detail),
    };

    static StepHistory Fail(StepHistory step, UserError error, string? detail, DateTimeOffset at) => step with
    {
        State = StepState.Failed,
        HasFailed = true,
        FinishedAt = at,
        WaitingUntil = null,
        Signal = null,
        Error = new StepError(step.Id, error, detail),
    };
}

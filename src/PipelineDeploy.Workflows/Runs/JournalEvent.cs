using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PipelineDeploy.Workflows.Runs;

/// <summary>One thing that happened in a run. The journal of these is the truth that a run resumes from.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StepStarted), "stepStarted")]
[JsonDerivedType(typeof(StepWaiting), "stepWaiting")]
[JsonDerivedType(typeof(StepResumed), "stepResumed")]
[JsonDerivedType(typeof(StepInterrupted), "stepInterrupted")]
[JsonDerivedType(typeof(StepHandedBack), "stepHandedBack")]
[JsonDerivedType(typeof(StepSucceeded), "stepSucceeded")]
[JsonDerivedType(typeof(StepFailed), "stepFailed")]
[JsonDerivedType(typeof(StepSkipped), "stepSkipped")]
[JsonDerivedType(typeof(CompensationStarted), "compensationStarted")]
[JsonDerivedType(typeof(Compensated), "compensated")]
[JsonDerivedType(typeof(CompensationFailed), "compensationFailed")]
[JsonDerivedType(typeof(SignalReceived), "signalReceived")]
[JsonDerivedType(typeof(SignalTaken), "signalTaken")]
[JsonDerivedType(typeof(RunPoked), "runPoked")]
[JsonDerivedType(typeof(CancelRequested), "cancelRequested")]
[JsonDerivedType(typeof(RunHeld), "runHeld")]
[JsonDerivedType(typeof(HoldEnded), "holdEnded")]
[JsonDerivedType(typeof(HoldOverridden), "holdOverridden")]
[JsonDerivedType(typeof(RunContinues), "runContinues")]
[JsonDerivedType(typeof(StepTakenOver), "stepTakenOver")]
[JsonDerivedType(typeof(RunTimedOut), "runTimedOut")]
[JsonDerivedType(typeof(RunSettled), "runSettled")]
[JsonDerivedType(typeof(RunFinished), "runFinished")]
public abstract record JournalEvent
{
    JournalEvent()
    {
    }

    /// <summary>A driver is about to execute a step for the first time in this attempt: the intent is written before the effect.</summary>
    public sealed record StepStarted(string Step, int Attempt) : JournalEvent;

    /// <summary>A step sleeps until a moment, or until a signal of that name is there, and gets its state back then; what it has seen is for people.</summary>
    public sealed record StepWaiting(string Step, DateTimeOffset Until, JsonObject State, string Note, string? Signal = null, JsonObject? Seen = null) : JournalEvent;

    /// <summary>A driver is about to execute a step again that waited or was interrupted.</summary>
    public sealed record StepResumed(string Step) : JournalEvent;

    /// <summary>The driver died while it executed the step; found by the next driver.</summary>
    public sealed record StepInterrupted(string Step) : JournalEvent;

    /// <summary>The driver stopped in good order before the step was done; it does not count as a crash.</summary>
    public sealed record StepHandedBack(string Step) : JournalEvent;

    /// <summary>A step is done; what it has seen is for people.</summary>
    public sealed record StepSucceeded(string Step, JsonObject Output, string? Note, JsonObject? Seen = null) : JournalEvent;

    /// <summary>An attempt of a step failed: for good, or until the moment of its next attempt; what it has seen is for people.</summary>
    public sealed record StepFailed(string Step, UserError Error, string? Detail, DateTimeOffset? RetryAt = null, JsonObject? Seen = null) : JournalEvent;

    /// <summary>A step is not executed, for a reason; the steps that need it go on.</summary>
    public sealed record StepSkipped(string Step, string Reason) : JournalEvent;

    /// <summary>A driver is about to undo a step.</summary>
    public sealed record CompensationStarted(string Step) : JournalEvent;

    /// <summary>A step is undone.</summary>
    public sealed record Compensated(string Step) : JournalEvent;

    /// <summary>A step could not be undone this time.</summary>
    public sealed record CompensationFailed(string Step, UserError Error) : JournalEvent;

    /// <summary>A signal arrived, perhaps before any step waits for it. Its id is there once in a run's journal.</summary>
    public sealed record SignalReceived(string Id, string Name, JsonNode? Payload, string Actor) : JournalEvent;

    /// <summary>A waiting step gets the signal it waited for; no other step gets it any more.</summary>
    public sealed record SignalTaken(string Step, string Id) : JournalEvent;

    /// <summary>Something happened that waiting steps may want to look at before their time.</summary>
    public sealed record RunPoked(string Reason) : JournalEvent;

    /// <summary>A person asked for the run to be cancelled.</summary>
    public sealed record CancelRequested(string Actor) : JournalEvent;

    /// <summary>The run may not begin before a moment; it is looked at again then, or when somebody changes why.</summary>
    public sealed record RunHeld(DateTimeOffset Until, string Reason) : JournalEvent;

    /// <summary>What the run was held for is over.</summary>
    public sealed record HoldEnded : JournalEvent;

    /// <summary>A person let the run begin in spite of what it is, or would be, held for.</summary>
    public sealed record HoldOverridden(string Actor, string Reason) : JournalEvent;

    /// <summary>The run goes on where another one ended; the first entry of its journal.</summary>
    /// <param name="Run">The run that ended.</param>
    /// <param name="Origin">The run whose effects it has taken over: the first one of a chain of retries; null when it took over none.</param>
    /// <param name="Authors">Who started the runs before.</param>
    /// <param name="HasPivoted">Whether there is no way back any more.</param>
    /// <param name="IsCancelled">Whether it only finishes the undoing of a run that was cancelled.</param>
    public sealed record RunContinues(long Run, long? Origin, IReadOnlyList<string> Authors, bool HasPivoted, bool IsCancelled) : JournalEvent;

    /// <summary>What an earlier run did of a step stands, and is this run's to keep or to undo.</summary>
    public sealed record StepTakenOver(string Step, StepHistory As) : JournalEvent;

    /// <summary>The run took longer than its pipeline allows; it goes on as after the failure of a step.</summary>
    public sealed record RunTimedOut(StepError Error) : JournalEvent;

    /// <summary>How the run will end is certain; what is left are the steps that run always.</summary>
    public sealed record RunSettled(RunState State, StepError? Error) : JournalEvent;

    /// <summary>The run ended.</summary>
    public sealed record RunFinished(RunState State, StepError? Error) : JournalEvent;
}

/// <summary>One line of a run's journal.</summary>
/// <param name="Seq">Position in the run's journal, from 1 without gaps.</param>
/// <param name="At">When it was written.</param>
/// <param name="Event">What happened.</param>
public sealed record JournalEntry(long Seq, DateTimeOffset At, JournalEvent Event);

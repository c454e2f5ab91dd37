using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Runs;

/// <summary>Where a step stands.</summary>
public enum StepState
{
    /// <summary>Not started.</summary>
    Pending,

    /// <summary>A driver executes it.</summary>
    Running,

    /// <summary>It sleeps until a moment.</summary>
    Waiting,

    /// <summary>An attempt failed and the next one has its moment.</summary>
    Retrying,

    /// <summary>Its driver ended before it was done; it is executed again.</summary>
    Interrupted,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Not executed, because its condition was false.</summary>
    Skipped,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>A driver undoes it.</summary>
    Compensating,

    /// <summary>Undone.</summary>
    Compensated,

    /// <summary>It could not be undone, so far.</summary>
    CompensationFailed,
}

/// <summary>What the journal tells of one step.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempt">Which try, from 1; 0 before the first.</param>
/// <param name="Interruptions">How often its driver died in this attempt.</param>
/// <param name="StartedSeq">Position of its first start in the journal; 0 when it never started.</param>
/// <param name="StartedAt">When it first started.</param>
/// <param name="FinishedAt">When it was done, skipped, failed or was undone.</param>
/// <param name="WaitingUntil">Until when it sleeps, while it waits or until its next attempt.</param>
/// <param name="IsPoked">Whether something happened since it was last begun; it is executed again before its time then.</param>
/// <param name="Memory">The state it handed on in this attempt, while it waits or after an interruption.</param>
/// <param name="Note">What it waits for or did, or why it was skipped.</param>
/// <param name="Output">What it made, once it is done.</param>
/// <param name="Error">Why it failed; while it waits for its next attempt, why the last one did.</param>
/// <param name="HasFailed">Whether it failed for good, also after it has been undone.</param>
/// <param name="CompensationTries">How often undoing it failed.</param>
/// <param name="LastFailureAt">When undoing it last failed.</param>
/// <param name="AttemptStartedAt">When its present attempt started.</param>
/// <param name="AwaitedSignal">The name of the signal that wakes it, while it waits for one.</param>
/// <param name="Signal">The signal it has taken and is about to look at.</param>
public sealed record StepHistory(
    string Id,
    StepState State = StepState.Pending,
    int Attempt = 0,
    int Interruptions = 0,
    long StartedSeq = 0,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? FinishedAt = null,
    DateTimeOffset? WaitingUntil = null,
    bool IsPoked = false,
    JsonObject? Memory = null,
    string? Note = null,
    JsonObject? Output = null,
    StepError? Error = null,
    bool HasFailed = false,
    int CompensationTries = 0,
    DateTimeOffset? LastFailureAt = null,
    DateTimeOffset? AttemptStartedAt = null,
    string? AwaitedSignal = null,
    ReceivedSignal? Signal = null)
{
    /// <summary>Whether it ever started.</summary>
    public bool HasStarted => StartedSeq > 0;
}

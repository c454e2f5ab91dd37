using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Ports;

/// <summary>
/// Where runs are kept. Every member is one transaction; a run's wake-up is part of the transaction that makes it necessary,
/// so that state and timer cannot disagree.
/// </summary>
public interface IRunStore
{
    /// <summary>
    /// Keeps a new run. When its subject is free it takes the subject and is woken at once, else its <see cref="NewRun.Concurrency"/>
    /// decides: it is queued, or replaces the runs that have not begun (queued or held; they become superseded), or is refused.
    /// A second call with the same <see cref="NewRun.DeliveryKey"/> answers the first run.
    /// </summary>
    /// <exception cref="UserErrorException"><c>run.subjectBusy</c>: it was refused, and nothing is written.</exception>
    Task<Run> CreateAsync(NewRun run, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the caller the run's only driver: raises the fence, so that no write of an earlier driver is accepted any more.
    /// Null when the run has ended, is queued, or does not exist.
    /// </summary>
    /// <exception cref="UnreadableRunException">It is claimed, and what is stored of it cannot be read.</exception>
    Task<ClaimedRun?> ClaimAsync(long runId, string node, CancellationToken cancellationToken);

    /// <summary>Writes what a driver did and decided, if it is still the driver and has seen the whole journal.</summary>
    Task<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a run aside that cannot be carried out: it needs attention, without anything of it being read, and keeps its subject until a
    /// person gives it free. False when another driver has it, or it has ended.
    /// </summary>
    Task<bool> QuarantineAsync(LeaseTerm term, UserError error, CancellationToken cancellationToken);

    /// <summary>
    /// Tells that the drivers of these terms live. A term that is over renews nothing. A run that is missing in the answer could not be
    /// looked at in time: nothing is known of it.
    /// </summary>
    Task<IReadOnlyList<LeaseAnswer>> RenewAsync(IReadOnlyList<LeaseTerm> terms, CancellationToken cancellationToken);

    /// <summary>Writes into the journal from outside and wakes the run. False when it has ended already.</summary>
    Task<bool> SignalAsync(long runId, JournalEvent signal, CancellationToken cancellationToken);

    /// <summary>Writes a signal into the journal, once for its id, and wakes the run.</summary>
    Task<SignalDelivery> DeliverAsync(long runId, JournalEvent.SignalReceived signal, CancellationToken cancellationToken);

    /// <summary>
    /// Creates a run that goes on where another one ended, with its pipeline and inputs. It takes the subject at once, from that run if that
    /// run still holds it. Null when another run of the subject has started since, or the run has not ended.
    /// </summary>
    /// <param name="runId">The run that ended.</param>
    /// <param name="actor">Who retries it.</param>
    /// <param name="beginning">What the new run's journal begins with.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<Run?> RetryAsync(long runId, string actor, IReadOnlyList<JournalEvent> beginning, CancellationToken cancellationToken);

    /// <summary>Ends a queued run as cancelled. False when it is not queued (any more).</summary>
    Task<bool> CancelQueuedAsync(long runId, string actor, CancellationToken cancellationToken);

    /// <summary>
    /// A person has looked at a run that needed attention: its subject goes to the next queued run, or is free. The run itself stays
    /// as it is. False when the run holds no subject in that way.
    /// </summary>
    Task<bool> UnlockAsync(long runId, CancellationToken cancellationToken);

    /// <summary>
    /// Wakes every unfinished run that has the right to go on and is in nobody's hands, but has nothing that would wake it: it lost its
    /// wake-up, or whoever had it let the lease end. Answers how many.
    /// </summary>
    Task<int> RearmAsync(CancellationToken cancellationToken);

    /// <summary>A run, or null.</summary>
    Task<Run?> FindAsync(long runId, CancellationToken cancellationToken);

    /// <summary>Runs, newest first.</summary>
    /// <param name="subject">Only those of one subject; null for all.</param>
    /// <param name="before">Only those with a lower number; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<Run>> ListAsync(string? subject, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>The steps of a run that have started or were skipped, as they stand.</summary>
    Task<IReadOnlyList<StepHistory>> ReadStepsAsync(long runId, CancellationToken cancellationToken);

    /// <summary>The run's journal after a position.</summary>
    Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(long runId, long afterSeq, CancellationToken cancellationToken);
}

/// <summary>What became of a signal.</summary>
public enum SignalDelivery
{
    /// <summary>It is in the journal now.</summary>
    Written,

    /// <summary>A signal with its id was in the journal already; nothing was written.</summary>
    Repeated,

    /// <summary>The run has ended, or does not exist.</summary>
    Refused,

    /// <summary>The run has as many as it takes (see <see cref="Waiting.SignalRules.MostOfRun"/>).</summary>
    TooMany,
}

/// <summary>A run in the hands of its driver.</summary>
/// <param name="Run">The run.</param>
/// <param name="Fence">The driver's term.</param>
/// <param name="Journal">All that happened so far.</param>
public sealed record ClaimedRun(Run Run, long Fence, IReadOnlyList<JournalEntry> Journal);

/// <summary>One driver's time with one run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Fence">The driver's term.</param>
public sealed record LeaseTerm(long RunId, long Fence);

/// <summary>What a renewal found.</summary>
/// <param name="Term">What was to be renewed.</param>
/// <param name="IsHeld">Whether the run is still in that driver's hands; false when another one has it or it has ended.</param>
/// <param name="IsCancelRequested">Whether a person asked to cancel the run: the net under the message that tells the driver so.</param>
public sealed record LeaseAnswer(LeaseTerm Term, bool IsHeld, bool IsCancelRequested);

/// <summary>What a driver wants written.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Fence">The driver's term.</param>
/// <param name="Entries">New entries; the first follows the last one the driver has seen.</param>
/// <param name="Steps">The steps that these entries changed, as they stand after them.</param>
/// <param name="State">Where the run stands after them.</param>
/// <param name="Error">Why it failed, when it ends so.</param>
/// <param name="SeenSeq">The last entry the driver has seen.</param>
/// <param name="At">When.</param>
/// <param name="WakeAt">When the run is to be driven again; null when the driver goes on or the run ends.</param>
/// <param name="Hold">Why the run waits to begin, when that is what it waits for.</param>
public sealed record RunCommit(
    long RunId,
    long Fence,
    IReadOnlyList<JournalEntry> Entries,
    IReadOnlyList<StepHistory> Steps,
    RunState State,
    StepError? Error,
    long SeenSeq,
    DateTimeOffset At,
    DateTimeOffset? WakeAt,
    RunHold? Hold = null);

/// <summary>What became of a commit.</summary>
public abstract record CommitResult
{
    CommitResult()
    {
    }

    /// <summary>Written.</summary>
    public sealed record Accepted : CommitResult;

    /// <summary>Nothing was written: the journal has grown from outside. Look at it and decide again.</summary>
    /// <param name="Newer">The entries the driver had not seen.</param>
    public sealed record Moved(IReadOnlyList<JournalEntry> Newer) : CommitResult;

    /// <summary>Nothing was written: another node drives this run now. Stop, touch nothing.</summary>
    public sealed record FencedOut : CommitResult;
}

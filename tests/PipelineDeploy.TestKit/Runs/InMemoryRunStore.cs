using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.TestKit.Runs;

/// <summary>
/// Runs in memory, by the same rules as in a database: everything that goes in or out is copied, each member is atomic.
/// A run has at most one wake-up; whoever fires it takes it off the list.
/// </summary>
public sealed partial class InMemoryRunStore(TimeProvider time) : IRunStore
{
    readonly Lock _gate = new();
    readonly List<RunRow> _rows = [];
    readonly Dictionary<string, long> _slots = [];
    readonly Dictionary<long, DateTimeOffset> _wakes = [];

    /// <summary>The trace of a new run; at random, unless a test must be able to tell the same story twice.</summary>
    public Func<string> NewTrace { get; init; } = RunTrace.ForNewRun;

    /// <summary>Takes a run's wake-up off the list. False when it has none.</summary>
    public bool TakeWake(long runId)
    {
        lock (_gate)
        {
            return _wakes.Remove(runId);
        }
    }

    /// <inheritdoc />
    public Task<Run> CreateAsync(NewRun run, CancellationToken cancellationToken) => Locked(() =>
    {
        if (run.DeliveryKey is { } key && _rows.Find(row => row.DeliveryKey == key) is { } first)
        {
            return JsonCopy.Of(first.Run);
        }

        if (run.Concurrency == Concurrency.Supersede)
        {
            Supersede(run.Subject);
        }

        var isFree = !_slots.TryGetValue(run.Subject, out var holder);
        if (!isFree && run.Concurrency == Concurrency.Reject)
        {
            throw SubjectBusy.Error(Row(holder)!.Run);
        }

        var created = new Run(
            _rows.Count + 1, run.Subject, run.Definition, run.Inputs, RunState.Queued, run.Trigger, run.Actor, time.GetUtcNow(), null, null, null, run.PipelineVersion, TraceParent: NewTrace());
        var row = new RunRow(JsonCopy.Of(created), run.DeliveryKey);
        _rows.Add(row);
        if (isFree)
        {
            TakeSlot(row);
        }

        return JsonCopy.Of(row.Run);
    }, cancellationToken);

    /// <inheritdoc />
    public Task<ClaimedRun?> ClaimAsync(long runId, string node, CancellationToken cancellationToken) => Locked(() =>
    {
        if (Row(runId) is not { MayGoOn: true } row)
        {
            return null;
        }

        row.Fence++;
        row.LeaseUntil = time.GetUtcNow() + Leases.Length;
        row.Run = row.Run with { State = RunState.Running, StartedAt = row.Run.StartedAt ?? time.GetUtcNow(), Hold = null };
        return (ClaimedRun?)new ClaimedRun(JsonCopy.Of(row.Run), row.Fence, JsonCopy.Of(row.Journal));
    }, cancellationToken);

    /// <inheritdoc />
    public Task<bool> QuarantineAsync(LeaseTerm term, UserError error, CancellationToken cancellationToken) => Locked(() =>
    {
        if (Row(term.RunId) is not { MayGoOn: true } row || row.Fence != term.Fence)
        {
            return false;
        }

        var why = new StepError("", error, null);
        row.Append(time.GetUtcNow(), new JournalEvent.RunFinished(RunState.NeedsAttention, why));
        row.End(RunState.NeedsAttention, why, time.GetUtcNow());
        row.LeaseUntil = null;
        _wakes.Remove(term.RunId);
        return true;
    }, cancellationToken);

    /// <inheritdoc />
    public Task<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken) => Locked<CommitResult>(() =>
    {
        if (Row(commit.RunId) is { } known && IsWritten(known, commit))
        {
            return new CommitResult.Accepted();
        }

        if (Row(commit.RunId) is not { MayGoOn: true } row || row.Fence != commit.Fence)
        {
            return new CommitResult.FencedOut();
        }

        if (row.LastSeq != commit.SeenSeq)
        {
            return new CommitResult.Moved(JsonCopy.Of(row.Journal[(int)commit.SeenSeq..]));
        }

        if (commit.Entries.Where((entry, i) => entry.Seq != commit.SeenSeq + 1 + i).Any())
        {
            throw new ArgumentException("The entries do not follow the last one the driver has seen.", nameof(commit));
        }

        Write(row, commit);
        return new CommitResult.Accepted();
    }, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<LeaseAnswer>> RenewAsync(IReadOnlyList<LeaseTerm> terms, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<LeaseAnswer>>(() => [.. terms.Where(term => Row(term.RunId) is not null).Select(Renew)], cancellationToken);

    /// <inheritdoc />
    public Task<bool> SignalAsync(long runId, JournalEvent signal, CancellationToken cancellationToken) => Locked(() =>
    {
        if (Row(runId) is not { } row || row.Run.State.IsTerminal())
        {
            return false;
        }

        row.Append(time.GetUtcNow(), signal);
        if (row.MayGoOn)
        {
            _wakes[runId] = time.GetUtcNow();
        }

        return true;
    }, cancellationToken);

    /// <inheritdoc />
    public Task<SignalDelivery> DeliverAsync(long runId, JournalEvent.SignalReceived signal, CancellationToken cancellationToken) => Locked(() =>
    {
        if (Row(runId) is not { } row)
        {
            return SignalDelivery.Refused;
        }

        if (row.Journal.Exists(entry => entry.Event is JournalEvent.SignalReceived first && first.Id == signal.Id))
        {
            return SignalDelivery.Repeated;
        }

        if (row.Run.State.IsTerminal())
        {
            return SignalDelivery.Refused;
        }

        if (row.Journal.Count(entry => entry.Event is JournalEvent.SignalReceived) >= SignalRules.MostOfRun)
        {
            return SignalDelivery.TooMany;
        }

        row.Append(time.GetUtcNow(), signal);
        if (row.MayGoOn)
        {
            _wakes[runId] = time.GetUtcNow();
        }

        return SignalDelivery.Written;
    }, cancellationToken);

    /// <inheritdoc />
    public Task<Run?> RetryAsync(long runId, string actor, IReadOnlyList<JournalEvent> beginning, CancellationToken cancellationToken) => Locked(() =>
    {
        var hasNewer = _rows.Exists(row => row.Run.Id > runId && row.Run.Subject == Row(runId)?.Run.Subject && (row.Run.StartedAt is not null || row.MayGoOn));
        if (Row(runId) is not { } old || !old.Run.State.IsTerminal() || hasNewer)
        {
            return null;
        }

        var run = old.Run with { Id = _rows.Count + 1, State = RunState.Queued, Trigger = "retry", Actor = actor, CreatedAt = time.GetUtcNow(), StartedAt = null, FinishedAt = null, Error = null, TraceParent = NewTrace() };
        var row = new RunRow(JsonCopy.Of(run), null);
        foreach (var entry in beginning)
        {
            row.Append(time.GetUtcNow(), entry);
        }

        foreach (var step in RunHistory.Of(run.Definition, row.Journal).Steps.Where(step => step.State != StepState.Pending))
        {
            row.Steps[step.Id] = JsonCopy.Of(step);
        }

        _rows.Add(row);
        _slots.Remove(run.Subject);
        TakeSlot(row);
        return JsonCopy.Of(row.Run);
    }, cancellationToken);

    /// <inheritdoc />
    public Task<int> RearmAsync(CancellationToken cancellationToken) => Locked(() =>
    {
        var lost = _rows.FindAll(row => row.MayGoOn && !_wakes.ContainsKey(row.Run.Id) && !(row.LeaseUntil > time.GetUtcNow()));
        lost.ForEach(row => _wakes[row.Run.Id] = time.GetUtcNow());
        return lost.Count;
    }, cancellationToken);

    // Sent again, because the answer to the first time got lost.
    static bool IsWritten(RunRow row, RunCommit commit) =>
        commit.Entries.Count > 0 && row.Fence == commit.Fence && commit.Entries.All(entry =>
            row.LastSeq >= entry.Seq && JsonCopy.AreSame(row.Journal[(int)entry.Seq - 1].Event, entry.Event));

    LeaseAnswer Renew(LeaseTerm term)
    {
        var row = Row(term.RunId)!;
        var isHeld = row.Fence == term.Fence && row.LeaseUntil is not null;
        if (isHeld)
        {
            row.LeaseUntil = time.GetUtcNow() + Leases.Length;
        }

        return new LeaseAnswer(term, isHeld, row.Journal.Exists(entry => entry.Event is JournalEvent.CancelRequested));
    }

    void Write(RunRow row, RunCommit commit)
    {
        row.LeaseUntil = commit.WakeAt is null && !commit.State.IsTerminal() ? time.GetUtcNow() + Leases.Length : null;
        row.Journal.AddRange(JsonCopy.Of(commit.Entries));
        foreach (var step in commit.Steps)
        {
            row.Steps[step.Id] = JsonCopy.Of(step);
        }

        row.Run = row.Run with { State = commit.State, Hold = JsonCopy.Of(commit.Hold) };
        if (commit.WakeAt is { } wakeAt)
        {
            _wakes[row.Run.Id] = wakeAt;
        }

        if (commit.State.IsTerminal())
        {
            row.End(commit.State, JsonCopy.Of(commit.Error), commit.At);
            _wakes.Remove(row.Run.Id);
            Release(row);
        }
    }

    RunRow? Row(long runId) => _rows.Find(row => row.Run.Id == runId);

    Task<T> Locked<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(work());
        }
    }
}

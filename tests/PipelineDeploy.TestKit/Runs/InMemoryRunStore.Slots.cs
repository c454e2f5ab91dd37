using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.TestKit.Runs;

/// <summary>One run at a time for each subject: who has its slot, and who has it next.</summary>
public sealed partial class InMemoryRunStore
{
    /// <inheritdoc />
    public Task<bool> UnlockAsync(long runId, CancellationToken cancellationToken) => Locked(() =>
    {
        if (Row(runId) is not { Run.State: RunState.NeedsAttention } row || _slots.GetValueOrDefault(row.Run.Subject) != runId)
        {
            return false;
        }

        PassSlot(row);
        return true;
    }, cancellationToken);

    /// <inheritdoc />
    public Task<bool> CancelQueuedAsync(long runId, string actor, CancellationToken cancellationToken) => Locked(() =>
    {
        if (Row(runId) is not { Run.State: RunState.Queued } row)
        {
            return false;
        }

        row.Append(time.GetUtcNow(), new JournalEvent.CancelRequested(actor));
        EndQueued(row, RunState.Cancelled);
        return true;
    }, cancellationToken);

    void Release(RunRow row)
    {
        if (row.Run.State != RunState.NeedsAttention)
        {
            PassSlot(row);
        }
    }

    void PassSlot(RunRow row)
    {
        _slots.Remove(row.Run.Subject);
        if (Queued(row.Run.Subject) is [var next, ..])
        {
            TakeSlot(next);
        }
    }

    void TakeSlot(RunRow row)
    {
        _slots.Add(row.Run.Subject, row.Run.Id);
        row.Run = row.Run with { State = RunState.Running };
        _wakes[row.Run.Id] = time.GetUtcNow();
    }

    void Supersede(string subject)
    {
        Queued(subject).ForEach(older => EndQueued(older, RunState.Superseded));
        if (_slots.TryGetValue(subject, out var holder) && Row(holder) is { Run.Hold: not null } held)
        {
            EndQueued(held, RunState.Superseded);
            _wakes.Remove(holder);
            _slots.Remove(subject);
        }
    }

    void EndQueued(RunRow row, RunState state)
    {
        row.Append(time.GetUtcNow(), new JournalEvent.RunFinished(state, null));
        row.End(state, null, time.GetUtcNow());
    }

    List<RunRow> Queued(string subject) => _rows.FindAll(row => row.Run.Subject == subject && row.Run.State == RunState.Queued);
}

using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>What drivers and outsiders write into runs that go on.</summary>
public sealed partial class RunStore
{
    /// <inheritdoc />
    public Task<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken) =>
        _transactions.RunAsync(attempt => CommitAsync(attempt, commit, cancellationToken), cancellationToken);

    async Task<CommitResult> CommitAsync(Attempt attempt, RunCommit commit, CancellationToken cancellationToken)
    {
        var (connection, transaction, _) = attempt;
        if (commit.State.IsTerminal())
        {
            await LockSubjectAsync(connection, transaction, commit.RunId);
        }

        if (await WriteAsync(connection, transaction, commit) is not { Subject: { } subject } written)
        {
            return await RefusalAsync(connection, transaction, commit);
        }

        var wakes = new List<(long, DateTimeOffset?)>();
        if (commit.WakeAt is not null || (commit.State.IsTerminal() && written.HasWakeUp))
        {
            wakes.Add((commit.RunId, commit.WakeAt));
        }

        if (commit.State.IsTerminal() && commit.State != RunState.NeedsAttention && await PassSlotAsync(connection, transaction, subject, time.GetUtcNow()) is { } next)
        {
            wakes.Add((next, commit.At));
        }

        await wakeUps.CommitWithAsync(transaction, wakes, cancellationToken);
        return new CommitResult.Accepted();
    }

    // Invariant: only the current driver writes (fence), only on top of what it has seen (seq), and never into a run that has ended.
    // One statement: a step is worth one round trip. The trigger that has fired this driver is no wake-up any more; it goes with its job.
    static Task<(string? Subject, bool HasWakeUp, string? Told)> WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, RunCommit commit) =>
        connection.QuerySingleOrDefaultAsync<(string?, bool, string?)>(
            """
            with run as (
                update runs set seq = seq + @Count, state = @State, wake_at = @WakeAt, lease_until = case when @IsDriven then now() + @Length end,
                       held_until = @HeldUntil, held_because = @HeldBecause, error = @Error::jsonb, finished_at = case when @IsTerminal then @At else null end
                where id = @RunId and fence = @Fence and seq = @SeenSeq and finished_at is null
                returning subject
            ),
            entry as (
                insert into journal (run_id, seq, at, event) select @RunId, e.seq, @At, e.event::jsonb from run, unnest(@Seqs, @Events) as e(seq, event)
            ),
            step as (
                insert into run_steps (run_id, step, view) select @RunId, s.step, s.view::jsonb from run, unnest(@Ids, @Views) as s(step, view)
                on conflict (run_id, step) do update set view = excluded.view
            )
            select subject,
                   exists (select from qrtz_triggers where job_group = @Group and job_name = @RunId::text and trigger_state <> 'COMPLETE'),
                   pg_notify(@ChannelName, @Payload)::text
            from run
            """,
            new
            {
                commit.RunId,
                commit.Fence,
                commit.SeenSeq,
                commit.Entries.Count,
                State = RunStateText.Of(commit.State),
                commit.WakeAt,
                HeldUntil = commit.Hold?.Until,
                HeldBecause = commit.Hold?.Reason,
                commit.At,
                Error = commit.Error is null ? null : Json.Write(commit.Error),
                IsTerminal = commit.State.IsTerminal(),
                IsDriven = commit.WakeAt is null && !commit.State.IsTerminal(),
                Leases.Length,
                Seqs = commit.Entries.Select(entry => entry.Seq).ToArray(),
                Events = commit.Entries.Select(entry => Json.Write(entry.Event)).ToArray(),
                Ids = commit.Steps.Select(step => step.Id).ToArray(),
                Views = commit.Steps.Select(Json.Write).ToArray(),
                WakeUps.Group,
                ChangeFeed.ChannelName,
                Payload = ChangeFeed.PayloadOf(commit.RunId, ChangeFeed.Journal, commit.SeenSeq + commit.Entries.Count),
            },
            transaction);

    /// <inheritdoc />
    public Task<bool> SignalAsync(long runId, JournalEvent signal, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return _transactions.RunAsync(attempt => SignalAsync(attempt, runId, signal, now, cancellationToken), cancellationToken);
    }

    async Task<bool> SignalAsync(Attempt attempt, long runId, JournalEvent signal, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (connection, transaction, isRepeat) = attempt;
        var (seq, hasSlot) = await LengthenAsync(connection, transaction, runId, now);
        // After the update, which waits for a try that is still on its way to its commit.
        if (isRepeat && await IsInJournalAsync(connection, transaction, runId, now, signal))
        {
            return true;
        }

        if (seq == 0)
        {
            return false;
        }

        await connection.ExecuteAsync(
            "insert into journal (run_id, seq, at, event) values (@runId, @seq, @Now, @Event::jsonb)",
            new { runId, seq, Now = now, Event = Json.Write(signal) },
            transaction);
        await ChangeFeed.AnnounceAsync(connection, transaction, runId, signal is JournalEvent.CancelRequested ? ChangeFeed.Cancel : ChangeFeed.Signal, seq);
        await wakeUps.CommitWithAsync(transaction, hasSlot ? [(runId, now)] : [], cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public Task<SignalDelivery> DeliverAsync(long runId, JournalEvent.SignalReceived signal, CancellationToken cancellationToken) =>
        _transactions.RunAsync(attempt => DeliverAsync(attempt, runId, signal, cancellationToken), cancellationToken);

    async Task<SignalDelivery> DeliverAsync(Attempt attempt, long runId, JournalEvent.SignalReceived signal, CancellationToken cancellationToken)
    {
        var (connection, transaction, isRepeat) = attempt;
        var now = time.GetUtcNow();
        var (seq, hasSlot) = await LengthenAsync(connection, transaction, runId, now);
        // Invariant: a signal's id is in a run's journal once, however often and from wherever it is sent.
        var isNew = seq > 0 && await connection.ExecuteAsync(
            """
            insert into journal (run_id, seq, at, event)
            select @runId, @seq, @Now, @Event::jsonb
            where (select count(*) from journal where run_id = @runId and event ->> 'kind' = 'signalReceived') < @MostOfRun
            on conflict (run_id, (event ->> 'id')) where event ->> 'kind' = 'signalReceived' do nothing
            """,
            new { runId, seq, Now = now, Event = Json.Write<JournalEvent>(signal), SignalRules.MostOfRun },
            transaction) == 1;
        if (!isNew)
        {
            return await HasSignalAsync(connection, transaction, runId, signal.Id) ? isRepeat ? SignalDelivery.Written : SignalDelivery.Repeated
                : seq > 0 ? SignalDelivery.TooMany : SignalDelivery.Refused;
        }

        await ChangeFeed.AnnounceAsync(connection, transaction, runId, ChangeFeed.Signal, seq);
        await wakeUps.CommitWithAsync(transaction, hasSlot ? [(runId, now)] : [], cancellationToken);
        return SignalDelivery.Written;
    }

    /// <inheritdoc />
    public Task<bool> CancelQueuedAsync(long runId, string actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return _transactions.RunAsync(attempt => CancelQueuedAsync(attempt, runId, actor, now, cancellationToken), cancellationToken);
    }

    static async Task<bool> CancelQueuedAsync(Attempt attempt, long runId, string actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (connection, transaction, isRepeat) = attempt;
        var isQueued = await connection.QuerySingleOrDefaultAsync<bool>(
            "select state = 'queued' from runs where id = @runId for update", new { runId }, transaction);
        if (!isQueued)
        {
            return isRepeat && await IsInJournalAsync(connection, transaction, runId, now, new JournalEvent.CancelRequested(actor));
        }

        await EndQueuedAsync(
            connection, transaction, runId, RunState.Cancelled, now, new JournalEvent.CancelRequested(actor), new JournalEvent.RunFinished(RunState.Cancelled, null));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // A place in the journal for a word from outside; the run is due at once, also when only the sweep is left to wake it.
    static Task<(long Seq, bool HasSlot)> LengthenAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long runId, DateTimeOffset now) =>
        connection.QuerySingleOrDefaultAsync<(long Seq, bool HasSlot)>(
            """
            update runs set seq = seq + 1, wake_at = case when wake_at > @now then @now else wake_at end
            where id = @runId and finished_at is null
            returning seq, state <> 'queued'
            """,
            new { runId, now },
            transaction);

    static Task<bool> HasSignalAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long runId, string id) =>
        connection.QuerySingleAsync<bool>(
            "select exists (select from journal where run_id = @runId and event ->> 'id' = @id and event ->> 'kind' = 'signalReceived')",
            new { runId, id },
            transaction);

    static Task<bool> IsInJournalAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long runId, DateTimeOffset at, JournalEvent happened) =>
        connection.QuerySingleAsync<bool>(
            "select exists (select from journal where run_id = @runId and at = @at and event = @Event::jsonb)",
            new { runId, at, Event = Json.Write(happened) },
            transaction);

    // What was to be written is there already when an earlier try was committed and only its answer got lost: nobody else writes these
    // entries at this place under this fence.
    static async Task<CommitResult> RefusalAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, RunCommit commit)
    {
        var (fence, isOver, written) = await connection.QuerySingleOrDefaultAsync<(long Fence, bool IsOver, long Written)>(
            """
            select fence, finished_at is not null, (
                select count(*) from journal j join unnest(@Seqs, @Events) as e(seq, event) on j.run_id = @RunId and j.seq = e.seq and j.event = e.event::jsonb)
            from runs where id = @RunId
            """,
            new
            {
                commit.RunId,
                Seqs = commit.Entries.Select(entry => entry.Seq).ToArray(),
                Events = commit.Entries.Select(entry => Json.Write(entry.Event)).ToArray(),
            },
            transaction);
        return fence == commit.Fence && written > 0 && written == commit.Entries.Count ? new CommitResult.Accepted()
            : fence == commit.Fence && !isOver ? new CommitResult.Moved(await JournalAsync(connection, transaction, commit.RunId, commit.SeenSeq))
            : new CommitResult.FencedOut();
    }

    /// <inheritdoc />
    public Task<bool> UnlockAsync(long runId, CancellationToken cancellationToken) =>
        _transactions.RunAsync(attempt => UnlockAsync(attempt, runId, cancellationToken), cancellationToken);

    async Task<bool> UnlockAsync(Attempt attempt, long runId, CancellationToken cancellationToken)
    {
        var (connection, transaction, isRepeat) = attempt;
        await LockSubjectAsync(connection, transaction, runId);
        var subject = await connection.QuerySingleOrDefaultAsync<string>(
            "select s.subject from run_slots s join runs r on r.id = s.run_id where r.id = @runId and r.state = 'needsAttention' for update of s",
            new { runId },
            transaction);
        if (subject is null)
        {
            return isRepeat && await HasNoSlotAsync(connection, transaction, runId);
        }

        var next = await PassSlotAsync(connection, transaction, subject, time.GetUtcNow());
        await wakeUps.CommitWithAsync(transaction, next is { } id ? [(id, time.GetUtcNow())] : [], cancellationToken);
        return true;
    }

    static Task<bool> HasNoSlotAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long runId) =>
        connection.QuerySingleAsync<bool>(
            "select exists (select from runs where id = @runId and state = 'needsAttention') and not exists (select from run_slots where run_id = @runId)",
            new { runId },
            transaction);

    // The oldest run that still waits for the subject, which is locked, takes the slot in the transaction that frees it.
    static async Task<long?> PassSlotAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string subject, DateTimeOffset now)
    {
        await connection.ExecuteAsync("delete from run_slots where subject = @subject", new { subject }, transaction);
        return await connection.QuerySingleOrDefaultAsync<long?>(
            """
            with next as (
                update runs set state = 'running', wake_at = @now
                where id = (select id from runs where subject = @subject and finished_at is null and state = 'queued' order by id limit 1 for update)
                returning id
            )
            insert into run_slots (subject, run_id) select @subject, id from next
            returning run_id
            """,
            new { subject, now },
            transaction);
    }
}

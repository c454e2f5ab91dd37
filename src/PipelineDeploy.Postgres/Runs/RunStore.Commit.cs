using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>What drivers and outsiders write into runs that go on.</summary>
public sealed partial class RunStore
{
    /// <inheritdoc />
    public async Task<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Invariant: only the current driver writes (fence), only on top of what it has seen (seq), and never into a run that has ended.
        var subject = await connection.QuerySingleOrDefaultAsync<string>(
            """
            update runs set seq = seq + @Count, state = @State, wake_at = @WakeAt, lease_until = case when @IsDriven then now() + @Length end,
                   error = @Error::jsonb, finished_at = case when @IsTerminal then @At else null end
            where id = @RunId and fence = @Fence and seq = @SeenSeq and finished_at is null
            returning subject
            """,
            new
            {
                commit.RunId,
                commit.Fence,
                commit.SeenSeq,
                commit.Entries.Count,
                State = RunStateText.Of(commit.State),
                commit.WakeAt,
                commit.At,
                Error = commit.Error is null ? null : Json.Write(commit.Error),
                IsTerminal = commit.State.IsTerminal(),
                IsDriven = commit.WakeAt is null && !commit.State.IsTerminal(),
                Leases.Length,
            },
            transaction);
        if (subject is null)
        {
            return await RefusalAsync(connection, transaction, commit);
        }

        await WriteEntriesAsync(connection, transaction, commit);
        var wakes = new List<(long, DateTimeOffset?)>();
        if (commit.WakeAt is not null || commit.State.IsTerminal())
        {
            wakes.Add((commit.RunId, commit.WakeAt));
        }

        if (commit.State.IsTerminal() && commit.State != RunState.NeedsAttention && await PassSlotAsync(connection, transaction, subject, time.GetUtcNow()) is { } next)
        {
            wakes.Add((next, commit.At));
        }

        await ChangeFeed.AnnounceAsync(connection, transaction, commit.RunId, ChangeFeed.Journal);
        await wakeUps.CommitWithAsync(transaction, wakes, cancellationToken);
        return new CommitResult.Accepted();
    }

    /// <inheritdoc />
    public async Task<bool> SignalAsync(long runId, JournalEvent signal, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var (seq, hasSlot) = await connection.QuerySingleOrDefaultAsync<(long Seq, bool HasSlot)>(
            """
            update runs set seq = seq + 1, wake_at = case when wake_at > @Now then @Now else wake_at end
            where id = @runId and finished_at is null
            returning seq, state <> 'queued'
            """,
            new { runId, Now = now },
            transaction);
        if (seq == 0)
        {
            return false;
        }

        await connection.ExecuteAsync(
            "insert into journal (run_id, seq, at, event) values (@runId, @seq, @Now, @Event::jsonb)",
            new { runId, seq, Now = now, Event = Json.Write(signal) },
            transaction);
        await ChangeFeed.AnnounceAsync(connection, transaction, runId, signal is JournalEvent.CancelRequested ? ChangeFeed.Cancel : ChangeFeed.Signal);
        await wakeUps.CommitWithAsync(transaction, hasSlot ? [(runId, now)] : [], cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public async Task<bool> CancelQueuedAsync(long runId, string actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var isQueued = await connection.QuerySingleOrDefaultAsync<bool>(
            "select state = 'queued' from runs where id = @runId for update", new { runId }, transaction);
        if (!isQueued)
        {
            return false;
        }

        await EndQueuedAsync(
            connection, transaction, runId, RunState.Cancelled, new JournalEvent.CancelRequested(actor), new JournalEvent.RunFinished(RunState.Cancelled, null));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    static async Task WriteEntriesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, RunCommit commit)
    {
        await connection.ExecuteAsync(
            "insert into journal (run_id, seq, at, event) select @RunId, e.seq, @At, e.event::jsonb from unnest(@Seqs, @Events) as e(seq, event)",
            new
            {
                commit.RunId,
                commit.At,
                Seqs = commit.Entries.Select(entry => entry.Seq).ToArray(),
                Events = commit.Entries.Select(entry => Json.Write(entry.Event)).ToArray(),
            },
            transaction);
        await connection.ExecuteAsync(
            """
            insert into run_steps (run_id, step, view) select @RunId, s.step, s.view::jsonb from unnest(@Ids, @Views) as s(step, view)
            on conflict (run_id, step) do update set view = excluded.view
            """,
            new { commit.RunId, Ids = commit.Steps.Select(step => step.Id).ToArray(), Views = commit.Steps.Select(Json.Write).ToArray() },
            transaction);
    }

    static async Task<CommitResult> RefusalAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, RunCommit commit)
    {
        var fence = await connection.QuerySingleOrDefaultAsync<long?>(
            "select fence from runs where id = @RunId and finished_at is null", new { commit.RunId }, transaction);
        return fence == commit.Fence
            ? new CommitResult.Moved(await JournalAsync(connection, transaction, commit.RunId, commit.SeenSeq))
            : new CommitResult.FencedOut();
    }

    /// <inheritdoc />
    public async Task<bool> UnlockAsync(long runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var subject = await connection.QuerySingleOrDefaultAsync<string>(
            "select s.subject from run_slots s join runs r on r.id = s.run_id where r.id = @runId and r.state = 'needsAttention' for update of s",
            new { runId },
            transaction);
        if (subject is null)
        {
            return false;
        }

        var next = await PassSlotAsync(connection, transaction, subject, time.GetUtcNow());
        await wakeUps.CommitWithAsync(transaction, next is { } id ? [(id, time.GetUtcNow())] : [], cancellationToken);
        return true;
    }

    // The oldest run that still waits for the subject takes the slot in the transaction that frees it.
    static async Task<long?> PassSlotAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string subject, DateTimeOffset now)
    {
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@subject, 0))", new { subject }, transaction);
        await connection.ExecuteAsync("delete from run_slots where subject = @subject", new { subject }, transaction);
        return await connection.QuerySingleOrDefaultAsync<long?>(
            """
            with next as (
                update runs set state = 'running', wake_at = @now
                where id = (select id from runs where subject = @subject and state = 'queued' order by id limit 1 for update)
                returning id
            )
            insert into run_slots (subject, run_id) select @subject, id from next
            returning run_id
            """,
            new { subject, now },
            transaction);
    }
}

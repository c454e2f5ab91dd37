using Dapper;
using Npgsql;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>Runs in PostgreSQL: creating, claiming and asking. What drivers write is in <c>RunStore.Commit.cs</c>.</summary>
public sealed partial class RunStore(NpgsqlDataSource database, WakeUps wakeUps, TimeProvider time) : IRunStore
{
    const string SelectJournal = "select seq, at, event from journal where run_id = @runId and seq > @afterSeq order by seq";

    readonly Transactions _transactions = new(database, time);

    /// <inheritdoc />
    public Task<Run> CreateAsync(NewRun run, CancellationToken cancellationToken)
    {
        // A request without a key of its own gets one, so that a repeat after an outage finds the run instead of making a second one.
        var keyed = run with { DeliveryKey = run.DeliveryKey ?? $"once:{Guid.CreateVersion7()}" };
        return _transactions.RunAsync(attempt => CreateAsync(attempt, keyed, cancellationToken), cancellationToken);
    }

    async Task<Run> CreateAsync(Attempt attempt, NewRun run, CancellationToken cancellationToken)
    {
        var (connection, transaction, _) = attempt;
        // Creating runs of one subject goes one after the other, so that "newest wins" has an order.
        await LockSubjectAsync(connection, transaction, run.Subject);
        // Looked up first: an insert that meets the key would wait for a commit of that run, which may wait for the lock held here.
        if (await FindByDeliveryAsync(connection, transaction, run.DeliveryKey!) is { } earlier)
        {
            return earlier.ToRun();
        }

        var row = await InsertAsync(connection, transaction, run);

        var wakes = run.Concurrency == Concurrency.Supersede ? await SupersedeAsync(connection, transaction, run.Subject, row.Id) : [];
        var hasSlot = await TakeSlotAsync(connection, transaction, run.Subject, row.Id);
        if (!hasSlot && run.Concurrency == Concurrency.Reject)
        {
            // Nothing is committed, so nothing of the refused run is left.
            throw SubjectBusy.Error(await HolderAsync(connection, transaction, run.Subject));
        }

        await ChangeFeed.AnnounceAsync(connection, transaction, row.Id, ChangeFeed.Journal);
        await wakeUps.CommitWithAsync(transaction, hasSlot ? [.. wakes, (row.Id, time.GetUtcNow())] : wakes, cancellationToken);
        return row.ToRun() with { State = hasSlot ? RunState.Running : RunState.Queued };
    }

    /// <inheritdoc />
    public Task<ClaimedRun?> ClaimAsync(long runId, string node, CancellationToken cancellationToken) =>
        _transactions.RunAsync(attempt => ClaimAsync(attempt, runId, node, cancellationToken), cancellationToken);

    async Task<ClaimedRun?> ClaimAsync(Attempt attempt, long runId, string node, CancellationToken cancellationToken)
    {
        var (connection, transaction, _) = attempt;
        // Invariant: after this update no write that carries an older fence is accepted.
        await using var answers = await connection.QueryMultipleAsync(
            $"""
            update runs set fence = fence + 1, driver = @node, state = 'running', wake_at = null, lease_until = now() + @Length,
                   held_until = null, held_because = null, started_at = coalesce(started_at, @Now)
            where id = @runId and finished_at is null and exists (select from run_slots where run_id = @runId)
            returning {RunRow.Columns};
            {SelectJournal};
            """,
            new { runId, afterSeq = 0L, node, Now = time.GetUtcNow(), Leases.Length },
            transaction);
        if (await answers.ReadSingleOrDefaultAsync<RunRow>() is not { } row)
        {
            return null;
        }

        var journal = (await answers.ReadAsync<(long, DateTime, string)>()).ToList();
        // Also one that cannot be read is claimed: only its driver may put it aside.
        await transaction.CommitAsync(cancellationToken);
        var run = row.ToRun();
        var term = new LeaseTerm(runId, row.Fence);
        try
        {
            return run.Unreadable is { } error ? throw new UnreadableRunException(term, row.Subject, error) : new ClaimedRun(run, row.Fence, ToJournal(runId, journal));
        }
        catch (UserErrorException e) when (e is not UnreadableRunException)
        {
            throw new UnreadableRunException(term, row.Subject, e.Error, e.InnerException);
        }
    }

    /// <inheritdoc />
    public async Task<Run?> FindAsync(long runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<RunRow>($"select {RunRow.Columns} from runs where id = @runId", new { runId }))?.ToRun();
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Run>> ListAsync(string? subject, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Two statements: a plan that serves both reads what one of them does not want.
        var where = subject is null ? "where id < @before" : "where subject = @subject and id < @before";
        var rows = await connection.QueryAsync<RunRow>(
            $"select {RunRow.Columns} from runs {where} order by id desc limit @limit", new { subject, before = before ?? long.MaxValue, limit });
        return [.. rows.Select(row => row.ToRun())];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<StepHistory>> ReadStepsAsync(long runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Step, string View)>("select step, view from run_steps where run_id = @runId", new { runId });
        return [.. rows.Select(row => StepOf(runId, row.Step, row.View)).OrderBy(step => step.StartedSeq)];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(long runId, long afterSeq, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await JournalAsync(connection, null, runId, afterSeq);
    }

    // Only a picture of the journal: a step whose row is damaged says so, and the others are shown.
    static StepHistory StepOf(long runId, string step, string view) => Json.TryRead<StepHistory>(view) is { Id: not null } read
        ? read
        : new StepHistory(step, Error: new StepError(step, UnreadableRunException.ErrorOf(runId, $"the row of step '{step}'"), null));

    async Task<RunRow> InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, NewRun run) =>
        await connection.QuerySingleAsync<RunRow>(
            $"""
            insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, delivery_key, created_at, pipeline_version, trace_parent)
            values (@Subject, @Pipeline, @Definition::jsonb, @Inputs::jsonb, 'queued', @Trigger, @Actor, @DeliveryKey, @Now, @PipelineVersion, @TraceParent)
            returning {RunRow.Columns}
            """,
            new
            {
                run.Subject,
                Pipeline = run.Definition.Name,
                Definition = Json.Write(run.Definition),
                Inputs = Json.Write(run.Inputs),
                run.Trigger,
                run.Actor,
                run.DeliveryKey,
                run.PipelineVersion,
                Now = time.GetUtcNow(),
                TraceParent = RunTrace.ForNewRun(),
            },
            transaction);

    // Whoever gives or takes a slot holds its subject, and before any row: two that want both cannot wait for each other.
    static Task LockSubjectAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string subject) =>
        connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@subject, 0))", new { subject }, transaction);

    static Task LockSubjectAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long runId) =>
        connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(subject, 0)) from runs where id = @runId", new { runId }, transaction);

    static Task<RunRow?> FindByDeliveryAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string key) =>
        connection.QuerySingleOrDefaultAsync<RunRow>($"select {RunRow.Columns} from runs where delivery_key = @key", new { key }, transaction);

    // Ends what has not begun: the queued runs, and the one that has the slot but is held. Answers the wake-ups to take away.
    // A held run that a driver has claimed is none any more; the lock on its row decides which of the two comes first.
    async Task<IReadOnlyList<(long RunId, DateTimeOffset? At)>> SupersedeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string subject, long newer)
    {
        var older = (await connection.QueryAsync<(long Id, bool IsHeld)>(
            """
            select id, held_until is not null from runs
            where subject = @subject and finished_at is null and id <> @newer and (state = 'queued' or held_until is not null) order by id for update
            """,
            new { subject, newer },
            transaction)).ToList();
        foreach (var (id, _) in older)
        {
            await EndQueuedAsync(connection, transaction, id, RunState.Superseded, time.GetUtcNow(), new JournalEvent.RunFinished(RunState.Superseded, null));
        }

        var held = older.Where(run => run.IsHeld).Select(run => run.Id).ToArray();
        await connection.ExecuteAsync("delete from run_slots where run_id = any(@held)", new { held }, transaction);
        return [.. held.Select(id => (id, (DateTimeOffset?)null))];
    }

    // Invariant: a run is queued as long as it has no slot, and no longer; so a newer one never supersedes the holder.
    async Task<bool> TakeSlotAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string subject, long runId) =>
        await connection.ExecuteAsync(
            """
            with slot as (insert into run_slots (subject, run_id) values (@subject, @runId) on conflict (subject) do nothing returning run_id)
            update runs set state = 'running', wake_at = @Now where id in (select run_id from slot)
            """,
            new { subject, runId, Now = time.GetUtcNow() },
            transaction) == 1;

    static async Task<Run> HolderAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string subject) =>
        (await connection.QuerySingleAsync<RunRow>(
            $"select {RunRow.Columns} from runs where id = (select run_id from run_slots where subject = @subject)", new { subject }, transaction)).ToRun();

    static async Task EndQueuedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long runId, RunState state, DateTimeOffset now, params JournalEvent[] events)
    {
        await connection.ExecuteAsync(
            """
            with ended as (
                update runs set state = @State, finished_at = @Now, wake_at = null, held_until = null, held_because = null, seq = seq + @Length
                where id = @runId returning seq
            )
            insert into journal (run_id, seq, at, event)
            select @runId, ended.seq - @Length + e.place, @Now, e.event::jsonb from ended, unnest(@Events) with ordinality as e(event, place)
            """,
            new { runId, State = RunStateText.Of(state), Now = now, events.Length, Events = events.Select(Json.Write).ToArray() },
            transaction);
        await ChangeFeed.AnnounceAsync(connection, transaction, runId, ChangeFeed.Journal);
    }

    static async Task<IReadOnlyList<JournalEntry>> JournalAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long runId, long afterSeq)
    {
        return ToJournal(runId, await connection.QueryAsync<(long, DateTime, string)>(SelectJournal, new { runId, afterSeq }, transaction));
    }

    static IReadOnlyList<JournalEntry> ToJournal(long runId, IEnumerable<(long Seq, DateTime At, string Event)> rows) =>
        [.. rows.Select(row => new JournalEntry(row.Seq, row.At, Json.TryRead<JournalEvent>(row.Event) ?? throw Unreadable(runId, $"entry {row.Seq} of its journal")))];

    static UserErrorException Unreadable(long run, string what) => new(UnreadableRunException.ErrorOf(run, what));
}

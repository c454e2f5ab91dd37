using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>Runs that go on where another one ended.</summary>
public sealed partial class RunStore
{
    /// <inheritdoc />
    public Task<Run?> RetryAsync(long runId, string actor, IReadOnlyList<JournalEvent> beginning, CancellationToken cancellationToken) =>
        _transactions.RunAsync(attempt => RetryAsync(attempt, runId, actor, beginning, cancellationToken), cancellationToken);

    async Task<Run?> RetryAsync(Attempt attempt, long runId, string actor, IReadOnlyList<JournalEvent> beginning, CancellationToken cancellationToken)
    {
        var (connection, transaction, isRepeat) = attempt;
        var key = $"retry:{runId}";
        if (isRepeat && await FindByDeliveryAsync(connection, transaction, key) is { } made)
        {
            return made.ToRun();
        }

        await LockSubjectAsync(connection, transaction, runId);
        var now = time.GetUtcNow();
        // Invariant: only the last run of a subject that started goes on, so what it left is as it left it.
        var row = await connection.QuerySingleOrDefaultAsync<RunRow>(
            $"""
            insert into runs (subject, pipeline, pipeline_version, definition, inputs, state, trigger, actor, delivery_key, seq, created_at, trace_parent)
            select subject, pipeline, pipeline_version, definition, inputs, 'running', 'retry', @actor, @key, @Count, @now, @TraceParent from runs old
            where id = @runId and finished_at is not null
              and not exists (select from runs newer where newer.subject = old.subject and newer.id > @runId and (newer.started_at is not null or newer.state = 'running'))
            returning {RunRow.Columns}
            """,
            new { runId, actor, key, beginning.Count, now, TraceParent = RunTrace.ForNewRun() },
            transaction);
        if (row is null || !await TakeOverSlotAsync(connection, transaction, row, runId))
        {
            return null;
        }

        await WriteBeginningAsync(connection, transaction, row, [.. beginning.Select((e, i) => new JournalEntry(i + 1, now, e))]);
        await ChangeFeed.AnnounceAsync(connection, transaction, row.Id, ChangeFeed.Journal);
        await wakeUps.CommitWithAsync(transaction, [(row.Id, now)], cancellationToken);
        return row.ToRun();
    }

    static async Task<bool> TakeOverSlotAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, RunRow row, long from) =>
        await connection.ExecuteAsync(
            """
            insert into run_slots (subject, run_id) values (@Subject, @Id)
            on conflict (subject) do update set run_id = excluded.run_id where run_slots.run_id = @from
            """,
            new { row.Subject, row.Id, from },
            transaction) == 1;

    static Task WriteBeginningAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, RunRow row, List<JournalEntry> entries)
    {
        var steps = RunHistory.Of(row.ToRun().Definition, entries).Steps.Where(step => step.State != StepState.Pending).ToList();
        return connection.ExecuteAsync(
            """
            insert into journal (run_id, seq, at, event) select @Id, e.seq, e.at, e.event::jsonb from unnest(@Seqs, @Times, @Events) as e(seq, at, event);
            insert into run_steps (run_id, step, view) select @Id, s.step, s.view::jsonb from unnest(@Steps, @Views) as s(step, view);
            """,
            new
            {
                row.Id,
                Seqs = entries.Select(entry => entry.Seq).ToArray(),
                Times = entries.Select(entry => entry.At).ToArray(),
                Events = entries.Select(entry => Json.Write(entry.Event)).ToArray(),
                Steps = steps.Select(step => step.Id).ToArray(),
                Views = steps.Select(Json.Write).ToArray(),
            },
            transaction);
    }
}

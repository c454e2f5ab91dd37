using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>Runs that go on where another one ended.</summary>
public sealed partial class RunStore
{
    /// <inheritdoc />
    public async Task<Run?> RetryAsync(long runId, string actor, IReadOnlyList<JournalEvent> beginning, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "select pg_advisory_xact_lock(hashtextextended(subject, 0)) from runs where id = @runId", new { runId }, transaction);
        // Invariant: only the last run of a subject that started goes on, so what it left is as it left it.
        var row = await connection.QuerySingleOrDefaultAsync<RunRow>(
            $"""
            insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, seq, created_at)
            select subject, pipeline, definition, inputs, 'running', 'retry', @actor, @Count, @Now from runs old
            where id = @runId and finished_at is not null
              and not exists (select from runs newer where newer.subject = old.subject and newer.id > @runId and (newer.started_at is not null or newer.state = 'running'))
            returning {RunRow.Columns}
            """,
            new { runId, actor, beginning.Count, Now = time.GetUtcNow() },
            transaction);
        if (row is null || !await TakeOverSlotAsync(connection, transaction, row, runId))
        {
            return null;
        }

        await connection.ExecuteAsync(
            "insert into journal (run_id, seq, at, event) select @Id, e.seq, @Now, e.event::jsonb from unnest(@Events) with ordinality as e(event, seq)",
            new { row.Id, Now = time.GetUtcNow(), Events = beginning.Select(Json.Write).ToArray() },
            transaction);
        await connection.ExecuteAsync(
            "insert into run_steps (run_id, step, view) select @Id, s.step, s.view::jsonb from unnest(@Steps, @Views) as s(step, view)",
            new { row.Id, Steps = TakenOver().Select(step => step.Id).ToArray(), Views = TakenOver().Select(Json.Write).ToArray() },
            transaction);
        await ChangeFeed.AnnounceAsync(connection, transaction, row.Id, ChangeFeed.Journal);
        await wakeUps.CommitWithAsync(transaction, [(row.Id, time.GetUtcNow())], cancellationToken);
        return row.ToRun();

        IEnumerable<StepHistory> TakenOver() => RunHistory.Of(
            row.ToRun().Definition, beginning.Select((e, i) => new JournalEntry(i + 1, time.GetUtcNow(), e))).Steps.Where(step => step.State != StepState.Pending);
    }

    static async Task<bool> TakeOverSlotAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, RunRow row, long from) =>
        await connection.ExecuteAsync(
            """
            insert into run_slots (subject, run_id) values (@Subject, @Id)
            on conflict (subject) do update set run_id = excluded.run_id where run_slots.run_id = @from
            """,
            new { row.Subject, row.Id, from },
            transaction) == 1;
}

using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>The runs that wait to begin, and those that are just about to.</summary>
static class HeldRuns
{
    /// <summary>
    /// Notes in their journals that what may hold them has changed, and answers them to be woken in the same transaction. The entry
    /// also turns back a driver that has asked before the change and has not yet written what it heard.
    /// </summary>
    public static async Task<IReadOnlyList<(long RunId, DateTimeOffset? At)>> PokeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string? app, string reason, DateTimeOffset now)
    {
        var poked = (await connection.QueryAsync<long>(
            """
            with waiting as (
                select r.id from runs r join run_slots s on s.run_id = r.id
                where r.finished_at is null and (@app::text is null or r.subject = @app) and not exists (select from run_steps t where t.run_id = r.id)
                order by r.id for update of r
            ),
            poked as (update runs set seq = seq + 1, wake_at = case when wake_at > @now then @now else wake_at end where id in (select id from waiting) returning id, seq)
            insert into journal (run_id, seq, at, event) select id, seq, @now, @Event::jsonb from poked returning run_id
            """,
            new { app, now, Event = Json.Write<JournalEvent>(new JournalEvent.RunPoked(reason)) },
            transaction)).ToList();
        foreach (var runId in poked)
        {
            await ChangeFeed.AnnounceAsync(connection, transaction, runId, ChangeFeed.Journal);
        }

        return [.. poked.Select(runId => (runId, (DateTimeOffset?)now))];
    }
}

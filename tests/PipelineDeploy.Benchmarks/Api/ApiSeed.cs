using System.Globalization;
using Npgsql;
using PipelineDeploy.TestKit.Postgres;

namespace PipelineDeploy.Benchmarks.Api;

/// <summary>Puts apps and copies of a run straight into the tables.</summary>
sealed class ApiSeed(TestDatabase database)
{
    // Nobody has listened to any of it, so no event tells of it.
    const string Fill =
        """
        alter table apps disable trigger user;
        alter table runs disable trigger user;
        alter table releases disable trigger user;

        insert into apps (name, created_at) select 'app' || i, now() from generate_series(1, @apps) i;
        insert into domains (name, app) select 'app' || i || '.example.com', 'app' || i from generate_series(1, @apps) i;
        insert into domains (name, app) select 'www.app' || i || '.example.com', 'app' || i from generate_series(1, @apps) i;
        insert into settings (app, name, value) select 'app' || i, 'checksWait', '1s' from generate_series(1, @apps) i;

        create temp table copies on commit drop as
        select nextval(pg_get_serial_sequence('runs', 'id')) as id, 'app' || app as app, round as number
        from (select app, round from generate_series(1, @rounds) round, generate_series(1, @apps) app order by round, app) as one;

        insert into runs (id, subject, pipeline, definition, inputs, state, trigger, actor, fence, seq, created_at, started_at, finished_at, error, pipeline_version, trace_parent)
        overriding system value
        select c.id, c.app, pipeline, definition, inputs, state, trigger, actor, fence, r.seq, created_at, started_at, finished_at, error, pipeline_version, trace_parent
        from copies c, runs r where r.id = @like order by c.id;
        insert into run_steps (run_id, step, view) select c.id, step, view from copies c, run_steps s where s.run_id = @like order by c.id;
        insert into journal (run_id, seq, at, event) select c.id, seq, at, event from copies c, journal j where j.run_id = @like order by c.id, seq;

        insert into releases (app, number, run_id, image, created_at) select app, number, id, 'sha256:0', now() from copies order by id;
        insert into routes (app, targets, switched_at)
        select app, jsonb_build_array(jsonb_build_object('container', 'container-of-' || app, 'name', app || '.web.1', 'host', '127.0.0.1', 'port', 20000, 'weight', 100, 'release', number, 'runId', id)), now()
        from copies where number = @rounds;

        alter table apps enable trigger user;
        alter table runs enable trigger user;
        alter table releases enable trigger user;

        insert into freezes (app, starts_at, ends_at, reason, created_by, created_at)
        values (null, now() - interval '1 hour', now() + interval '1 day', 'measuring', 'benchmark', now());
        """;

    /// <summary>Fills them with copies of a run.</summary>
    /// <returns>The number of the first copy.</returns>
    public async Task<long> FillAsync(long like, int apps, int rounds)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var fill = new NpgsqlCommand(Fill, connection, transaction) { CommandTimeout = 0, Parameters = { new("apps", apps), new("rounds", rounds), new("like", like) } };
            await fill.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        await using var analyze = new NpgsqlCommand("vacuum analyze", connection) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync();
        return await database.ScalarAsync<long>(string.Create(CultureInfo.InvariantCulture, $"select min(id) from runs where id > {like}"));
    }
}

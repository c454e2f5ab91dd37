using Npgsql;
using PipelineDeploy.TestKit.Runs;

namespace PipelineDeploy.Postgres.Tests.Apps;

/// <summary>A database with a thousand apps, each of which has runs going on, and one that has had hundreds of runs.</summary>
public sealed class FullHouse : IAsyncLifetime
{
    // So often that the database has settled for a plan: at the sixth time it begins to think about one that serves all.
    const int Often = 20;

    readonly MigratedDatabase _house = new();

    public async Task InitializeAsync()
    {
        await _house.InitializeAsync();
        await _house.StartRunAsync("busy", new ScriptedStep("build"));
        await _house.Database.ExecuteAsync(
            """
            insert into apps (name, created_at) select 'app' || i, now() from generate_series(1, 1000) i;
            insert into domains (name, app) select 'app' || i || '.localhost', 'app' || i from generate_series(1, 1000) i;
            insert into routes (app) select 'app' || i from generate_series(1, 1000) i;
            insert into settings (app, name, value) select 'app' || i, 'checksWait', '1s' from generate_series(1, 1000) i;
            insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at, finished_at)
            select 'app' || i, pipeline, definition, inputs, case when round > 16 then 'waiting' else 'succeeded' end, trigger, actor, created_at, case when round <= 16 then now() end
            from runs, generate_series(1, 20) round, generate_series(1, 1000) i
            union all
            select 'busy', pipeline, definition, inputs, 'succeeded', trigger, actor, created_at, now() from runs, generate_series(1, 200) i;
            insert into releases (app, number, run_id, image, created_at) select subject, 1, id, 'sha256:0', now() from runs where id in (select max(id) from runs where subject like 'app%' group by subject);
            """);
        await _house.Database.ExecuteAsync("vacuum analyze");
    }

    public Task DisposeAsync() => _house.DisposeAsync();

    public T Get<T>()
        where T : notnull => _house.Get<T>();

    /// <summary>How many rows of our tables one look reads, by a connection as the server has them.</summary>
    public async Task<double> RowsReadAsync(Func<NpgsqlDataSource, Task> look)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_house.Database.ConnectionString) { MaxPoolSize = 1, MaxAutoPrepare = 100 }.ConnectionString);
        var before = await CountAsync(source);
        for (var i = 0; i < Often; i++)
        {
            await look(source);
        }

        return (await CountAsync(source) - before) / (double)Often;
    }

    // What a connection has read is counted when it says so.
    static async Task<long> CountAsync(NpgsqlDataSource source)
    {
        await using var flush = source.CreateCommand("select pg_stat_force_next_flush()");
        await flush.ExecuteNonQueryAsync();
        await using var count = source.CreateCommand(
            "select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_user_tables where relname in ('apps', 'domains', 'certificates', 'settings', 'routes', 'releases', 'runs', 'run_slots', 'run_steps', 'journal')");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}

using Npgsql;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Postgres.Housekeeping;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Tests.Housekeeping;

[Trait("Category", "Integration")]
public sealed class RunRetentionChoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    [Fact]
    public async Task Old_runs_go_with_all_that_belongs_to_them_and_nothing_else()
    {
        await house.CreateAppAsync("shop");
        await house.Get<ISettingStore>().SetAsync("shop", "keepRuns", "2", CancellationToken.None);
        await house.Get<ISettingStore>().SetAsync("shop", "keepRunsFor", "1d", CancellationToken.None);
        // 1 made what served before, 2 went wrong, 3 serves, 4 was stopped, 5 holds its app, 6 goes on, 7 and 8 are the newest; 9 is another app's.
        await house.Database.ExecuteAsync(
            """
            insert into runs (id, subject, pipeline, definition, inputs, state, trigger, actor, created_at, finished_at)
            overriding system value
            select i, case when i = 9 then 'other' else 'shop' end, 'p', '{}', '{}',
                   case i when 2 then 'failed' when 4 then 'cancelled' when 5 then 'needsAttention' when 6 then 'running' else 'succeeded' end,
                   'test', 'tester', now() - interval '3 days', case when i <> 6 then now() - interval '2 days' end
            from generate_series(1, 9) i;
            insert into run_slots (subject, run_id) values ('shop', 5);
            insert into releases (app, number, run_id, image, created_at) select 'shop', i, i, 'image', now() from generate_series(1, 3) i;
            insert into releases (app, number, run_id, image, created_at) values ('shop', 4, 4, 'image', now());
            insert into journal (run_id, seq, at, event) select i, 1, now(), '{"kind": "runPoked", "reason": "x"}' from generate_series(1, 9) i;
            insert into run_steps (run_id, step, view) select i, 'build', '{}' from generate_series(1, 9) i;
            insert into log_counts (run_id, lines) select i, 1 from generate_series(1, 9) i;
            insert into log_lines (day, run_id, line, step, attempt, at, text) select (now() at time zone 'UTC')::date, i, 1, 'build', 1, now(), 'x' from generate_series(1, 9) i
            """);
        var routes = house.Get<IRouteStore>();
        var route = (await routes.FindAsync("shop", CancellationToken.None))!;
        await routes.ReplaceAsync(route with { Targets = [new ServingTarget("v3", "c3", "127.0.0.1", 5000, 100, 3, 3)] }, null, CancellationToken.None);
        var chore = new RunRetentionChore(house.Get<NpgsqlDataSource>(), routes, house.Get<ISettingStore>(), TimeProvider.System);

        (await chore.RunAsync(CancellationToken.None)).ShouldBe("removed 1 run");
        await house.Database.ExecuteAsync("delete from run_slots");
        (await chore.RunAsync(CancellationToken.None)).ShouldBe("removed 1 run");
        (await chore.RunAsync(CancellationToken.None)).ShouldBeNull();

        long[] left = [1, 2, 3, 6, 7, 8, 9];
        foreach (var table in new[] { "runs", "journal", "run_steps", "log_counts", "log_lines" })
        {
            (await house.Database.ColumnAsync<long>($"select {(table == "runs" ? "id" : "run_id")} from {table} order by 1")).ShouldBe(left, table);
        }

        (await house.Database.ColumnAsync<int>("select number from releases where run_id is null")).ShouldBe([4]);
    }

    [Fact]
    public async Task The_runs_that_live_are_those_that_have_not_ended_or_hold_their_app()
    {
        await using var database = await TestKit.Postgres.TestDatabase.CreateAsync();
        await new PipelineDeploy.Postgres.Migrations.Migrator(database.Source, TimeProvider.System).MigrateAsync(PipelineDeploy.Postgres.Migrations.Migration.Embedded(), CancellationToken.None);
        ILiveRuns reader = new PipelineDeploy.Postgres.Runs.LiveRunReader(database.Source);
        (await reader.ReadAsync(CancellationToken.None)).ShouldSatisfyAllConditions(none => none.Runs.ShouldBeEmpty(), none => none.Newest.ShouldBe(0));
        await database.ExecuteAsync(
            """
            insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at, finished_at)
            select 'shop' || i, 'p', '{"steps": [{"uses": "build"}, {"uses": "stop"}]}', '{"source": "abc"}', 'running', 'test', 'tester', now(), case when i > 1 then now() end from generate_series(1, 3) i;
            insert into run_slots (subject, run_id) values ('shop2', 2)
            """);

        var live = await reader.ReadAsync(CancellationToken.None);

        live.Runs.Select(run => (run.Id, run.Subject)).ShouldBe([(1, "shop1"), (2, "shop2")], ignoreOrder: true);
        live.Runs[0].Inputs["source"]!.GetValue<string>().ShouldBe("abc");
        (live.Has("shop1", "stop"), live.Has("shop1", "switch"), live.Has("shop3", "stop")).ShouldBe((true, false, false));
        live.Newest.ShouldBe(3);
    }
}

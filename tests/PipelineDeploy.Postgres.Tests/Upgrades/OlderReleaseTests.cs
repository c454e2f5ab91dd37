using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Postgres.Apps;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.TestKit.Postgres;

namespace PipelineDeploy.Postgres.Tests.Upgrades;

/// <summary>Releases of an installation from before they kept more than their image.</summary>
[Trait("Category", "Integration")]
public sealed class OlderReleaseTests
{
    [Fact]
    public async Task They_learn_what_their_runs_know_and_in_which_order_they_served()
    {
        await using var database = await TestDatabase.CreateAsync();
        var migrator = new Migrator(database.Source, TimeProvider.System);
        await migrator.MigrateAsync([.. Migration.Embedded().Where(migration => migration.Number < 7)], CancellationToken.None);
        await database.ExecuteAsync(
            """
            insert into apps values ('shop', now());
            insert into runs (id, subject, pipeline, pipeline_version, definition, inputs, state, trigger, actor, created_at, finished_at) overriding system value
            values (1, 'shop', 'blue-green', 4, '{}', '{"source":"up-1"}', 'succeeded', 'cli', 'ada', now(), '2026-01-01'),
                   (2, 'shop', 'blue-green', 4, '{}', '{"source":"up-2"}', 'rolledBack', 'cli', 'ada', now(), '2026-01-02'),
                   (3, 'shop', 'blue-green', 4, '{}', '{"source":"up-3"}', 'succeeded', 'cli', 'bob', now(), '2026-01-03');
            insert into run_steps values (1, 'build', '{"id":"build","output":{"checks":"/ ok"}}');
            insert into releases (app, number, run_id, image, created_at) values ('shop', 1, 1, 'one', now()), ('shop', 2, 2, 'two', now()), ('shop', 3, 3, 'three', now()), ('shop', 4, null, 'four', now());
            insert into routes (app, targets, switched_at) values
                ('shop', '[{"release":3,"weight":100,"runId":3},{"release":1,"weight":0,"runId":1}]', '2026-01-03');
            """);

        await migrator.MigrateAsync(Migration.Embedded(), CancellationToken.None);

        var releases = new ReleaseStore(database.Source);
        var first = (await releases.FindAsync("shop", 1, CancellationToken.None)).ShouldNotBeNull();
        (first.Pipeline, first.PipelineVersion, first.Source, first.Actor, first.Checks).ShouldBe(("blue-green", 4, "up-1", "ada", "/ ok"));
        (await releases.FindAsync("shop", 4, CancellationToken.None)).ShouldNotBeNull().Pipeline.ShouldBeNull();
        var traffic = await releases.ReadTrafficAsync("shop", 9, CancellationToken.None);
        traffic.Select(time => (time.Release, time.Until is null)).ShouldBe([(3, true), (1, false)]);
        RollbackChoice.Default(3, traffic).ShouldBe(1);
    }
}

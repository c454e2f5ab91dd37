using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Postgres.Apps;
using PipelineDeploy.Postgres.Config;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Tests.Config;

[Trait("Category", "Integration")]
public sealed class ConfigStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    readonly ConfigStore _config = new(house.Database.Source);

    [Fact]
    public async Task Variables_are_set_changed_and_taken_away_and_who_did_it_is_kept()
    {
        await house.CreateAppAsync("vars");
        await ChangeAsync("vars", "ada", Noon, ("B", "1"), ("A", "2"), ("_c", "3"));
        await ChangeAsync("vars", "bob", Noon.AddHours(1), ("B", "4"), ("A", null), ("GONE", null));

        (await _config.ListAsync("vars", CancellationToken.None)).ShouldBe([new ConfigVariable("B", "bob", Noon.AddHours(1)), new ConfigVariable("_c", "ada", Noon)]);
        (await _config.ReadAsync("vars", CancellationToken.None)).ShouldBe(new Dictionary<string, string> { ["B"] = "4", ["_c"] = "3" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Another_app_has_its_own()
    {
        await house.CreateAppAsync("one");
        await house.CreateAppAsync("other");
        await ChangeAsync("one", "ada", Noon, ("A", "1"));

        (await _config.ReadAsync("other", CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_app_has_a_thousand_variables_at_most_and_a_change_that_would_make_more_changes_nothing()
    {
        await house.CreateAppAsync("many");
        await ChangeAsync("many", "ada", Noon, [.. Enumerable.Range(0, ConfigRules.MostVariables).Select(i => ($"V{i}", (string?)"x"))]);

        var error = await Should.ThrowAsync<UserErrorException>(() => ChangeAsync("many", "ada", Noon, ("ONE_MORE", "x")));

        error.Error.Code.ShouldBe("config.tooMany");
        (await _config.ReadAsync("many", CancellationToken.None)).Count.ShouldBe(ConfigRules.MostVariables);
        await ChangeAsync("many", "ada", Noon, ("V0", null), ("ONE_MORE", "x"));
    }

    [Fact]
    public async Task A_release_keeps_the_variables_as_they_were_when_it_was_made()
    {
        await house.CreateAppAsync("kept");
        var releases = new ReleaseStore(house.Database.Source);
        await ChangeAsync("kept", "ada", Noon, ("A", "1"), ("B", "2"));
        var run = await house.StartRunAsync("kept", new ScriptedStep("build"));

        var release = await releases.AllotAsync("kept", new DriverTerm(run.Id, 0), new ReleaseContent("sha256:x", null), Noon, CancellationToken.None);
        await ChangeAsync("kept", "ada", Noon, ("A", null), ("B", "3"));

        (await releases.ReadConfigAsync("kept", release.Number, CancellationToken.None))
            .ShouldBe(new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" }, ignoreOrder: true);
        (await releases.ReadConfigAsync("kept", 99, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_canary_is_replaced_only_while_nothing_is_sealed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await new Migrator(database.Source, TimeProvider.System).MigrateAsync(Migration.Embedded(), CancellationToken.None);
        var canaries = new CanaryStore(database.Source);

        (await canaries.ReadAsync(CancellationToken.None)).ShouldBeNull();
        (await canaries.ReplaceAsync(null, "first", CancellationToken.None)).ShouldBeTrue();
        (await canaries.ReplaceAsync(null, "late", CancellationToken.None)).ShouldBeFalse();
        (await canaries.ReplaceAsync("first", "second", CancellationToken.None)).ShouldBeTrue();
        await database.ExecuteAsync("insert into apps values ('sealed', now()); insert into app_config values ('sealed', 'A', 'x', 'ada', now())");
        (await canaries.ReplaceAsync("second", "third", CancellationToken.None)).ShouldBeFalse();
        await database.ExecuteAsync("delete from app_config; insert into releases (app, number, image, created_at, config) values ('sealed', 1, 'x', now(), '{\"A\":\"x\"}')");
        (await canaries.ReplaceAsync("second", "third", CancellationToken.None)).ShouldBeFalse();
        await database.ExecuteAsync("delete from releases; insert into releases (app, number, image, created_at, from_file) values ('sealed', 1, 'x', now(), '{\"environment\":{\"A\":\"x\"}}')");
        (await canaries.ReplaceAsync("second", "third", CancellationToken.None)).ShouldBeFalse();
        await database.ExecuteAsync("delete from releases; insert into hooks values ('h', 'sealed', 'github', 'x', null, '{}', '{}', '{}', false, true, null, 'ada', now())");
        (await canaries.ReplaceAsync("second", "third", CancellationToken.None)).ShouldBeFalse();
        (await canaries.ReadAsync(CancellationToken.None)).ShouldBe("second");
    }

    Task ChangeAsync(string app, string actor, DateTimeOffset at, params (string Name, string? Value)[] changes) =>
        _config.ChangeAsync(app, changes.ToDictionary(change => change.Name, change => change.Value), actor, at, CancellationToken.None);
}

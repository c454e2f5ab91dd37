using Npgsql;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Tests.Migrations;

[Trait("Category", "Integration")]
public sealed class MigratorTests : IAsyncLifetime
{
    static readonly Migration Cats = new(1, "0001_cats", "create table cats (name text)");
    static readonly Migration Dogs = new(2, "0002_dogs", "create table dogs (name text); insert into dogs values ('rex')");

    TestDatabase? _database;

    TestDatabase Database => _database!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await Database.DisposeAsync();

    [Fact]
    public async Task An_empty_database_gets_every_table()
    {
        var run = await MigrateAsync([.. Migration.Embedded()]);

        run.ShouldBe(Migration.Embedded().Select(migration => migration.Name));
        (await TablesAsync()).ShouldContain("runs");
    }

    [Fact]
    public async Task A_second_start_runs_nothing()
    {
        await MigrateAsync([.. Migration.Embedded()]);

        (await MigrateAsync([.. Migration.Embedded()])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_what_is_new_is_run_after_an_upgrade()
    {
        await MigrateAsync(Cats);

        (await MigrateAsync(Cats, Dogs)).ShouldBe(["0002_dogs"]);
    }

    [Fact]
    public async Task Servers_that_start_together_run_each_migration_once()
    {
        var slow = new Migration(2, "0002_dogs", Dogs.Sql + "; select pg_sleep(0.3)");

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MigrateAsync(Cats, slow))));

        runs.SelectMany(names => names).ShouldBe(["0001_cats", "0002_dogs"]);
        (await Database.ScalarAsync<long>("select count(*) from dogs")).ShouldBe(1);
    }

    [Fact]
    public async Task A_changed_migration_is_refused_and_the_database_stays_as_it_is()
    {
        await MigrateAsync(Cats);

        var refusal = await Should.ThrowAsync<UserErrorException>(() => MigrateAsync(new Migration(1, "0001_cats", "create table cats (name text, age int)"), Dogs));

        refusal.Error.Code.ShouldBe("database.changed");
        refusal.Error.Message.ShouldContain("0001_cats");
        (await TablesAsync()).ShouldNotContain("dogs");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await MigrateAsync(Cats, Dogs);

        (await Should.ThrowAsync<UserErrorException>(() => MigrateAsync(Cats))).Error.Code.ShouldBe("database.newer");
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_of_itself_and_can_be_repaired()
    {
        var broken = new Migration(2, "0002_dogs", "create table dogs (name text); select 1/0");

        await Should.ThrowAsync<PostgresException>(() => MigrateAsync(Cats, broken));

        (await TablesAsync()).ShouldBe(["cats", "schema_migrations"]);
        (await MigrateAsync(Cats, Dogs)).ShouldBe(["0002_dogs"]);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=ada;Password=s3cret;Database=shop", "'shop' at 127.0.0.1:1")]
    [InlineData("Host=no-such-host.invalid;Username=ada;Password=s3cret;Database=shop", "'shop' at no-such-host.invalid:5432")]
    public async Task A_database_that_does_not_answer_is_told_by_its_place_and_without_the_password(string address, string place)
    {
        await using var source = NpgsqlDataSource.Create(address);

        var error = (await Should.ThrowAsync<UserErrorException>(() => new Migrator(source, TimeProvider.System).MigrateAsync([Cats], CancellationToken.None))).Error;

        error.Code.ShouldBe("database.unreachable");
        error.Message.ShouldContain(place);
        error.Hint.ShouldNotBeNull().ShouldContain("PIPELINEDEPLOY_DATABASE");
        $"{error}".ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_it()
    {
        var wrong = new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = "nobody-here", Password = "s3cret" };
        await using var source = NpgsqlDataSource.Create(wrong.ConnectionString);

        var error = (await Should.ThrowAsync<UserErrorException>(() => new Migrator(source, TimeProvider.System).MigrateAsync([Cats], CancellationToken.None))).Error;

        error.Code.ShouldBe("database.unreachable");
        $"{error}".ShouldNotContain("s3cret");
    }

    Task<IReadOnlyList<string>> MigrateAsync(params Migration[] known) =>
        new Migrator(Database.Source, TimeProvider.System).MigrateAsync(known, CancellationToken.None);

    Task<IReadOnlyList<string>> TablesAsync() =>
        Database.ColumnAsync<string>("select table_name::text from information_schema.tables where table_schema = 'public' order by 1");
}

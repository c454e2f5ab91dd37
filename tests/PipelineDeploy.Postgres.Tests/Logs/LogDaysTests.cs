using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.TestKit.Postgres;

namespace PipelineDeploy.Postgres.Tests.Logs;

[Trait("Category", "Integration")]
public sealed class LogDaysTests : IAsyncLifetime
{
    static readonly DateOnly Day = new(2031, 2, 28);

    TestDatabase? _database;

    TestDatabase Database => _database!;

    LogDays Days => new(Database.Source);

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await Database.DisposeAsync();

    [Fact]
    public async Task A_day_is_made_once_however_many_servers_ask_for_it()
    {
        await MigrateAsync();

        foreach (var day in Enumerable.Range(0, 20).Select(Day.AddDays))
        {
            var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Days.EnsureAsync(day, CancellationToken.None)));

            made.Count(now => now).ShouldBe(1);
        }

        await Database.ExecuteAsync($"insert into log_lines (day, run_id, line, step, attempt, at, text) values ('{Day:O}', 1, 1, 'build', 1, now(), 'x')");
    }

    [Fact]
    public async Task Days_before_the_first_that_is_kept_are_dropped_with_their_lines()
    {
        await MigrateAsync();
        foreach (var day in Enumerable.Range(-2, 4).Select(Day.AddDays))
        {
            await Days.EnsureAsync(day, CancellationToken.None);
            await Database.ExecuteAsync($"insert into log_lines (day, run_id, line, step, attempt, at, text) values ('{day:O}', 1, {day.DayNumber}, 'build', 1, now(), 'x')");
        }

        var dropped = await Days.DropBeforeAsync(Day, CancellationToken.None);

        dropped.TakeLast(2).ShouldBe([Day.AddDays(-2), Day.AddDays(-1)]);
        (await Database.ColumnAsync<DateOnly>("select day from log_lines order by day")).ShouldBe([Day, Day.AddDays(1)]);
        (await Days.DropBeforeAsync(Day, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_backup_that_reads_for_long_keeps_no_line_from_being_stored()
    {
        await MigrateAsync();
        await Days.EnsureAsync(Day.AddDays(-1), CancellationToken.None);
        await using var backup = await Database.Source.OpenConnectionAsync();
        await using var reading = await backup.BeginTransactionAsync();
        await using (var read = new Npgsql.NpgsqlCommand("select count(*) from log_lines", backup))
        {
            await read.ExecuteScalarAsync();
        }

        await Days.EnsureAsync(Day, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        var refusal = await Should.ThrowAsync<Npgsql.PostgresException>(() => Days.DropBeforeAsync(Day, CancellationToken.None));

        refusal.SqlState.ShouldBe(Npgsql.PostgresErrorCodes.LockNotAvailable);
    }

    [Fact]
    public async Task Lines_from_before_the_partitions_are_kept_and_numbered()
    {
        await MigrateAsync(migration => migration.Number < 6);
        await Database.ExecuteAsync(
            """
            insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at, finished_at)
            select 'shop', 'p', '{}', '{}', 'running', 'test', 'tester', '2026-01-01', case when i < 3 then timestamptz '2026-01-02' end from generate_series(1, 3) i;
            insert into log_lines (run_id, step, attempt, at, text)
            select 1 + i % 3, 'build', 1, timestamptz '2026-01-01 22:00Z' + i * interval '1 hour', 'line ' || i from generate_series(0, 8) i
            """);

        await MigrateAsync();

        (await Database.ColumnAsync<string>("select run_id || ' ' || line || ' ' || text from log_lines where run_id < 3 order by run_id, line")).ShouldBe(
            ["1 1 line 0", "1 2 line 3", "1 3 line 6", "2 1 line 1", "2 2 line 4", "2 3 line 7"]);
        (await Database.ColumnAsync<string>("select line || ' ' || text from log_lines where run_id = 3 order by line")).ShouldBe(
            ["3 line 2", "6 line 5", "9 line 8"], "a watcher of a run that goes on comes back with the number it has seen");
        (await Database.ColumnAsync<long>("select lines from log_counts order by run_id")).ShouldBe([3, 3, 9]);
        (await Database.ScalarAsync<long>("select count(distinct tableoid) from log_lines")).ShouldBe(2);
    }

    async Task MigrateAsync(Func<Migration, bool>? which = null) =>
        await new Migrator(Database.Source, TimeProvider.System).MigrateAsync([.. Migration.Embedded().Where(which ?? (_ => true))], CancellationToken.None);
}

using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Tests.Logs;

[Trait("Category", "Integration")]
public sealed class RunLogTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>, IAsyncLifetime, IDisposable
{
    static int _subjects;

    readonly RunLog _log = NewLog(house.Database.Source);
    readonly LogReader _reader = new(house.Database.Source);
    long _run;

    public async Task InitializeAsync()
    {
        _run = (await house.StartRunAsync($"shop{Interlocked.Increment(ref _subjects)}", new ScriptedStep("build"))).Id;
        await _log.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync() => await _log.StopAsync(CancellationToken.None);

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Lines_are_read_in_the_order_they_were_written_and_stored_in_batches()
    {
        var texts = Enumerable.Range(0, 5000).Select(i => $"line {i}").ToList();

        texts.ForEach(Write);
        await _log.FlushAsync(_run, CancellationToken.None);

        (await TextsAsync()).ShouldBe(texts);
        (await house.Database.ScalarAsync<long>($"select count(distinct xmin::text) from log_lines where run_id = {_run}")).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task A_line_keeps_its_step_attempt_and_moment()
    {
        var line = new RunLine(_run, "check", 3, new DateTimeOffset(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), "“é” 🚀\ttab");

        _log.Write(line);
        await _log.FlushAsync(_run, CancellationToken.None);

        (await ReadAsync()).ShouldHaveSingleItem().Line.ShouldBe(line);
    }

    [Fact]
    public async Task Lines_of_a_driver_that_has_been_outlived_are_not_kept()
    {
        var line = new RunLine(_run, "build", 1, DateTimeOffset.UnixEpoch, "");
        var outlived = (await house.Runs.ClaimAsync(_run, "one", CancellationToken.None)).ShouldNotBeNull().Fence;
        _log.Write(line with { Text = "in time", Fence = outlived });
        await _log.FlushAsync(_run, CancellationToken.None);
        var current = (await house.Runs.ClaimAsync(_run, "another", CancellationToken.None)).ShouldNotBeNull().Fence;

        _log.Write(line with { Text = "too late", Fence = outlived });
        _log.Write(line with { Text = "goes on", Fence = current });
        await _log.FlushAsync(_run, CancellationToken.None);

        (await TextsAsync()).ShouldBe(["in time", "goes on"]);
    }

    [Fact]
    public async Task NUL_which_PostgreSQL_cannot_store_is_replaced()
    {
        Write("a\0b");
        await _log.FlushAsync(_run, CancellationToken.None);

        (await TextsAsync()).ShouldBe(["a\uFFFDb"]);
    }

    [Fact]
    public async Task A_broken_surrogate_does_not_cost_the_lines_around_it()
    {
        Write("before");
        Write("half \uD83D here");
        Write("after");
        await _log.FlushAsync(_run, CancellationToken.None);

        (await TextsAsync()).ShouldBe(["before", "half \uFFFD here", "after"]);
    }

    [Fact]
    public async Task A_long_line_is_cut_and_says_so()
    {
        Write(new string('x', RunLog.LongestLine + 7));
        await _log.FlushAsync(_run, CancellationToken.None);

        var text = (await TextsAsync()).ShouldHaveSingleItem();
        text.ShouldStartWith(new string('x', RunLog.LongestLine) + " … (7 more");
    }

    [Fact]
    public async Task A_cut_in_the_middle_of_a_sign_does_not_cost_the_lines_around_it()
    {
        Write(new string('x', RunLog.LongestLine - 1) + "🚀 and more");
        Write("after");
        await _log.FlushAsync(_run, CancellationToken.None);

        (await TextsAsync()).ShouldContain("after");
        (await TextsAsync())[0].ShouldStartWith(new string('x', RunLog.LongestLine - 1) + "\uFFFD …");
    }

    [Fact]
    public async Task A_line_is_stored_soon_without_a_flush()
    {
        Write("soon");

        await Eventually.HoldsAsync(async () => (await TextsAsync()).Count == 1, "the line is stored");
    }

    [Fact]
    public async Task Lines_are_numbered_within_their_run_and_read_by_number_and_step()
    {
        foreach (var i in Enumerable.Range(1, 6))
        {
            _log.Write(Line($"{i}") with { Step = i % 2 == 0 ? "check" : "build" });
        }

        await _log.FlushAsync(_run, CancellationToken.None);

        (await NumbersAsync(1, 100, null)).ShouldBe([1, 2, 3, 4, 5, 6]);
        (await NumbersAsync(3, 2, null)).ShouldBe([3, 4]);
        (await NumbersAsync(3, 2, "check")).ShouldBe([4, 6]);
        (await NumbersAsync(7, 2, null)).ShouldBeEmpty();
        (await NumbersAsync(-5, 1, null)).ShouldBe([1]);
        (await _reader.ReadLastAsync(_run, 2, CancellationToken.None)).Select(line => line.Line.Text).ShouldBe(["5", "6"]);

        async Task<IEnumerable<long>> NumbersAsync(long from, int limit, string? step) =>
            (await _reader.ReadAsync(_run, from, limit, step, CancellationToken.None)).Select(line => line.Number);
    }

    [Fact]
    public async Task A_reader_that_follows_two_servers_sees_every_line_once_and_in_the_order_of_its_number()
    {
        using var other = NewLog(house.Database.Source);
        await other.StartAsync(CancellationToken.None);
        var writing = Task.WhenAll(new[] { _log, other }.Select((log, server) => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                Enumerable.Range(0, 50).ToList().ForEach(j => log.Write(Line($"{server} {(i * 50) + j}")));
                await log.FlushAsync(_run, CancellationToken.None);
            }
        })));

        List<StoredLine> seen = [];
        while (seen.Count < 4000)
        {
            seen.AddRange(await _reader.ReadAsync(_run, seen.Count + 1, 77, null, CancellationToken.None));
        }

        await writing;
        await other.StopAsync(CancellationToken.None);
        seen.Select(line => line.Number).ShouldBe(Enumerable.Range(1, 4000).Select(number => (long)number));
        foreach (var server in new[] { "0", "1" })
        {
            seen.Select(line => line.Line.Text.Split(' ')).Where(text => text[0] == server).Select(text => text[1]).ShouldBe(Enumerable.Range(0, 2000).Select(i => $"{i}"));
        }
    }

    [Fact]
    public async Task A_log_of_a_gibibyte_is_its_begin_and_a_mark_for_the_rest()
    {
        var line = Line(new string('x', 1023));

        for (var i = 0; i < 1024 * 1024; i++)
        {
            _log.Write(line);
        }

        await _log.FlushAsync(_run, CancellationToken.None);
        _log.Write(Line("another step's") with { Step = "check" });
        Write("one more");
        await _log.FlushAsync(_run, CancellationToken.None);
        await _log.FlushAsync(_run, CancellationToken.None);

        var texts = await TextsAsync();
        texts.Count.ShouldBe((10 * 1024) + 4);
        texts.Skip(10 * 1024).ShouldBe(
        [
            "… log capped at 10 MiB, what follows is left out", $"… log capped at 10 MiB, {(1024 * 1024) - (10 * 1024)} lines left out",
            "another step's", "… log capped at 10 MiB, 1 line left out",
        ]);
    }

    [Fact]
    public async Task What_is_in_hand_when_the_server_stops_is_stored()
    {
        Write("first");
        await _log.FlushAsync(_run, CancellationToken.None);
        Enumerable.Range(0, 3000).ToList().ForEach(i => Write($"{i}"));

        await _log.StopAsync(CancellationToken.None);

        (await ReadAsync()).Count.ShouldBe(3001);
    }

    [Fact]
    public async Task A_database_that_goes_away_costs_no_line()
    {
        var name = "log-" + Guid.CreateVersion7();
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(house.Database.ConnectionString) { ApplicationName = name }.ConnectionString);
        using var log = NewLog(source);
        await log.StartAsync(CancellationToken.None);
        await WriteAsync("before");

        await house.Database.ScalarAsync<bool>($"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{name}'");
        await WriteAsync("meanwhile");
        await WriteAsync("after");

        (await TextsAsync()).ShouldBe(["before", "meanwhile", "after"]);
        await log.StopAsync(CancellationToken.None);

        async Task WriteAsync(string text)
        {
            log.Write(Line(text));
            await log.FlushAsync(_run, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Lines_wait_while_they_cannot_be_stored_but_drivers_do_not()
    {
        await using var broken = await BrokenDatabaseAsync();
        var time = new ManualTimeProvider();
        using var log = NewLog(broken.Source, time);
        await log.StartAsync(CancellationToken.None);
        log.Write(Line("waits"));

        var flush = log.FlushAsync(_run, CancellationToken.None);
        await PassAsync(time, () => flush.IsCompleted);
        await PassAsync(time, () => log.FlushAsync(_run, CancellationToken.None).IsCompleted);

        await broken.ExecuteAsync("alter table lines_away rename to log_counts");
        await PassAsync(time, () => broken.ScalarAsync<long>("select count(*) from log_lines").Result == 1);
        await log.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_server_that_stops_does_not_wait_for_ever_for_a_database_that_is_away()
    {
        await using var broken = await BrokenDatabaseAsync();
        using var log = NewLog(broken.Source);
        await log.StartAsync(CancellationToken.None);
        log.Write(Line("lost"));
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await log.StopAsync(impatient.Token).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_batch_whose_commit_was_not_heard_is_not_stored_twice()
    {
        var writer = new LogWriter(house.Database.Source, new LogDays(house.Database.Source), TimeProvider.System);
        var batch = new LogBatch([Line("once"), Line("and for all")]);

        await writer.StoreAsync(batch, CancellationToken.None);
        await writer.StoreAsync(batch, CancellationToken.None);

        (await TextsAsync()).ShouldBe(["once", "and for all"]);
    }

    [Fact]
    public async Task Lines_of_a_run_that_is_gone_cost_no_others()
    {
        _log.Write(Line("nobody's") with { RunId = 999_999_999 });
        Write("mine");
        await _log.FlushAsync(_run, CancellationToken.None);

        (await TextsAsync()).ShouldBe(["mine"]);
        (await house.Database.ScalarAsync<long>("select count(*) from log_lines where run_id = 999999999")).ShouldBe(0);
    }

    static RunLog NewLog(NpgsqlDataSource source, TimeProvider? time = null) =>
        new(source, new LogDays(source), new LogOptions(), time ?? TimeProvider.System, NullLogger<RunLog>.Instance);

    async Task<TestDatabase> BrokenDatabaseAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await new Migrator(database.Source, TimeProvider.System).MigrateAsync(Migration.Embedded(), CancellationToken.None);
        await database.ExecuteAsync(
            $"""
            insert into runs (id, subject, pipeline, definition, inputs, state, trigger, actor, created_at)
            overriding system value values ({_run}, 'shop', 'p', '{Braces}', '{Braces}', 'running', 'test', 'tester', now());
            alter table log_counts rename to lines_away
            """);
        return database;
    }

    const string Braces = "{}";

    static async Task PassAsync(ManualTimeProvider time, Func<bool> until)
    {
        for (var i = 0; i < 500 && !until(); i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        until().ShouldBeTrue();
    }

    RunLine Line(string text) => new(_run, "build", 1, DateTimeOffset.UnixEpoch, text);

    void Write(string text) => _log.Write(Line(text));

    Task<IReadOnlyList<StoredLine>> ReadAsync() => _reader.ReadAsync(_run, 1, int.MaxValue, null, CancellationToken.None);

    async Task<IReadOnlyList<string>> TextsAsync() => [.. (await ReadAsync()).Select(stored => stored.Line.Text)];
}

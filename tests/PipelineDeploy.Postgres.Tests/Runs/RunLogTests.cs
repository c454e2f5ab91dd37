using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Tests.Runs;

[Trait("Category", "Integration")]
public sealed class RunLogTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>, IAsyncLifetime, IDisposable
{
    static int _subjects;

    readonly RunLog _log = new(house.Database.Source, TimeProvider.System, NullLogger<RunLog>.Instance);
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
        await _log.FlushAsync(CancellationToken.None);

        (await TextsAsync()).ShouldBe(texts);
        (await house.Database.ScalarAsync<long>($"select count(distinct xmin::text) from log_lines where run_id = {_run}")).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task A_line_keeps_its_step_attempt_and_moment()
    {
        var line = new RunLine(_run, "check", 3, new DateTimeOffset(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), "“é” 🚀\ttab");

        _log.Write(line);
        await _log.FlushAsync(CancellationToken.None);

        (await ReadAsync()).ShouldHaveSingleItem().Line.ShouldBe(line);
    }

    [Fact]
    public async Task NUL_which_PostgreSQL_cannot_store_is_replaced()
    {
        Write("a\0b");
        await _log.FlushAsync(CancellationToken.None);

        (await TextsAsync()).ShouldBe(["a\uFFFDb"]);
    }

    [Fact]
    public async Task A_broken_surrogate_does_not_cost_the_lines_around_it()
    {
        Write("before");
        Write("half \uD83D here");
        Write("after");
        await _log.FlushAsync(CancellationToken.None);

        (await TextsAsync()).ShouldBe(["before", "half \uFFFD here", "after"]);
    }

    [Fact]
    public async Task A_long_line_is_cut_and_says_so()
    {
        Write(new string('x', RunLog.LongestLine + 7));
        await _log.FlushAsync(CancellationToken.None);

        var text = (await TextsAsync()).ShouldHaveSingleItem();
        text.ShouldStartWith(new string('x', RunLog.LongestLine) + " … (7 more");
    }

    [Fact]
    public async Task A_cut_in_the_middle_of_a_sign_does_not_cost_the_lines_around_it()
    {
        Write(new string('x', RunLog.LongestLine - 1) + "🚀 and more");
        Write("after");
        await _log.FlushAsync(CancellationToken.None);

        (await TextsAsync()).ShouldContain("after");
        (await TextsAsync())[0].ShouldStartWith(new string('x', RunLog.LongestLine - 1) + "\uFFFD …");
    }

    [Fact]
    public async Task A_line_is_stored_soon_without_a_flush()
    {
        Write("soon");

        await TestKit.Eventually.HoldsAsync(async () => (await TextsAsync()).Count == 1, "the line is stored");
    }

    [Fact]
    public async Task Reading_goes_on_after_a_position_and_stops_at_a_limit()
    {
        Enumerable.Range(0, 5).ToList().ForEach(i => Write($"{i}"));
        await _log.FlushAsync(CancellationToken.None);
        var first = await _log.ReadAsync(_run, 0, 2, CancellationToken.None);

        var rest = await _log.ReadAsync(_run, first[^1].Seq, 100, CancellationToken.None);

        first.Concat(rest).Select(stored => stored.Line.Text).ShouldBe(["0", "1", "2", "3", "4"]);
    }

    [Fact]
    public async Task What_is_in_hand_when_the_server_stops_is_stored()
    {
        Write("first");
        await _log.FlushAsync(CancellationToken.None);
        Enumerable.Range(0, 3000).ToList().ForEach(i => Write($"{i}"));

        await _log.StopAsync(CancellationToken.None);

        (await ReadAsync()).Count.ShouldBe(3001);
    }

    [Fact]
    public async Task A_database_that_goes_away_costs_some_lines_and_not_the_log()
    {
        var name = "log-" + Guid.CreateVersion7();
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(house.Database.ConnectionString) { ApplicationName = name }.ConnectionString);
        using var log = new RunLog(source, TimeProvider.System, NullLogger<RunLog>.Instance);
        await log.StartAsync(CancellationToken.None);
        await WriteAsync("before");

        await house.Database.ScalarAsync<bool>($"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{name}'");
        await WriteAsync("perhaps lost");
        await WriteAsync("after");

        (await TextsAsync()).ShouldContain("after");
        await log.StopAsync(CancellationToken.None);

        async Task WriteAsync(string text)
        {
            log.Write(new RunLine(_run, "build", 1, DateTimeOffset.UnixEpoch, text));
            await log.FlushAsync(CancellationToken.None);
        }
    }

    void Write(string text) => _log.Write(new RunLine(_run, "build", 1, DateTimeOffset.UnixEpoch, text));

    Task<IReadOnlyList<StoredLine>> ReadAsync() => _log.ReadAsync(_run, 0, int.MaxValue, CancellationToken.None);

    async Task<IReadOnlyList<string>> TextsAsync() => [.. (await ReadAsync()).Select(stored => stored.Line.Text)];
}

using System.Globalization;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Server.Tests.Events;

/// <summary>Runs that go on while they are watched; nobody drives them but the test.</summary>
[Trait("Category", "Integration")]
public sealed class WatchedRunTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task All_who_watch_see_lines_as_they_are_written_then_the_run_and_its_end()
    {
        var run = await BeginAsync("watched");
        await WriteAsync(run, 1, 2);
        await using var early = await OpenStream.OpenAsync(server, $"/api/v1/runs/{run}/events");
        (await early.NextAsync()).EventId.ShouldBe("0.1");
        await WriteAsync(run, 3, 4);
        await using var late = await OpenStream.OpenAsync(server, $"/api/v1/runs/{run}/events");
        await WriteAsync(run, 5, 6);
        await EndAsync(run);

        var seenEarly = await early.UntilAsync(item => item.EventType == "end");
        var seenLate = await late.UntilAsync(item => item.EventType == "end");

        seenLate.Select(item => (item.EventType, item.EventId)).ShouldBe(
            [("log", "0.1"), ("log", "0.2"), ("log", "0.3"), ("log", "0.4"), ("log", "0.5"), ("log", "0.6"), ("run", "1.6"), ("end", "1.6")]);
        seenEarly.Select(item => (item.EventType, item.EventId)).ShouldBe(seenLate.Skip(1).Select(item => (item.EventType, item.EventId)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_comes_back_to_a_run_that_goes_on_gets_exactly_what_was_not_seen(bool byHeader)
    {
        var run = await BeginAsync($"returned-{byHeader}".ToLowerInvariant());
        await WriteAsync(run, 1, 5);
        await using var other = await OpenStream.OpenAsync(server, $"/api/v1/runs/{run}/events");
        await other.NextAsync();

        await using var stream = await OpenStream.OpenAsync(server, $"/api/v1/runs/{run}/events{(byHeader ? "" : "?after=0.3")}", byHeader ? "0.3" : null);
        await WriteAsync(run, 6, 6);
        await EndAsync(run);

        (await stream.UntilAsync(item => item.EventType == "end")).Select(item => item.EventId).ShouldBe(["0.4", "0.5", "0.6", "1.6", "1.6"]);
    }

    [Fact]
    public async Task A_reader_that_is_much_too_slow_misses_no_line()
    {
        const int Lines = 30_000;
        var run = await BeginAsync("flood");
        await using var slow = await OpenStream.OpenAsync(server, $"/api/v1/runs/{run}/events");
        await WriteAsync(run, 1, 1);
        await slow.NextAsync();
        for (var line = 2; line <= Lines; line += 1000)
        {
            await WriteAsync(run, line, Math.Min(line + 999, Lines));
        }

        await EndAsync(run);
        var seen = await slow.UntilAsync(item => item.EventType == "end");

        seen.Where(item => item.EventType == "log").Select(item => int.Parse(item.EventId!.Split('.')[1], CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(2, Lines - 1));
        seen[^2].EventType.ShouldBe("run");
    }

    // A run whose lease nobody doubts, so that no driver takes it.
    async Task<long> BeginAsync(string app) => await server.Database.ScalarAsync<long>(
        $$"""
        insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at, started_at, lease_until)
        values ('{{app}}', 'p', '{"name":"p","steps":[]}', '{}', 'running', 'test', 'tester', now(), now(), now() + interval '1 hour') returning id
        """);

    async Task WriteAsync(long run, int from, int to)
    {
        var log = server.Get<RunLog>();
        for (var line = from; line <= to; line++)
        {
            log.Write(new RunLine(run, "build", 1, DateTimeOffset.UnixEpoch, string.Create(CultureInfo.InvariantCulture, $"line {line} {new string('x', 200)}")));
        }

        await log.FlushAsync(run, CancellationToken.None);
    }

    Task EndAsync(long run) => server.Database.ExecuteAsync(string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        insert into journal (run_id, seq, at, event) values ({{run}}, 1, now(), '{"kind":"runFinished","state":"succeeded"}');
        update runs set seq = 1, state = 'succeeded', finished_at = now(), lease_until = null where id = {{run}};
        select pg_notify('pipelinedeploy_runs', '{{run}}:journal:1')
        """));
}

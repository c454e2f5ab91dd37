using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Benchmarks.Events;

/// <summary>How long it takes from a change's commit, or a line's writing, to all who listen, while runs write logs; and what listeners cost.</summary>
static class EventBenchmark
{
    const double TargetMs = 500;
    const double TargetMebibytes = 100;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var asJson = arguments.Has("--json");
        var (runs, lines, seconds) = (arguments.Number("--runs", 20), arguments.Number("--lines", 50), arguments.Number("--seconds", 15));
        await using var server = await MeasuredServer.StartAsync(runs);
        await (asJson ? Console.Error : Console.Out).WriteLineAsync($"""
            PostgreSQL {await server.Database.ScalarAsync<string>("select current_setting('server_version')")} · .NET {Environment.Version} · {Environment.ProcessorCount} cores
            {runs} runs, each writing {lines} lines a second for {seconds} s; 20 changes a second

            {"listeners",10}  {"what",-8}{"n",10}{"p50 ms",10}{"p95 ms",10}{"p99 ms",10}{"target",14}
            """);
        foreach (var listeners in arguments.Text("--listeners", "10,100,1000").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            var (changes, late) = await MeasureAsync(server, listeners, lines, TimeSpan.FromSeconds(seconds));
            Print(listeners, "event", changes, asJson);
            Print(listeners, "line", late, asJson);
        }

        var many = arguments.Number("--many", 1000);
        var (cost, threads) = await server.CostAsync(many);
        Console.WriteLine(asJson
            ? JsonSerializer.Serialize(new { Name = "events", What = "memory", Listeners = many, Mebibytes = cost, Threads = threads, Target = TargetMebibytes }, JsonSerializerOptions.Web)
            : $"\n{many} listeners cost {cost:0.0} MiB (target ≤ {TargetMebibytes:0}) and {threads} threads");
        return 0;
    }

    // Half of those who listen watch everything, half a run each.
    static async Task<(List<double> Changes, List<double> Lines)> MeasureAsync(MeasuredServer server, int listeners, int lines, TimeSpan length)
    {
        var paths = server.Runs.SelectMany(run => new[] { "/api/v1/events", $"/api/v1/runs/{run}/events?after=0.{server.LinesOf(run)}" });
        await using var listening = await server.ListenAsync(string.Join(',', paths), listeners);
        using var over = new CancellationTokenSource(length);
        var writing = server.Runs.Select(run => Task.Run(() => WriteAsync(server, run, lines, over.Token))).ToList();
        var sent = await ChangeAsync(server, over.Token);
        await Task.WhenAll(writing);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        var heard = await listening.EndAsync();
        var changes = sent.SelectMany(one => heard.Events.GetValueOrDefault(one.Id, []).Select(at => TimeProvider.System.GetElapsedTime(one.At, at).TotalMilliseconds)).ToList();
        return (changes, heard.LineMs);
    }

    // Events get their numbers in the order in which these are committed, one after the other.
    static async Task<List<(long Id, long At)>> ChangeAsync(MeasuredServer server, CancellationToken over)
    {
        var first = await server.Database.ScalarAsync<long>("select last_value from event_ids");
        List<long> sent = [];
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            sent.Add(TimeProvider.System.GetTimestamp());
            await server.Database.ExecuteAsync(string.Create(
                CultureInfo.InvariantCulture, $"update runs set state = case state when 'running' then 'waiting' else 'running' end where id = {server.Runs[i % server.Runs.Count]}"));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        return [.. sent.Select((at, i) => (first + i + 1, at))];
    }

    static async Task WriteAsync(MeasuredServer server, long run, int perSecond, CancellationToken over)
    {
        var log = server.Services.GetRequiredService<RunLog>();
        while (!over.IsCancellationRequested)
        {
            for (var i = 0; i < perSecond / 10; i++)
            {
                server.CountLine(run);
                log.Write(new RunLine(run, "build", 1, TimeProvider.System.GetUtcNow(), $"{TimeProvider.System.GetTimestamp()} npm: added a package, as packages are added"));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }

        await log.FlushAsync(run, CancellationToken.None);
    }

    static void Print(int listeners, string what, List<double> times, bool asJson)
    {
        var (p50, p95, p99) = (Percentile.Of(times, 50), Percentile.Of(times, 95), Percentile.Of(times, 99));
        Console.WriteLine(asJson
            ? JsonSerializer.Serialize(new { Name = "events", What = what, Listeners = listeners, N = times.Count, P50Ms = p50, P95Ms = p95, P99Ms = p99, Target = TargetMs }, JsonSerializerOptions.Web)
            : $"{listeners,10}  {what,-8}{times.Count,10}{p50,10:0.0}{p95,10:0.0}{p99,10:0.0}{$"p95 ≤ {TargetMs:0}",14}");
    }
}

using System.Diagnostics;
using System.Text.Json;
using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Benchmarks.Deploys;

/// <summary>From "the app answers" to "traffic is on it", as two visitors see it: one at the new container's own port, one at the router.</summary>
static class ReadyBenchmark
{
    const int Longest = 250;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (deploys, asJson) = (arguments.Number("--deploys", 30), arguments.Has("--json"));
        await using var stack = await MeasuredStack.StartAsync();
        await (asJson ? Console.Error : Console.Out).WriteLineAsync($"""
            Docker {(await stack.Docker.Engine.VersionAsync(CancellationToken.None)).Version} · .NET {Environment.Version} · {Environment.ProcessorCount} cores

            {"checksWait",-12}{"n",6}{"p50 ms",10}{"p95 ms",10}{"p99 ms",10}  target
            """);
        var atOnce = await MeasureAsync(stack, 0, deploys);
        Tell("0s", atOnce, $"p50 ≤ {Longest}", asJson);
        Tell("5s", await MeasureAsync(stack, 5, Math.Min(deploys, 5)), "– (dokku's default)", asJson);
        return Percentile.Of(atOnce, 50) <= Longest ? 0 : 1;
    }

    static async Task<List<double>> MeasureAsync(MeasuredStack stack, int wait, int deploys)
    {
        var app = await stack.NewAppAsync($"ready{wait}", $"{wait}s");
        await stack.EndOfAsync(await stack.BeginAsync(app, await MeasuredApp.SourceAsync(0, wait)));
        await stack.EndOfAsync(await stack.BeginAsync(app, await MeasuredApp.SourceAsync(1, wait)));
        List<double> times = [];
        for (var version = 2; version < deploys + 2; version++)
        {
            var run = await stack.BeginAsync(app, await MeasuredApp.SourceAsync(version, wait));
            var (answers, serves) = (AnswersAsync(stack, app, run.Id), ServesAsync(stack, app, MeasuredApp.Content(version)));
            await stack.EndOfAsync(run);
            times.Add(Stopwatch.GetElapsedTime(await answers, await serves).TotalMilliseconds);
        }

        return times;
    }

    static async Task<long> AnswersAsync(MeasuredStack stack, string app, long run)
    {
        using var http = new HttpClient();
        while (true)
        {
            var containers = await stack.Docker.Engine.ListContainersAsync(new Dictionary<string, string> { [ContainerLabels.App] = app }, CancellationToken.None);
            if (containers.FirstOrDefault(one => ContainerLabels.RunOf(one) == run && one.PublishedPorts.Count > 0) is { } container)
            {
                await Boot.OfAsync(http, container.PublishedPorts.Values.First());
                return Stopwatch.GetTimestamp();
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    static async Task<long> ServesAsync(MeasuredStack stack, string app, string content)
    {
        while (await stack.VisitAsync(app) != content)
        {
            await Task.Delay(Pause, TimeProvider.System);
        }

        return Stopwatch.GetTimestamp();
    }

    static void Tell(string wait, List<double> times, string target, bool asJson)
    {
        var (p50, p95, p99) = (Percentile.Of(times, 50), Percentile.Of(times, 95), Percentile.Of(times, 99));
        Console.WriteLine(asJson
            ? JsonSerializer.Serialize(new { Name = "ready", ChecksWait = wait, P50Ms = p50, P95Ms = p95, P99Ms = p99, N = times.Count }, JsonSerializerOptions.Web)
            : $"{wait,-12}{times.Count,6}{p50,10:0.0}{p95,10:0.0}{p99,10:0.0}  {target}");
    }
}

using System.Text.Json;

namespace PipelineDeploy.Benchmarks.Deploys;

/// <summary>
/// What a deploy of ours takes beyond what is inherent: the same build from the cache, start, boot and end of the container before, by the bare Engine API. They
/// take turns, so that what else the machine does hits both. Beside it a script with docker's command line and HAProxy.
/// </summary>
static class OverheadBenchmark
{
    const int LongestMedian = 300;
    const int LongestP95 = 600;
    const int Warming = 4;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (deploys, asJson) = (arguments.Number("--deploys", 40), arguments.Has("--json"));
        await using var stack = await MeasuredStack.StartAsync();
        await (asJson ? Console.Error : Console.Out).WriteLineAsync($"""
            Docker {(await stack.Docker.Engine.VersionAsync(CancellationToken.None)).Version} · .NET {Environment.Version} · {Environment.ProcessorCount} cores
            {deploys} deploys of each, in turns; no configured waits. Inherent: build from the cache, start, boot, stop and remove, by the bare Engine API

            {"what",-16}{"n",6}{"p50 ms",10}{"p95 ms",10}{"p99 ms",10}  target
            """);

        var (inherent, ours, bash) = await MeasureAsync(stack, deploys);
        var median = Percentile.Of(inherent, 50);
        Tell("inherent", inherent, "–", asJson);
        Tell("bash", bash.Select(time => time - median), "–", asJson);
        var overhead = ours.Select(time => time - median).ToList();
        Tell("overhead", overhead, $"p50 ≤ {LongestMedian}, p95 ≤ {LongestP95}", asJson);
        return Percentile.Of(overhead, 50) <= LongestMedian && Percentile.Of(overhead, 95) <= LongestP95 ? 0 : 1;
    }

    static async Task<(List<double> Inherent, List<double> Ours, List<double> Bash)> MeasureAsync(MeasuredStack stack, int deploys)
    {
        var app = await stack.NewAppAsync("overhead", "0s");
        await using var bare = new BareDeploy(stack, stack.Docker.ImageTag("bare").Split(':')[0]);
        await using var script = new BashDeploy(stack, stack.Docker.ImageTag("bash"));
        List<double> inherent = [], ours = [], bash = [];
        for (var version = 0; version < Warming + deploys; version++)
        {
            var source = await MeasuredApp.SourceAsync(version);
            var (took, scripted) = (await bare.DeployAsync(source), await script.DeployAsync(version));
            var run = await stack.EndOfAsync(await stack.BeginAsync(app, source));
            if (version < Warming)
            {
                continue;
            }

            inherent.Add(took.TotalMilliseconds);
            bash.Add(scripted.TotalMilliseconds);
            ours.Add((run.FinishedAt!.Value - run.CreatedAt).TotalMilliseconds);
        }

        return (inherent, ours, bash);
    }

    static void Tell(string what, IEnumerable<double> times, string target, bool asJson)
    {
        var all = times.ToList();
        var (p50, p95, p99) = (Percentile.Of(all, 50), Percentile.Of(all, 95), Percentile.Of(all, 99));
        Console.WriteLine(asJson
            ? JsonSerializer.Serialize(new { Name = "overhead", What = what, P50Ms = p50, P95Ms = p95, P99Ms = p99, N = all.Count }, JsonSerializerOptions.Web)
            : $"{what,-16}{all.Count,6}{p50,10:0.0}{p95,10:0.0}{p99,10:0.0}  {target}");
    }
}

using System.Text.Json;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Benchmarks.Deploys;

/// <summary>What the server needs: resident memory, idle and with a hundred runs at once, and the time from its start until it is ready.</summary>
static class FootprintBenchmark
{
    const int MostMebibytes = 200;
    const int LongestStart = 3000;
    const int Runs = 100;

    static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (starts, asJson) = (arguments.Number("--starts", 5), arguments.Has("--json"));
        await using var stack = await MeasuredStack.StartAsync();
        List<double> times = [];
        for (var start = 0; start < starts; start++)
        {
            await stack.RestartAsync();
            times.Add(stack.TimeToReady.TotalMilliseconds);
        }

        await Task.Delay(Rest, TimeProvider.System);
        var idle = stack.Mebibytes;
        await BeginRunsAsync(stack);
        await Task.Delay(Rest, TimeProvider.System);
        var (busy, start50) = (stack.Mebibytes, Percentile.Of(times, 50));

        Console.WriteLine(asJson
            ? JsonSerializer.Serialize(new { Name = "footprint", IdleMebibytes = idle, BusyMebibytes = busy, Runs, ReadyP50Ms = start50, N = starts }, JsonSerializerOptions.Web)
            : $"""
            .NET {Environment.Version} · {Environment.ProcessorCount} cores · {starts} starts

            ready after         {start50,8:0} ms   target ≤ {LongestStart} (p50)
            resident, idle      {idle,8:0} MiB  target ≤ {MostMebibytes}
            with {Runs} runs       {busy,8:0} MiB
            """);
        return idle <= MostMebibytes && start50 <= LongestStart ? 0 : 1;
    }

    // Each writes, waits and writes again, for as long as it is looked at.
    static async Task BeginRunsAsync(MeasuredStack stack)
    {
        await stack.Client.PublishPipelineAsync(new PublishPipeline("name: waits\nsteps:\n  - {id: first, uses: wait, with: {for: 2s} }\n  - {id: second, uses: wait, with: {for: 120s} }\n"));
        var source = await MeasuredApp.SourceAsync(0);
        for (var number = 0; number < Runs; number++)
        {
            var app = await stack.NewAppAsync("footprint", "0s");
            await stack.Client.SetSettingAsync(app, "pipeline", "waits");
            await stack.BeginAsync(app, source);
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>One node as a process: says what it is called once it is ready, and ends with its standard input.</summary>
static class NodeCommand
{
    public const string Name = "engine-node";

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var database = arguments.Text("--database", "");
        using var node = arguments.Text("--engine", "") == "quartz" ? EngineHost.Bare(database, new Moments()) : EngineHost.Ours(database, BenchmarkSteps.Hold);
        await node.StartAsync();
        Console.WriteLine((await node.Services.GetRequiredService<ISchedulerFactory>().GetScheduler()).SchedulerInstanceId);
        await Console.In.ReadToEndAsync();
        await node.StopAsync();
        return 0;
    }
}

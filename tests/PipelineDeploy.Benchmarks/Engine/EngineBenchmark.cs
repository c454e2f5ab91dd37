using System.Text.Json;
using PipelineDeploy.TestKit.Postgres;

namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>Measures the engine with real PostgreSQL and real Quartz, beside Quartz doing the same with bare jobs.</summary>
static class EngineBenchmark
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var asJson = arguments.Has("--json");
        var names = arguments.Text("--engines", "pipelinedeploy,quartz").Split(',');
        await PrintHeaderAsync(asJson ? Console.Error : Console.Out, arguments);
        foreach (var name in names)
        {
            await using var engine = Engine(name);
            var report = await MeasureAsync(engine, arguments);
            Console.WriteLine(asJson ? JsonSerializer.Serialize(report, JsonSerializerOptions.Web) : report.ToLine());
        }

        return 0;
    }

    static async Task<EngineReport> MeasureAsync(IMeasuredEngine engine, Arguments arguments)
    {
        await engine.StartAsync();
        // Code that was never run and connections that were never opened would be measured otherwise.
        await engine.FirstStepsAsync(20);
        await engine.StepsPerSecondAsync(4, 5, TimeSpan.FromSeconds(2));

        var starts = await engine.FirstStepsAsync(arguments.Number("--starts", 200));
        var steps = await engine.StepsPerSecondAsync(arguments.Number("--runs", 16), arguments.Number("--steps", 10), Seconds(arguments, "--seconds", 10));
        var timers = await engine.TimersAsync(arguments.Number("--timers", 200));
        var idle = await engine.IdleQueriesAsync(arguments.Number("--waiting", 10_000), Seconds(arguments, "--idle", 30));
        var takeOvers = await engine.TakeOversAsync(arguments.Number("--kills", 10));
        return new EngineReport(
            "engine", engine.Name, steps, Percentile.Of(starts, 50), Percentile.Of(starts, 99), Percentile.Of(timers, 50), Percentile.Of(timers, 99),
            Percentile.Of(takeOvers, 50), Percentile.Of(takeOvers, 99), idle);
    }

    static IMeasuredEngine Engine(string name) => name switch
    {
        "pipelinedeploy" => new WorkflowEngine(),
        "quartz" => new BareQuartz(),
        _ => throw new FormatException($"--engines knows pipelinedeploy and quartz, not '{name}'"),
    };

    static async Task PrintHeaderAsync(TextWriter writer, Arguments arguments)
    {
        await using var database = await TestDatabase.CreateAsync();
        var version = await database.ScalarAsync<string>("show server_version");
        var quartz = typeof(Quartz.IScheduler).Assembly.GetName().Version;
        await writer.WriteLineAsync(
            $"PostgreSQL {version} (synchronous_commit {await database.ScalarAsync<string>("show synchronous_commit")}) · Quartz {quartz} · .NET {Environment.Version} · {Environment.ProcessorCount} cores");
        await writer.WriteLineAsync(
            $"{arguments.Number("--runs", 16)} runs at once of {arguments.Number("--steps", 10)} steps, {arguments.Number("--starts", 200)} starts, "
            + $"{arguments.Number("--timers", 200)} timers, {arguments.Number("--kills", 10)} kills, {arguments.Number("--waiting", 10_000)} waiting runs\n");
        await writer.WriteLineAsync(EngineReport.Head);
    }

    static TimeSpan Seconds(Arguments arguments, string option, int otherwise) => TimeSpan.FromSeconds(arguments.Number(option, otherwise));
}

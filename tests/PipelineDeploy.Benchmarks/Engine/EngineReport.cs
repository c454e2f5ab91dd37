namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>What was measured. A bare Quartz job counts as one step.</summary>
sealed record EngineReport(
    string Name,
    string Engine,
    double StepsPerSecond,
    double FirstStepP50Ms,
    double FirstStepP99Ms,
    double TimerP50Ms,
    double TimerP99Ms,
    double TakeoverP50Ms,
    double TakeoverP99Ms,
    double IdleQueriesPerSecond)
{
    public static string Head =>
        $"{"engine",-16}{"steps/s",10}{"first step p50/p99 ms",24}{"timer p50/p99 ms",20}{"take-over p50/p99 ms",24}{"idle queries/s",16}";

    public string ToLine() =>
        $"{Engine,-16}{StepsPerSecond,10:0}{$"{FirstStepP50Ms:0}/{FirstStepP99Ms:0}",24}{$"{TimerP50Ms:0}/{TimerP99Ms:0}",20}"
        + $"{$"{TakeoverP50Ms:0}/{TakeoverP99Ms:0}",24}{IdleQueriesPerSecond,16:0.0}";
}

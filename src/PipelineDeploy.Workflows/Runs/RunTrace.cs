using System.Diagnostics;

namespace PipelineDeploy.Workflows.Runs;

/// <summary>Which trace a run is told in. It is kept with the run, so that drivers that follow each other tell one story.</summary>
public static class RunTrace
{
    /// <summary>The trace of a run that is made now: that of the request that makes it, or one of its own.</summary>
    /// <returns>W3C Trace Context §3.2, <c>traceparent</c>.</returns>
    public static string ForNewRun() => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id }
        ? id
        : $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01";

    /// <summary>What the spans of a run hang on; nothing when its trace is not known.</summary>
    public static ActivityContext ParentOf(Run run) => ActivityContext.TryParse(run.TraceParent, null, isRemote: true, out var parent) ? parent : default;
}

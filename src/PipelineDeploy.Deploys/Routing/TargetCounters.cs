namespace PipelineDeploy.Deploys.Routing;

/// <summary>What one process of the proxy has counted of one target since that process began to.</summary>
/// <param name="Source">Names the process; another one begins at 0.</param>
/// <param name="Count">What it counted; the numbers only rise.</param>
/// <param name="ResponseTimes">How long the answers took, from the request to their first byte, as far as the process still remembers.</param>
public sealed record TargetCounters(string Source, TrafficCount Count, IReadOnlyList<TimeSpan> ResponseTimes);

/// <summary>What became of the requests that were sent to a target.</summary>
/// <param name="Requests">How many were answered, or given up without an answer.</param>
/// <param name="ServerErrors">How many of them were answered with a 5xx status.</param>
/// <param name="Unanswered">How many of them got no answer, or one that broke off.</param>
/// <param name="ConnectionErrors">How many connections to the target could not be made, also where another target took over the request.</param>
public sealed record TrafficCount(long Requests, long ServerErrors, long Unanswered, long ConnectionErrors)
{
    /// <summary>Nothing was sent.</summary>
    public static TrafficCount None { get; } = new(0, 0, 0, 0);

    /// <summary>How many failed: 5xx or no answer.</summary>
    public long Failed => ServerErrors + Unanswered;

    /// <summary>How many percent of the requests failed.</summary>
    public decimal FailedPercent => Requests == 0 ? 0 : 100m * Failed / Requests;

    /// <summary>Both together.</summary>
    public TrafficCount Plus(TrafficCount other) => new(
        Requests + other.Requests, ServerErrors + other.ServerErrors, Unanswered + other.Unanswered, ConnectionErrors + other.ConnectionErrors);

    /// <summary>What has come to it since; all of it when the counters have begun anew meanwhile.</summary>
    public TrafficCount Since(TrafficCount before) =>
        Requests < before.Requests || ServerErrors < before.ServerErrors || Unanswered < before.Unanswered || ConnectionErrors < before.ConnectionErrors
            ? this
            : new TrafficCount(
                Requests - before.Requests, ServerErrors - before.ServerErrors, Unanswered - before.Unanswered, ConnectionErrors - before.ConnectionErrors);
}

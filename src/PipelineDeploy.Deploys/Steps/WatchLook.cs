using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>What one look at the traffic of a run has shown.</summary>
/// <param name="At">When it was.</param>
/// <param name="Progress">How far the watch is.</param>
/// <param name="ResponseTime">The 95th percentile of the response times; null when there was no answer.</param>
/// <param name="IsOver">Whether its time is over.</param>
/// <param name="Next">When the next look is due.</param>
/// <param name="Error">Which limit is passed; null when none is.</param>
/// <param name="Trouble">Why nothing could be seen this time; null when it could.</param>
sealed record WatchLook(DateTimeOffset At, WatchProgress Progress, TimeSpan? ResponseTime, bool IsOver, DateTimeOffset Next, UserError? Error = null, string? Trouble = null)
{
    /// <summary>What was seen, for people.</summary>
    public string Summary => Trouble ?? WatchLimits.Summary(Progress.Seen, ResponseTime);

    /// <summary>What was seen, for the journal.</summary>
    public TrafficLook? ToLook(WatchLimits limits) => Trouble is not null ? null : new TrafficLook(
        At, Progress.Seen.Requests, Progress.Seen.Failed, Progress.Seen.ConnectionErrors, ResponseTime?.TotalMilliseconds, limits.ErrorRate, limits.ResponseTime?.TotalMilliseconds);
}

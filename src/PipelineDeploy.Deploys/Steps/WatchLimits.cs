using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>How well a version must do while its traffic is watched.</summary>
/// <param name="ErrorRate">Most percent of the requests that may fail.</param>
/// <param name="MinRequests">From how many requests on the rate and the response time are judged.</param>
/// <param name="ConnectionErrors">Most connections that may fail.</param>
/// <param name="ResponseTime">Longest 95th percentile of the response times; null for any.</param>
/// <param name="FailsOnTooFew">Whether fewer requests than <paramref name="MinRequests"/> are a failure.</param>
/// <param name="Interval">Time between two looks.</param>
sealed record WatchLimits(decimal ErrorRate, int MinRequests, int ConnectionErrors, TimeSpan? ResponseTime, bool FailsOnTooFew, TimeSpan Interval)
{
    const string Hint = "The traffic goes back to what served before. Look at what the new version writes; if it did well enough, raise the limit.";

    // Each look is a timer and an entry in the journal.
    static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(500);
    const int MostLooks = 1000;

    /// <summary>The inputs of every kind that watches.</summary>
    public static IReadOnlyList<StepInput> Inputs { get; } =
    [
        new("maxErrorRate", "Most percent of the requests that green may answer with 5xx or not at all.", DataType.Number, Default: "5", Least: 0, Most: 100),
        new("minRequests", "The rate and the response time are judged from so many requests on.", DataType.Whole, Default: "10", Least: 1),
        new("maxConnectionErrors", "Most connections to green that may fail.", DataType.Whole, Default: "10", Least: 0),
        new("maxResponseTime", "Longest 95th percentile of the times from a request to the first byte of green's answer; any time without it.", DataType.Duration),
        new("tooFew", "What fewer requests than minRequests mean in the end.", DataType.Text, Default: "pass", Allowed: ["pass", "fail"]),
        new("interval", "Time between two looks at the counters, at least 500ms.", DataType.Duration, Default: "5s"),
    ];

    /// <summary>Reads them.</summary>
    /// <param name="inputs">The step's inputs.</param>
    /// <param name="length">How long is watched.</param>
    public static WatchLimits Of(JsonObject inputs, TimeSpan length)
    {
        var (asked, least) = (inputs.Time("interval", TimeSpan.FromSeconds(5)), length / MostLooks);
        return new WatchLimits(
            inputs.Decimal("maxErrorRate", 5),
            inputs.Text("minRequests") is null ? 10 : inputs.Number("minRequests"),
            inputs.Text("maxConnectionErrors") is null ? 10 : inputs.Number("maxConnectionErrors"),
            inputs.Text("maxResponseTime") is null ? null : inputs.Time("maxResponseTime", default),
            inputs.Text("tooFew") == "fail",
            new[] { asked, least, ShortestInterval }.Max());
    }

    /// <summary>Which limit is passed; null when none is.</summary>
    /// <param name="seen">What became of the requests.</param>
    /// <param name="responseTime">The 95th percentile; null when there was no answer.</param>
    /// <param name="isOver">Whether nothing more will be seen.</param>
    public UserError? Judge(TrafficCount seen, TimeSpan? responseTime, bool isOver)
    {
        var isEnough = seen.Requests >= MinRequests;
        return isEnough && seen.FailedPercent > ErrorRate ? new UserError("watch.tooManyErrors", $"{Failures(seen)}, limit {Percent(ErrorRate)}", Hint)
            : seen.ConnectionErrors > ConnectionErrors ? Error("watch.connectionErrors", $"{seen.ConnectionErrors:N0} connections to the new version failed, limit {ConnectionErrors:N0}")
            : isEnough && responseTime > ResponseTime ? Error("watch.tooSlow", $"The 95th percentile of the response time is {responseTime.Value.TotalMilliseconds:0} ms, limit {ResponseTime.Value.TotalMilliseconds:0} ms")
            : isOver && !isEnough && FailsOnTooFew ? new UserError(
                "watch.tooFewRequests",
                string.Create(CultureInfo.InvariantCulture, $"Only {seen.Requests:N0} requests were seen, and it takes {MinRequests:N0} to judge"),
                "Watch for longer, lower 'minRequests', or say 'tooFew: pass'.")
            : null;
    }

    /// <summary>What was seen, e.g. <c>102 requests, 1 failed (1 %), 95 % within 12 ms</c>.</summary>
    public static string Summary(TrafficCount seen, TimeSpan? responseTime)
    {
        var time = responseTime is { } length ? string.Create(CultureInfo.InvariantCulture, $", 95 % within {length.TotalMilliseconds:0} ms") : "";
        var connections = seen.ConnectionErrors == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {seen.ConnectionErrors:N0} connections failed");
        return string.Create(CultureInfo.InvariantCulture, $"{seen.Requests:N0} requests, {seen.Failed:N0} failed ({Percent(seen.FailedPercent)}){connections}{time}");
    }

    static string Failures(TrafficCount seen)
    {
        var share = string.Create(CultureInfo.InvariantCulture, $"{seen.Failed:N0} of {seen.Requests:N0} requests ({Percent(seen.FailedPercent)})");
        return seen switch
        {
            { Unanswered: 0 } => $"{share} answered 5xx",
            { ServerErrors: 0 } => $"{share} got no answer",
            _ => string.Create(CultureInfo.InvariantCulture, $"{share} failed ({seen.ServerErrors:N0} answered 5xx, {seen.Unanswered:N0} got no answer)"),
        };
    }

    static UserError Error(string code, FormattableString message) => new(code, FormattableString.Invariant(message), Hint);

    static string Percent(decimal percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.#} %");
}

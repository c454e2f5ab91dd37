using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>How far a watch is: the state that is handed from one look to the next, so that another server can go on.</summary>
/// <param name="Since">When it began.</param>
/// <param name="Until">When it is over.</param>
/// <param name="Seen">What became of the requests since it began.</param>
/// <param name="Last">What the counters said at the last look, by target and process of the proxy.</param>
sealed record WatchProgress(DateTimeOffset Since, DateTimeOffset Until, TrafficCount Seen, IReadOnlyDictionary<string, TrafficCount> Last)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>As it is at the beginning: what was counted before does not matter.</summary>
    public static WatchProgress Begin(DateTimeOffset now, TimeSpan length, IReadOnlyDictionary<string, TrafficCount> counters) =>
        new(now, now + length, TrafficCount.None, counters);

    /// <summary>Reads what <see cref="ToState"/> wrote.</summary>
    public static WatchProgress Of(JsonNode state) => state.Deserialize<WatchProgress>(Json) ?? throw new JsonException("The state of a watch is null.");

    /// <summary>When to look next: once more at the very end, then as often as before.</summary>
    public DateTimeOffset NextLook(DateTimeOffset now, TimeSpan interval) => now < Until && now + interval > Until ? Until : now + interval;

    /// <summary>This after another look.</summary>
    /// <remarks>
    /// A process that was not there at the last look has begun at 0 since then: after a reload or a restart of the proxy. One that is
    /// missing may only not have answered.
    /// </remarks>
    public WatchProgress Take(IReadOnlyDictionary<string, TrafficCount> counters) => this with
    {
        Seen = counters.Aggregate(Seen, (sum, one) => sum.Plus(one.Value.Since(Last.GetValueOrDefault(one.Key) ?? TrafficCount.None))),
        Last = counters.Concat(Last.Where(one => !counters.ContainsKey(one.Key))).ToDictionary(StringComparer.Ordinal),
    };

    public JsonObject ToState() => JsonSerializer.SerializeToNode(this, Json)!.AsObject();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>What a step has seen of the traffic, as it is kept in the run's journal for people.</summary>
/// <param name="Move">How it moved the traffic; null when it did not.</param>
/// <param name="Look">What its look at the visitors' requests has shown; null when it did not look.</param>
public sealed record TrafficSeen(TrafficMove? Move = null, TrafficLook? Look = null)
{
    const string Key = "traffic";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>As what a step has seen; null when that is nothing.</summary>
    public JsonObject? ToSeen() => Move is null && Look is null ? null : new JsonObject { [Key] = JsonSerializer.SerializeToNode(this, Json) };

    /// <summary>The traffic in what a step has seen; null when it has seen none.</summary>
    public static TrafficSeen? In(JsonObject? seen) => seen?[Key].Deserialize<TrafficSeen>(Json);

    /// <summary>All that a journal tells of the traffic, in order. Undoing a step that moved it has moved it back.</summary>
    public static IEnumerable<(string Step, TrafficSeen Seen)> InJournal(IEnumerable<JournalEntry> journal)
    {
        var moved = new Dictionary<string, TrafficMove?>(StringComparer.Ordinal);
        foreach (var entry in journal)
        {
            if (Told(entry) is (var step, { } told))
            {
                yield return (step, told);
                moved[step] = told.Move ?? moved.GetValueOrDefault(step);
            }
            else if (entry.Event is JournalEvent.CompensationStarted undone && moved.Remove(undone.Step, out var move) && move is { Blue: not null })
            {
                yield return (undone.Step, new TrafficSeen(move with { At = entry.At, Percent = 0, Requests = 0, Failed = 0 }));
            }
        }
    }

    static (string Step, TrafficSeen? Seen)? Told(JournalEntry entry) => entry.Event switch
    {
        JournalEvent.StepWaiting e => (e.Step, In(e.Seen)),
        JournalEvent.StepSucceeded e => (e.Step, In(e.Seen)),
        JournalEvent.StepFailed e => (e.Step, In(e.Seen)),
        _ => null,
    };
}

/// <summary>The traffic moved.</summary>
/// <param name="At">When.</param>
/// <param name="Percent">The share that green has since.</param>
/// <param name="Green">Number of green's release.</param>
/// <param name="Blue">Number of the release that served before; null when none did.</param>
/// <param name="Requests">How many requests of ours went through the router meanwhile; 0 when the app did not answer before.</param>
/// <param name="Failed">How many of them got no answer.</param>
public sealed record TrafficMove(DateTimeOffset At, int Percent, int Green, int? Blue, int Requests, int Failed);

/// <summary>What the router has counted of green since it is watched.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Requests">How many requests of visitors were answered, or given up.</param>
/// <param name="Failed">How many of them were answered 5xx or not at all.</param>
/// <param name="ConnectionErrors">How many connections to green failed.</param>
/// <param name="ResponseMs">The 95th percentile of the response times in milliseconds; null when there was no answer.</param>
/// <param name="MostFailedPercent">Most percent of the requests that may fail.</param>
/// <param name="LongestMs">Longest 95th percentile in milliseconds; null for any.</param>
public sealed record TrafficLook(
    DateTimeOffset At, long Requests, long Failed, long ConnectionErrors, double? ResponseMs, decimal MostFailedPercent, double? LongestMs);

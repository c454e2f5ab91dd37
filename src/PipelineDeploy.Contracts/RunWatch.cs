using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace PipelineDeploy.Contracts;

/// <summary>Follows one run to its end over as many connections as that takes.</summary>
/// <param name="transport">Where the events come from.</param>
/// <param name="run">The run.</param>
/// <param name="patience">How long nothing may be heard before it gives up.</param>
/// <param name="time">The clock of the pauses between tries.</param>
sealed class RunWatch(ApiTransport transport, long run, TimeSpan patience, TimeProvider time)
{
    public async IAsyncEnumerable<RunEvent> ReadAsync(string? resumeAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = new Reconnecting(transport, $"runs/{run}/events", $"run {run}", patience, time);
        await foreach (var item in stream.ReadAsync(resumeAfter, cancellationToken))
        {
            if (Parse(item) is not { } heard)
            {
                continue;
            }

            yield return heard;
            if (heard.Type == "end")
            {
                yield break;
            }
        }
    }

    static RunEvent? Parse(SseItem<string> item) => item.EventType switch
    {
        "run" or "end" => new RunEvent(item.EventType, item.EventId ?? "", EventStream.Parse(item, WireJson.Default.RunView)),
        "log" => new RunEvent(item.EventType, item.EventId ?? "", Line: EventStream.Parse(item, WireJson.Default.RunLogLine)),
        _ => null,
    };
}

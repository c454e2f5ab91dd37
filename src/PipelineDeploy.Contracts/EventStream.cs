using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PipelineDeploy.Contracts;

/// <summary>One connection's worth of server-sent events.</summary>
static class EventStream
{
    /// <summary>The server sends a comment every few seconds; this long without one means that it is gone.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(60);

    // The last event of a stream whose reader may not read it any more.
    const string Refused = "problem";

    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        ApiTransport transport, string path, string? lastEventId, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var response = await transport.OpenAsync(request, cancellationToken);
        await using var body = new IdleLimitedStream(await response.Content.ReadAsStreamAsync(cancellationToken), SilenceLimit, time);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellationToken))
        {
            yield return item.EventType == Refused ? throw new ApiException(Parse(item, WireJson.Default.Problem)) : item;
        }
    }

    public static T Parse<T>(SseItem<string> item, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(item.Data, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new ApiException(ProblemReader.Unreadable($"the event '{item.EventType}'", 200), e);
        }
    }
}

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
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    string? lastEventId;
    long lastHeard = time.GetTimestamp();
    int failures;

    public async IAsyncEnumerable<RunEvent> ReadAsync(string? resumeAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lastEventId = resumeAfter;
        while (true)
        {
            await using var connection = EventStream.ReadAsync(transport, $"runs/{run}/events", lastEventId, time, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(connection, cancellationToken) is { } item)
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

            await PauseAsync(cancellationToken);
        }
    }

    internal static TimeSpan Pause(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(250 * Math.Pow(2, Math.Min(failures, 10)), LongestPause.TotalMilliseconds));

    /// <summary>The next event; null when the connection ended or could not be made and another try is worth it.</summary>
    async Task<SseItem<string>?> NextAsync(IAsyncEnumerator<SseItem<string>> connection, CancellationToken cancellationToken)
    {
        try
        {
            if (!await connection.MoveNextAsync())
            {
                return null;
            }
        }
        catch (Exception e) when (e is ServerUnreachableException or IOException or HttpRequestException || IsPassing(e))
        {
            if (time.GetElapsedTime(lastHeard) < patience)
            {
                return null;
            }

            throw e is IOException ? ServerUnreachableException.From(transport.Server, e) : e;
        }

        cancellationToken.ThrowIfCancellationRequested();
        lastHeard = time.GetTimestamp();
        failures = 0;
        lastEventId = connection.Current.EventId ?? lastEventId;
        return connection.Current;
    }

    async Task PauseAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(lastHeard) >= patience)
        {
            throw new ServerUnreachableException(
                transport.Server, $"The server at {ServerUnreachableException.Name(transport.Server)} sent nothing more about run {run}.");
        }

        await Task.Delay(Pause(failures++), time, cancellationToken);
    }

    /// <summary>What a proxy says while the server behind it starts again.</summary>
    static bool IsPassing(Exception e) => e is ApiException { Problem.Status: 429 or 502 or 503 or 504 };

    static RunEvent? Parse(SseItem<string> item) => item.EventType switch
    {
        "run" or "end" => new RunEvent(item.EventType, item.EventId ?? "", EventStream.Parse(item, WireJson.Default.RunView)),
        "log" => new RunEvent(item.EventType, item.EventId ?? "", Line: EventStream.Parse(item, WireJson.Default.RunLogLine)),
        _ => null,
    };
}

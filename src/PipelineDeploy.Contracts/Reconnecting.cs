using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace PipelineDeploy.Contracts;

/// <summary>Reads one stream of events over as many connections as that takes, each going on where the one before was cut off.</summary>
/// <param name="transport">Where the events come from.</param>
/// <param name="path">Which stream.</param>
/// <param name="subject">What it tells of, for the error.</param>
/// <param name="patience">How long nothing may be heard before it gives up.</param>
/// <param name="time">The clock of the pauses between tries.</param>
sealed class Reconnecting(ApiTransport transport, string path, string subject, TimeSpan patience, TimeProvider time)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    string? lastEventId;
    long lastHeard = time.GetTimestamp();
    long since;
    int failures;

    public async IAsyncEnumerable<SseItem<string>> ReadAsync(string? resumeAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lastEventId = resumeAfter;
        while (true)
        {
            since = time.GetTimestamp();
            await using var connection = EventStream.ReadAsync(transport, path, lastEventId, time, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(connection, cancellationToken) is { } item)
            {
                yield return item;
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
                CountBeats();
                return null;
            }
        }
        catch (Exception e) when (e is ServerUnreachableException or IOException or HttpRequestException || IsPassing(e))
        {
            CountBeats();
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

    // A connection that lasted longer than any silence is borne carried heartbeats, which are no events.
    void CountBeats() => lastHeard = time.GetElapsedTime(since) > 2 * EventStream.SilenceLimit ? time.GetTimestamp() : lastHeard;

    async Task PauseAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(lastHeard) >= patience)
        {
            throw new ServerUnreachableException(
                transport.Server, $"The server at {ServerUnreachableException.Name(transport.Server)} sent nothing more about {subject}.");
        }

        await Task.Delay(Pause(failures++), time, cancellationToken);
    }

    /// <summary>What a proxy says while the server behind it starts again.</summary>
    static bool IsPassing(Exception e) => e is ApiException { Problem.Status: 429 or 502 or 503 or 504 };
}

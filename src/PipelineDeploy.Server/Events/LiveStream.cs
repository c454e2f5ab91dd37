using System.Buffers;
using System.IO.Pipelines;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Auth;

namespace PipelineDeploy.Server.Events;

/// <summary>An answer that goes on as long as there is something to tell.</summary>
/// <remarks>WHATWG HTML, "Server-sent events". Results.ServerSentEvents of .NET 10 knows no comments, which are our heartbeat.</remarks>
sealed class LiveStream
{
    // Then the connection must have taken them, however fast others follow.
    const int MostAtOnce = 100;

    static readonly TimeSpan UsualLength = TimeSpan.FromMinutes(15);
    static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    // Why it ends, where its reader looks for what it can read.
    static readonly FeedEvent Ended = FeedEvent.Of("problem", place: null, ProblemWriter.ProblemOf(401, SignIn.Ended), WireJson.Default.Problem);

    readonly WatchedCaller _reader;
    readonly PipeWriter _body;

    LiveStream(HttpResponse response, WatchedCaller reader)
    {
        _reader = reader;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // A proxy between us and the reader must not hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        _body = response.BodyWriter;
    }

    /// <summary>The event that a reader has seen last: by the header, or where none can be set by the query.</summary>
    public static string? Seen(string? lastEventId, string? after) => string.IsNullOrEmpty(lastEventId) ? after : lastEventId;

    /// <summary>
    /// Runs until the reader leaves, the server stops (one that waited for readers would not), the reader may not read it any more, which is
    /// its last event then, or it has run for a while.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="app">The app that it is about; null when it is about all that may be seen.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="atMost">How long; null for a quarter of an hour, which is for those who can go on where they were.</param>
    public static async Task RunAsync(HttpContext context, string? app, Func<LiveStream, CancellationToken, Task> write, TimeSpan? atMost = null)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var reader = context.RequestServices.GetRequiredService<CallerWatch>().Join(context.User, app);
        using var enough = new CancellationTokenSource(atMost ?? UsualLength, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping, enough.Token, reader.Ended);
        var stream = new LiveStream(context.Response, reader);
        try
        {
            await write(stream, any.Token);
        }
        catch (OperationCanceledException) when (any.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
        }

        if (reader.Ended.IsCancellationRequested)
        {
            // A reader that takes nothing must not hold by that what it has lost.
            using var patience = new CancellationTokenSource(Farewell, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, patience.Token);
            await stream.WriteAsync([Ended], either.Token);
        }
    }

    /// <summary>Whether its reader may see an app, as of now.</summary>
    public bool MaySee(string app) => _reader.Rights.See(app);

    /// <summary>Writes these; returns once the reader's connection has taken them. Without any the answer's head is sent all the same.</summary>
    public async Task WriteAsync(IEnumerable<FeedEvent> events, CancellationToken cancellationToken)
    {
        foreach (var one in events)
        {
            _body.Write(one.Bytes.Span);
        }

        await _body.FlushAsync(cancellationToken);
    }

    /// <summary>Waits for something to tell and writes what there is. False when nothing will follow.</summary>
    public async Task<bool> WriteWaitingAsync(FeedListener listener, Func<FeedEvent, bool> isNew, CancellationToken cancellationToken)
    {
        if (!await listener.Waiting.WaitToReadAsync(cancellationToken))
        {
            return false;
        }

        for (var written = 0; written < MostAtOnce && listener.Waiting.TryRead(out var told); written++)
        {
            if (isNew(told))
            {
                _body.Write(told.Bytes.Span);
            }
        }

        await _body.FlushAsync(cancellationToken);
        return true;
    }
}

using System.Buffers;
using System.IO.Pipelines;

namespace PipelineDeploy.Server.Events;

/// <summary>An answer that goes on as long as there is something to tell.</summary>
/// <remarks>WHATWG HTML, "Server-sent events". Results.ServerSentEvents of .NET 10 knows no comments, which are our heartbeat.</remarks>
sealed class LiveStream
{
    // Then the connection must have taken them, however fast others follow.
    const int MostAtOnce = 100;

    static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(15);

    readonly PipeWriter _body;

    public LiveStream(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // A proxy between us and the reader must not hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        _body = response.BodyWriter;
    }

    /// <summary>The event that a reader has seen last: by the header, or where none can be set by the query.</summary>
    public static string? Seen(string? lastEventId, string? after) => string.IsNullOrEmpty(lastEventId) ? after : lastEventId;

    /// <summary>
    /// Runs until the reader leaves, the server stops, or it has run for a while: readers come back by themselves, those whose token was taken
    /// away meanwhile in vain, and a server that waited for them would not stop.
    /// </summary>
    public static async Task RunAsync(HttpContext context, Func<CancellationToken, Task> stream)
    {
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var enough = new CancellationTokenSource(LongestStream, context.RequestServices.GetRequiredService<TimeProvider>());
        using var any = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping, enough.Token);
        try
        {
            await stream(any.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || enough.IsCancellationRequested)
        {
        }
    }

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

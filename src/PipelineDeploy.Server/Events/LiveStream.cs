using System.Buffers;
using System.IO.Pipelines;

namespace PipelineDeploy.Server.Events;

/// <summary>An answer that goes on as long as there is something to tell.</summary>
/// <remarks>WHATWG HTML, "Server-sent events". Results.ServerSentEvents of .NET 10 knows no comments, which are our heartbeat.</remarks>
sealed class LiveStream
{
    // Then the connection must have taken them, however fast others follow.
    const int MostAtOnce = 100;

    readonly PipeWriter _body;

    public LiveStream(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // A proxy between us and the reader must not hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        _body = response.BodyWriter;
    }

    /// <summary>Runs until the reader leaves or the server stops: readers come back by themselves, and a server that waited for them would not stop.</summary>
    public static async Task RunAsync(HttpContext context, Func<CancellationToken, Task> stream)
    {
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await stream(either.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
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

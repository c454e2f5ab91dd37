using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>The tar of a build, sent as it is made and without knowing its length.</summary>
sealed class ContextContent : HttpContent
{
    readonly Func<Stream, CancellationToken, Task> write;
    readonly CancellationToken cancelled;

    public ContextContent(Func<Stream, CancellationToken, Task> write, CancellationToken cancelled)
    {
        this.write = write;
        this.cancelled = cancelled;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
    }

    /// <summary>Why the tar could not be made; null while it can.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, cancelled);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, cancellationToken);
        try
        {
            await write(stream, either.Token);
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

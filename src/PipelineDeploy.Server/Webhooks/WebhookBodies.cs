using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Webhooks;

/// <summary>Reads bodies of people who have proven nothing yet: bounded each, in all, and in time.</summary>
sealed class WebhookBodies(TimeProvider time) : IDisposable
{
    /// <summary>The largest body, in bytes, which is GitHub's own limit.</summary>
    public const int Largest = 25 * 1024 * 1024;

    const int Unit = 1024 * 1024;
    const int UnitsAtOnce = 64;
    const int MostWaiting = 4096;
    const int FirstBuffer = 64 * 1024;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    readonly ConcurrencyLimiter _memory = new(new ConcurrencyLimiterOptions { PermitLimit = UnitsAtOnce, QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Reads a body and hands it on; its memory is counted until that is done.</summary>
    /// <exception cref="UserErrorException"><c>webhook.tooLarge</c>, <c>webhook.tooSlow</c> or <c>webhook.tooMany</c>.</exception>
    public async Task<T> UseAsync<T>(HttpRequest request, Func<byte[], Task<T>> use, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Largest)
        {
            throw TooLarge();
        }

        // One that does not say how large it is may be as large as any.
        var units = (int)((request.ContentLength ?? Largest) / Unit) + 1;
        using var lease = await _memory.AcquireAsync(units, cancellationToken);
        return lease.IsAcquired
            ? await use(await ReadAsync(request, cancellationToken))
            : throw new UserErrorException("webhook.tooMany", "Too many webhooks come in at once", "Send it again in a moment.");
    }

    /// <inheritdoc />
    public void Dispose() => _memory.Dispose();

    async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Above ours: what of a larger one is on its way is still taken and thrown away, or its sender would see a broken pipe in place of the refusal.
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = 2 * Largest;
        using var late = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var (body, length) = (new byte[(int)(request.ContentLength ?? FirstBuffer)], 0);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(body.AsMemory(length), either.Token)) > 0)
            {
                length += read;
                if (length == body.Length && request.ContentLength is null)
                {
                    // One byte above the limit is read, to know that there is one.
                    Array.Resize(ref body, length <= Largest ? Math.Min(length * 2, Largest + 1) : throw TooLarge());
                }
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new UserErrorException("webhook.tooSlow", $"The body did not arrive within {Duration.Format(Longest)}");
        }

        return length == body.Length ? body : body[..length];
    }

    static UserErrorException TooLarge() => new("webhook.tooLarge", $"The body is larger than {Largest / Unit} MiB", "Choose fewer events at the host.");
}

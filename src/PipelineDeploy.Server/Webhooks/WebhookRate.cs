using System.Threading.RateLimiting;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Webhooks;

/// <summary>How often a webhook may be sent.</summary>
sealed class WebhookRate : IDisposable
{
    const int AtOnce = 300;
    const int Every10Seconds = 100;
    static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(hook => RateLimitPartition.GetTokenBucketLimiter(
        hook, _ => new TokenBucketRateLimiterOptions { TokenLimit = AtOnce, TokensPerPeriod = Every10Seconds, ReplenishmentPeriod = Period, QueueLimit = 0 }));

    /// <summary>Counts a request to a webhook that there is.</summary>
    /// <exception cref="UserErrorException"><c>webhook.tooMany</c>.</exception>
    public void Count(string hook, HttpResponse response)
    {
        using var lease = _limiter.AttemptAcquire(hook);
        if (!lease.IsAcquired)
        {
            response.Headers.RetryAfter = Period.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
            throw new UserErrorException("webhook.tooMany", "Too many requests came to this webhook", $"Send it again in {Duration.Format(Period)}.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();
}

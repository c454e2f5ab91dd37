using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using PipelineDeploy.Server.Health;

namespace PipelineDeploy.Server.Auth;

/// <summary>How many requests a token, a user, or an address without either may send; each server counts for itself.</summary>
static class ApiLimit
{
    // A burst of so many seconds' worth is let through.
    const int Burst = 10;

    public static IServiceCollection AddApiLimit(this IServiceCollection services, int perSecond) => services.AddRateLimiter(limiter =>
    {
        limiter.OnRejected = TellAsync;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            // Whoever looks after this server shares an address with many, or with a proxy.
            HealthEndpoints.Serves(context.Request.Path)
            ? RateLimitPartition.GetNoLimiter("health")
            : RateLimitPartition.GetTokenBucketLimiter(WhoIs(context), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecond * Burst,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            }));
    });

    static string WhoIs(HttpContext context) => context.User.FindCaller() switch
    {
        { TokenId: { } token } => string.Create(CultureInfo.InvariantCulture, $"token {token}"),
        { UserId: { } user } => string.Create(CultureInfo.InvariantCulture, $"user {user}"),
        _ => $"address {PasswordSignIn.NetworkOf(context.Connection.RemoteIpAddress)}",
    };

    static ValueTask TellAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        throw new TooManyException("request.tooMany", "There are too many requests", wait);
    }
}

using System.Globalization;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>What the requests of a <see cref="RouterProbe"/> have met.</summary>
/// <param name="Requests">How many were sent.</param>
/// <param name="Failed">How many got no whole answer, or the router's own word that nobody answers.</param>
/// <param name="Reason">What one of the failed ones met; null when none failed.</param>
public sealed record ProbeCount(int Requests, int Failed, string? Reason)
{
    /// <summary>As people read it, e.g. <c>0 of 1,240 requests failed meanwhile</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Failed:N0} of {Requests:N0} requests failed meanwhile{(Reason is null ? "" : $" ({Reason})")}");
}

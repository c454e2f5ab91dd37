using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Deploys.Webhooks.Statuses;

/// <summary>
/// Tells a host of a deployment, which it is first asked to keep. It may be cut off at any moment and done again: the host is looked through for the
/// deployment before it is made, and its id is kept before anything more is told of it.
/// </summary>
public sealed class DeploymentTalk(IStatusStore store, IRouteStore routes, PublicAddress address, OutboundHttp http)
{
    /// <summary>Tells.</summary>
    /// <param name="api">The host.</param>
    /// <param name="status">What it is told.</param>
    /// <param name="open">What is known of it until now.</param>
    /// <param name="timeout">For each request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The last answer of the host.</returns>
    internal async Task<OutboundAnswer> TellAsync(HostApi api, DeploymentStatus status, OpenStatus open, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var id = open.Deployment;
        if (id is null)
        {
            (id, var answer) = await MakeAsync(api, status, timeout, cancellationToken);
            if (id is null)
            {
                return answer;
            }

            await store.KeepDeploymentAsync(open.Delivery, id, cancellationToken);
        }

        if (DeploymentApi.Look(api, id) is { } look)
        {
            var seen = await SendAsync(look, timeout, cancellationToken);
            if (seen.Status != 200 || DeploymentApi.Stands(status, seen.Body))
            {
                return seen;
            }
        }

        var url = status.State == DeploymentState.Success && await routes.FindAsync(status.App, cancellationToken) is { } route && address.UrlsOf(route) is [var first, ..] ? first : null;
        return await SendAsync(DeploymentApi.Tell(api, status, id, url), timeout, cancellationToken);
    }

    async Task<(string? Id, OutboundAnswer Answer)> MakeAsync(HostApi api, DeploymentStatus status, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var found = await SendAsync(DeploymentApi.Search(api, status), timeout, cancellationToken);
        if (found.Status != 200)
        {
            return (null, found);
        }

        if (DeploymentApi.Found(api, status, found.Body) is { } known)
        {
            return (known, found);
        }

        var made = await SendAsync(DeploymentApi.Create(api, status), timeout, cancellationToken);
        return (made.Status == 201 ? DeploymentApi.Created(made.Body) : null, made);
    }

    async Task<OutboundAnswer> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using (request)
        {
            return await http.SendAsync(request, timeout, cancellationToken);
        }
    }
}

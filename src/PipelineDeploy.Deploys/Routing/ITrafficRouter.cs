using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>
/// The one seam to the proxy that carries the traffic. It is level-triggered: it is handed what is wanted,
/// looks at what is, and does what is missing. Applying the same routes twice changes nothing.
/// </summary>
public interface ITrafficRouter
{
    /// <summary>The proxy's name as people know it, e.g. <c>haproxy</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Makes the proxy carry exactly these routes, now and after a restart of the proxy, without losing a request.
    /// A route whose <see cref="Route.Generation"/> is lower than the one applied last for that app is left as it is.
    /// </summary>
    /// <exception cref="RouterException">The proxy refused or does not answer; what was written is picked up when it starts.</exception>
    Task ApplyAsync(IReadOnlyList<Route> routes, CancellationToken cancellationToken);

    /// <summary>How many connections the proxy holds to one target now; 0 when it does not know the target.</summary>
    Task<int> CountConnectionsAsync(string app, string target, CancellationToken cancellationToken);

    /// <summary>What the proxy itself has counted of one target; nothing when it does not know the target.</summary>
    /// <remarks>There is one for each process that counts: one that was replaced by a reload goes on counting the requests it still has.</remarks>
    /// <param name="app">The app.</param>
    /// <param name="target">The target's name.</param>
    /// <param name="since">Response times are wanted of the requests that have come since then.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RouterException">The proxy does not answer.</exception>
    Task<IReadOnlyList<TargetCounters>> ReadCountersAsync(string app, string target, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Proves that the proxy answers.</summary>
    /// <exception cref="RouterException">It does not.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}

/// <summary>An app's domains and the targets behind them.</summary>
/// <param name="App">The app's name.</param>
/// <param name="Generation">Rises with every change of the route.</param>
/// <param name="Domains">Host names without port, lower case; none twice in the whole table.</param>
/// <param name="Targets">Where requests go; none means that the app answers 503 with a clear page.</param>
public sealed record Route(string App, long Generation, IReadOnlyList<string> Domains, IReadOnlyList<RouteTarget> Targets);

/// <summary>One place that requests of an app go to.</summary>
/// <param name="Name">Unique within the app and never used again for another container, e.g. <c>v12-web-1</c>.</param>
/// <param name="Host">Address the proxy dials.</param>
/// <param name="Port">TCP port the proxy dials.</param>
/// <param name="Weight">0 to 256; 0 sends no new requests while open ones finish (draining).</param>
public sealed record RouteTarget(string Name, string Host, int Port, int Weight);

/// <summary>The proxy refused, does not answer, or ended up in another state than asked for.</summary>
public sealed class RouterException(string message, Exception? cause = null) : UserErrorException(new UserError("router.failed", message), cause);

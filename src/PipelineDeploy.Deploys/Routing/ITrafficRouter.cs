using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
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

    /// <summary>Whether it knows what became of the requests of each target; else nobody can watch a version by its traffic.</summary>
    bool CountsAnswers { get; }

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
    /// <param name="since">Response times are wanted of the requests that have come since then; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RouterException">The proxy does not answer.</exception>
    /// <exception cref="UserErrorException"><c>router.noCounters</c>: it does not count, see <see cref="CountsAnswers"/>.</exception>
    Task<IReadOnlyList<TargetCounters>> ReadCountersAsync(string app, string target, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>Proves that the proxy answers.</summary>
    /// <exception cref="RouterException">It does not.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}

/// <summary>An app's domains and the targets behind them.</summary>
/// <param name="App">The app's name.</param>
/// <param name="Generation">Rises with every change of the route.</param>
/// <param name="Domains">Host names without port, lower case; none twice in the whole table.</param>
/// <param name="Targets">Where requests go; none means that the app answers 503 with a clear page.</param>
public sealed record Route(string App, long Generation, IReadOnlyList<string> Domains, IReadOnlyList<RouteTarget> Targets)
{
    /// <summary>What the domains show over HTTPS; one without is not answered there.</summary>
    public IReadOnlyList<RouteCertificate> Certificates { get; init; } = [];

    /// <summary>Whether who asks by HTTP for a domain with a certificate is sent to HTTPS.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RedirectsHttps { get; init; }

    /// <summary>What visitors are told instead of getting the app; null while they get it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Maintenance { get; init; }
}

/// <summary>What a domain shows over HTTPS.</summary>
/// <param name="Domain">One of the route's domains.</param>
/// <param name="Fingerprint">Tells one certificate from another; hexadecimal.</param>
public sealed record RouteCertificate(string Domain, string Fingerprint)
{
    /// <summary>The chain and the private key; null when only the fingerprint is known any more. It is written nowhere but where the proxy reads it.</summary>
    [JsonIgnore]
    public string? Pem { get; init; }

    /// <summary>A certificate with its key.</summary>
    public static RouteCertificate Of(string domain, string pem) =>
        new(domain, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pem)))[..24]) { Pem = pem };

    /// <inheritdoc />
    public override string ToString() => $"certificate {Fingerprint} of {Domain}";
}

/// <summary>One place that requests of an app go to.</summary>
/// <param name="Name">Unique within the app and never used again for another container, e.g. <c>v12-web-1</c>.</param>
/// <param name="Host">Address the proxy dials.</param>
/// <param name="Port">TCP port the proxy dials.</param>
/// <param name="Weight">0 to 256; 0 sends no new requests while open ones finish (draining).</param>
public sealed record RouteTarget(string Name, string Host, int Port, int Weight)
{
    // No property: routes are remembered as JSON.
    internal string Address() => new IPEndPoint(IPAddress.Parse(Host), Port).ToString();
}

/// <summary>The proxy refused, does not answer, or ended up in another state than asked for.</summary>
public sealed class RouterException(string message, Exception? cause = null) : UserErrorException(new UserError("router.failed", message), cause);

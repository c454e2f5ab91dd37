namespace PipelineDeploy.Deploys.Routing;

/// <summary>Where the proxy that carries our traffic lives, and what it listens on.</summary>
/// <remarks>It is started by others and outlives our server.</remarks>
public abstract record RouterOptions
{
    /// <summary>Absolute path of the folder that holds the configuration and the sockets; at most 80 characters of <c>[A-Za-z0-9._/-]</c>.</summary>
    public required string Directory { get; init; }

    /// <summary>Addresses that it listens on, e.g. <c>127.0.0.1:8080</c> or <c>:80</c>; at least one.</summary>
    public required IReadOnlyList<string> Bind { get; init; }

    /// <summary>Addresses that it listens on for HTTPS; none for HTTP only.</summary>
    public IReadOnlyList<string> BindHttps { get; init; } = [];

    /// <summary>Addresses and networks of proxies that stand before it: what they say of a request's client is passed on. None by default.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>How many client connections it holds at once; later ones wait in the kernel. 1 to 1,000,000. Caddy knows no such limit.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>What stands behind the host in an address by HTTPS: nothing where the port is the usual one. Only where it listens for HTTPS.</summary>
    internal string HttpsPortSuffix => PortOf(BindHttps[0]) is var port and not "443" ? $":{port}" : "";

    internal string LockFile => Path.Combine(Directory, "router.lock");

    /// <summary>What the proxy starts from.</summary>
    internal abstract string ConfigFile { get; }

    /// <summary>The port of an address that it listens on.</summary>
    internal static string PortOf(string bind) => bind[(bind.LastIndexOf(':') + 1)..];
}

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>Where the HAProxy that carries our traffic lives, and what it listens on.</summary>
/// <remarks>
/// HAProxy is started by others, as <c>haproxy -W -S &lt;Directory&gt;/master.sock -f &lt;Directory&gt;/haproxy.cfg</c>, and outlives our server.
/// </remarks>
public sealed record HaproxyOptions
{
    /// <summary>Absolute path of the folder that holds the configuration and the sockets; at most 80 characters of <c>[A-Za-z0-9._/-]</c>.</summary>
    public required string Directory { get; init; }

    /// <summary>Addresses that HAProxy listens on, e.g. <c>127.0.0.1:8080</c> or <c>:80</c>; at least one.</summary>
    public required IReadOnlyList<string> Bind { get; init; }

    /// <summary>Addresses that HAProxy listens on for HTTPS; none for HTTP only.</summary>
    public IReadOnlyList<string> BindHttps { get; init; } = [];

    /// <summary>Addresses and networks of proxies that stand before HAProxy: what they say of a request's client is passed on. None by default.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>How many client connections HAProxy holds at once; later ones wait in the kernel. 1 to 1,000,000.</summary>
    public int MaxConnections { get; init; } = 4096;

    internal string ConfigFile => Path.Combine(Directory, "haproxy.cfg");

    internal string AdminSocket => Path.Combine(Directory, "admin.sock");

    internal string MasterSocket => Path.Combine(Directory, "master.sock");

    internal string LockFile => Path.Combine(Directory, "router.lock");
}

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>Where the HAProxy that carries our traffic lives, and what it listens on.</summary>
/// <remarks>
/// HAProxy is started by others, as <c>haproxy -W -S &lt;Directory&gt;/master.sock -f &lt;Directory&gt;/haproxy.cfg</c>, and outlives our server.
/// </remarks>
public sealed record HaproxyOptions : RouterOptions
{
    internal override string ConfigFile => Path.Combine(Directory, "haproxy.cfg");

    internal string AdminSocket => Path.Combine(Directory, "admin.sock");

    internal string MasterSocket => Path.Combine(Directory, "master.sock");
}

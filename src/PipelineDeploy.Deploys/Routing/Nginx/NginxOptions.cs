namespace PipelineDeploy.Deploys.Routing.Nginx;

/// <summary>Where the nginx that carries our traffic lives, and what it listens on.</summary>
/// <remarks>
/// nginx is started by others, as <c>nginx -e &lt;Directory&gt;/error.log -p &lt;Directory&gt; -c &lt;Directory&gt;/nginx.conf</c>, by the user of our
/// server and on the same machine, and outlives our server.
/// </remarks>
public sealed record NginxOptions : RouterOptions
{
    /// <summary>Whose rights its workers have when its master is root's; null to leave it to nginx. They read our folder.</summary>
    public string? User { get; init; }

    internal override string ConfigFile => Path.Combine(Directory, "nginx.conf");

    internal string PidFile => Path.Combine(Directory, "nginx.pid");

    internal string ErrorLog => Path.Combine(Directory, "error.log");

    internal string StartCommand => $"nginx -e {ErrorLog} -p {Directory} -c {ConfigFile}";
}

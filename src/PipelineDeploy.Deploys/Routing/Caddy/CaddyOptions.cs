namespace PipelineDeploy.Deploys.Routing.Caddy;

/// <summary>Where the Caddy that carries our traffic lives, and what it listens on.</summary>
/// <remarks>
/// Caddy is started by others, as <c>caddy run --config &lt;Directory&gt;/caddy.json</c>, by the user of our server and on the same machine, and
/// outlives our server.
/// </remarks>
public sealed record CaddyOptions : RouterOptions
{
    internal override string ConfigFile => Path.Combine(Directory, "caddy.json");

    internal string AdminSocket => Path.Combine(Directory, "caddy.sock");

    internal string StartCommand => $"caddy run --config {ConfigFile}";
}

using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Caddy;

namespace PipelineDeploy.TestKit.Routing;

/// <summary>A real Caddy.</summary>
public sealed class CaddyProcess : RouterProcess
{
    /// <summary>Chooses a new folder and free ports; nothing is started yet.</summary>
    public CaddyProcess()
        : base("caddy") => Options = new CaddyOptions { Directory = Folder, Bind = [EndPoint.ToString()], BindHttps = [HttpsEndPoint.ToString()] };

    /// <summary>What a router for it needs.</summary>
    public CaddyOptions Options { get; }

    /// <inheritdoc />
    public override string ConfigFile => Path.Combine(Folder, "caddy.json");

    /// <inheritdoc />
    protected override IReadOnlyList<string> Arguments => ["run", "--config", ConfigFile];

    /// <inheritdoc />
    public override ITrafficRouter NewRouter(IReadOnlyList<string>? trusted = null, string? alsoBind = null) => new CaddyRouter(
        Options with { TrustedProxies = trusted ?? [], Bind = alsoBind is null ? Options.Bind : [.. Options.Bind, alsoBind] }, TimeProvider.System, NullLogger<CaddyRouter>.Instance);
}

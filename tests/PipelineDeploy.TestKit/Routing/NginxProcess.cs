using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Nginx;

namespace PipelineDeploy.TestKit.Routing;

/// <summary>A real nginx.</summary>
public sealed class NginxProcess : RouterProcess
{
    /// <summary>Chooses a new folder and free ports; nothing is started yet.</summary>
    public NginxProcess()
        : base("nginx") => Options = new NginxOptions
        {
            Directory = Folder,
            Bind = [EndPoint.ToString()],
            BindHttps = [HttpsEndPoint.ToString()],
            MaxConnections = 1000,
            User = Environment.IsPrivilegedProcess ? "root" : null,
        };

    /// <summary>What a router for it needs.</summary>
    public NginxOptions Options { get; }

    /// <inheritdoc />
    public override string ConfigFile => Path.Combine(Folder, "nginx.conf");

    /// <inheritdoc />
    protected override IReadOnlyList<string> Arguments => ["-e", Path.Combine(Folder, "error.log"), "-p", Folder, "-c", ConfigFile, "-g", "daemon off;"];

    /// <inheritdoc />
    public override ITrafficRouter NewRouter(IReadOnlyList<string>? trusted = null, string? alsoBind = null) => new NginxRouter(
        Options with { TrustedProxies = trusted ?? [], Bind = alsoBind is null ? Options.Bind : [.. Options.Bind, alsoBind] }, TimeProvider.System, NullLogger<NginxRouter>.Instance);
}

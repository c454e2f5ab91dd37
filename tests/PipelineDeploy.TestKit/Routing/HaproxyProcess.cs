using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Haproxy;

namespace PipelineDeploy.TestKit.Routing;

/// <summary>A real HAProxy.</summary>
public sealed class HaproxyProcess : RouterProcess
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Chooses a new folder and free ports; nothing is started yet.</summary>
    public HaproxyProcess()
        : base("haproxy") => Options = new HaproxyOptions
        {
            Directory = Folder,
            Bind = [EndPoint.ToString()],
            BindHttps = [HttpsEndPoint.ToString()],
            MaxConnections = 1000,
        };

    /// <summary>What a router for it needs.</summary>
    public HaproxyOptions Options { get; }

    /// <inheritdoc />
    public override string ConfigFile => Path.Combine(Folder, "haproxy.cfg");

    /// <inheritdoc />
    protected override IReadOnlyList<string> Arguments => ["-W", "-S", Path.Combine(Folder, "master.sock"), "-f", ConfigFile];

    /// <inheritdoc />
    public override ITrafficRouter NewRouter(IReadOnlyList<string>? trusted = null, string? alsoBind = null) => new HaproxyRouter(
        Options with { TrustedProxies = trusted ?? [], Bind = alsoBind is null ? Options.Bind : [.. Options.Bind, alsoBind] }, TimeProvider.System, NullLogger<HaproxyRouter>.Instance);

    /// <summary>What the worker that takes new connections answers to a command of the runtime API, e.g. <c>show servers state</c>.</summary>
    public async Task<string> AskAsync(string command)
    {
        using var deadline = new CancellationTokenSource(Deadline, TimeProvider.System);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(Folder, "master.sock")), deadline.Token);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"@1 {command}\n"), deadline.Token);
        socket.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(deadline.Token);
    }
}

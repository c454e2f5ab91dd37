using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace PipelineDeploy.Deploys.Routing.Caddy;

/// <summary>Carries routes with Caddy: writes what it starts from, and hands it over by the admin API.</summary>
/// <remarks>
/// Caddy takes every change as a whole new configuration and closes the idle connections of clients with the one before; a request that is
/// just coming on one of them is lost, and open WebSockets end. docs/routing.md says how many that are.
/// </remarks>
public sealed partial class CaddyRouter : FileRouter
{
    // The server before it takes connections for a moment after its end, and which of both gets one is chance.
    const int SureAfter = 20;

    static readonly TimeSpan TakeOverDeadline = TimeSpan.FromSeconds(15);
    readonly CaddyOptions _options;
    readonly CaddyAdmin _admin;
    readonly StructureProbe _probe;
    readonly TimeProvider _time;
    readonly ILogger<CaddyRouter> _logger;

    /// <summary>Makes a router for one Caddy; several in several processes may share it.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public CaddyRouter(CaddyOptions options, TimeProvider time, ILogger<CaddyRouter> logger)
        : base(options, time)
    {
        _options = options;
        _admin = new CaddyAdmin(options, time);
        _probe = new StructureProbe(options.Bind[0]);
        _time = time;
        _logger = logger;
    }

    /// <inheritdoc/>
    public override string Name => "caddy";

    /// <inheritdoc/>
    public override async Task<int> CountConnectionsAsync(string app, string target, CancellationToken cancellationToken)
    {
        RoutingRules.CheckNames(app, target);
        return await CountSocketsAsync([await _admin.ProcessAsync(cancellationToken)], app, target, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (await _admin.StructureAsync(cancellationToken) is null)
            throw new RouterException($"The Caddy on {_options.AdminSocket} runs another configuration. Start it: {_options.StartCommand}");
    }

    private protected override RouterConfig Render(IReadOnlyList<Route> routes) => CaddyConfig.Render(_options, routes);

    private protected override IReadOnlyList<Route> Remembered(string text) => CaddyConfig.Remembered(text);

    private protected override async Task BringAsync(RouterConfig config, IReadOnlyList<Route> routes, CancellationToken cancellationToken)
    {
        if (await _admin.StructureAsync(cancellationToken) == config.Structure)
            return;
        await CheckPlacesAsync(cancellationToken);
        await _admin.LoadAsync(config.Text, cancellationToken);
        await TakenOverAsync(config.Structure, cancellationToken);
        LogLoaded(_logger, config.Structure);
    }

    // A Caddy that cannot listen somewhere refuses the configuration, but lets those of its servers that could go on beside the others.
    async Task CheckPlacesAsync(CancellationToken cancellationToken)
    {
        var listens = await _admin.ListensAsync(cancellationToken);
        foreach (var place in _options.Bind.Concat(_options.BindHttps).Where(place => !listens.Contains(place.TrimStart('*'), StringComparer.Ordinal)))
        {
            if (IPEndPoint.TryParse(place, out var address) && Obstacle(address) is { } obstacle)
                throw new RouterException($"Caddy cannot listen on {place} ({obstacle}), so it goes on with what it had. Free it, or choose another address.");
        }
    }

    static string? Obstacle(IPEndPoint address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(address);
            return null;
        }
        catch (SocketException taken)
        {
            return taken.Message;
        }
    }

    /// <summary>Waits until visitors are answered by nothing but this structure.</summary>
    async Task TakenOverAsync(string structure, CancellationToken cancellationToken)
    {
        var (start, sure) = (_time.GetTimestamp(), 0);
        while (sure < SureAfter)
        {
            sure = await _probe.AskAsync(cancellationToken) == structure ? sure + 1 : 0;
            if (_time.GetElapsedTime(start) > TakeOverDeadline)
                throw new RouterException($"Caddy took {_options.ConfigFile}, but something else still answers on {_options.Bind[0]}. Restart it: {_options.StartCommand}");
        }
    }

    [LoggerMessage(EventId = 3121, Level = LogLevel.Information, Message = "Caddy loaded structure {Structure}")]
    private static partial void LogLoaded(ILogger logger, string structure);
}

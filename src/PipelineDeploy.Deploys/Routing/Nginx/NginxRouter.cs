using Microsoft.Extensions.Logging;

namespace PipelineDeploy.Deploys.Routing.Nginx;

/// <summary>Carries routes with nginx: writes what it starts from, lets it prove that, and reloads it.</summary>
/// <remarks>
/// nginx can be steered by nothing but its configuration. A reload closes the idle connections of clients, and a request that is just coming
/// on one of them is lost; docs/routing.md says how many that are.
/// </remarks>
public sealed partial class NginxRouter : FileRouter
{
    readonly NginxOptions _options;
    readonly NginxProgram _nginx;
    readonly ILogger<NginxRouter> _logger;

    /// <summary>Makes a router for one nginx; several in several processes may share it.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public NginxRouter(NginxOptions options, TimeProvider time, ILogger<NginxRouter> logger)
        : base(options, time)
    {
        _options = options;
        _nginx = new NginxProgram(options, time);
        _logger = logger;
    }

    /// <inheritdoc/>
    public override string Name => "nginx";

    /// <inheritdoc/>
    /// <remarks>What drains gets nothing from the present workers, so what is counted of it are the open requests of those that leave.</remarks>
    public override async Task<int> CountConnectionsAsync(string app, string target, CancellationToken cancellationToken)
    {
        RoutingRules.CheckNames(app, target);
        return await CountSocketsAsync(await _nginx.WorkersAsync(cancellationToken), app, target, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (await _nginx.StructureAsync(cancellationToken) is null)
            throw new RouterException($"The nginx by {_options.PidFile} runs another configuration, or answers nothing on {_options.Bind[0]}. Start it: {_options.StartCommand}");
    }

    private protected override RouterConfig Render(IReadOnlyList<Route> routes) => NginxConfig.Render(_options, routes);

    private protected override Task ProveAsync(string draft, CancellationToken cancellationToken) => _nginx.ProveAsync(draft, cancellationToken);

    private protected override async Task BringAsync(RouterConfig config, IReadOnlyList<Route> routes, CancellationToken cancellationToken)
    {
        if (await _nginx.StructureAsync(cancellationToken) == config.Structure)
            return;
        await _nginx.ReloadAsync(config.Structure, cancellationToken);
        LogReloaded(_logger, config.Structure);
    }

    [LoggerMessage(EventId = 3111, Level = LogLevel.Information, Message = "nginx reloaded to structure {Structure}")]
    private static partial void LogReloaded(ILogger logger, string structure);
}

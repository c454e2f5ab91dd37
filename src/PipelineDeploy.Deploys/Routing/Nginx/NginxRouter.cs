using Microsoft.Extensions.Logging;

namespace PipelineDeploy.Deploys.Routing.Nginx;

/// <summary>Carries routes with nginx: writes what it starts from, lets it prove that, and reloads it.</summary>
/// <remarks>
/// nginx can be steered by nothing but its configuration. A reload closes the idle connections of clients, and a request that is just coming
/// on one of them is lost; docs/routing.md says how many that are.
/// </remarks>
public sealed partial class NginxRouter : ITrafficRouter, IRouterProgram
{
    readonly NginxOptions _options;
    readonly ConfigDirectory _directory;
    readonly NginxProgram _nginx;
    readonly ILogger<NginxRouter> _logger;

    /// <summary>Makes a router for one nginx; several in several processes may share it.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public NginxRouter(NginxOptions options, TimeProvider time, ILogger<NginxRouter> logger)
    {
        RoutingRules.Check(options);
        _options = options;
        _directory = new ConfigDirectory(options, time);
        _nginx = new NginxProgram(options, time);
        _logger = logger;
    }

    /// <inheritdoc/>
    public string Name => "nginx";

    /// <inheritdoc/>
    public bool CountsAnswers => false;

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var alone = await _directory.LockAsync(cancellationToken);
        if (await _directory.ReadAsync(cancellationToken) is null)
            await WriteAsync(NginxConfig.Render(_options, []), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(IReadOnlyList<Route> routes, CancellationToken cancellationToken)
    {
        RoutingRules.Check(routes);
        await using var alone = await _directory.LockAsync(cancellationToken);
        var written = await _directory.ReadAsync(cancellationToken);
        var carried = RememberedRoutes.Merge(routes, RememberedRoutes.Parse(written ?? "")).Select(_directory.WithKeptCertificates).ToList();
        var config = NginxConfig.Render(_options, carried);
        if (config.Text != written || !config.Files.All(file => _directory.Has(file.Name)))
            await WriteAsync(config, cancellationToken);
        if (await _nginx.StructureAsync(cancellationToken) == config.Structure)
            return;
        await _nginx.ReloadAsync(config.Structure, cancellationToken);
        LogReloaded(_logger, config.Structure);
    }

    /// <inheritdoc/>
    /// <remarks>What drains gets nothing from the present workers, so what is counted of it are the open requests of those that leave.</remarks>
    public async Task<int> CountConnectionsAsync(string app, string target, CancellationToken cancellationToken)
    {
        RoutingRules.Name("app", app);
        RoutingRules.Name("target", target);
        var workers = await _nginx.WorkersAsync(cancellationToken);
        var routes = RememberedRoutes.Parse(await _directory.ReadAsync(cancellationToken) ?? "");
        return routes.FirstOrDefault(route => route.App == app)?.Targets.FirstOrDefault(one => one.Name == target) is { } known
            ? ProcessSockets.CountTo(workers, known.Host, known.Port)
            : 0;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TargetCounters>> ReadCountersAsync(string app, string target, DateTimeOffset? since, CancellationToken cancellationToken) =>
        Task.FromException<IReadOnlyList<TargetCounters>>(RouterCounters.Missing(Name, "Whoever watches the traffic"));

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (await _nginx.StructureAsync(cancellationToken) is null)
            throw new RouterException($"The nginx by {_options.PidFile} runs another configuration, or answers nothing on {_options.Bind[0]}. Start it: {_options.StartCommand}");
    }

    Task WriteAsync(NginxConfig config, CancellationToken cancellationToken) =>
        _directory.WriteAsync(config.Text, config.Files, draft => _nginx.ProveAsync(draft, cancellationToken), cancellationToken);

    [LoggerMessage(EventId = 3111, Level = LogLevel.Information, Message = "nginx reloaded to structure {Structure}")]
    private static partial void LogReloaded(ILogger logger, string structure);
}

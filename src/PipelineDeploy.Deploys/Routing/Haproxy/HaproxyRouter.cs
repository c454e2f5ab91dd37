using Microsoft.Extensions.Logging;

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>
/// Carries routes with HAProxy: writes what it starts from, then brings the running process there by runtime
/// commands, or by a seamless reload when apps or domains changed.
/// </summary>
public sealed partial class HaproxyRouter : FileRouter
{
    readonly HaproxyOptions _options;
    readonly MasterCli _master;
    readonly ILogger<HaproxyRouter> _logger;

    /// <summary>Makes a router for one HAProxy; several in several processes may share it.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public HaproxyRouter(HaproxyOptions options, TimeProvider time, ILogger<HaproxyRouter> logger)
        : base(options, time)
    {
        _options = options;
        _master = new MasterCli(options, time);
        _logger = logger;
    }

    /// <inheritdoc/>
    public override string Name => "haproxy";

    /// <inheritdoc/>
    public override bool CountsAnswers => true;

    /// <inheritdoc/>
    /// <remarks>
    /// A worker that a reload replaced cannot be steered any more: a client that is connected to it may send one more
    /// request, which goes where it went before. So its idle clients count as connections to each target it knows.
    /// </remarks>
    public override async Task<int> CountConnectionsAsync(string app, string target, CancellationToken cancellationToken)
    {
        RoutingRules.CheckNames(app, target);
        var processes = await _master.ProcessesAsync(cancellationToken);
        var count = processes.Current is { } current ? (await FindAsync(_master.Worker(current)))?.InUse ?? 0 : 0;
        foreach (var worker in processes.Leaving.Select(_master.Worker))
        {
            if (await FindAsync(worker) is not { } server)
                continue;
            count += server.InUse;
            if (server is { IsReady: true, Weight: > 0 })
                count += await worker.IdleClientsAsync(cancellationToken);
        }
        return count;

        async Task<ServerState?> FindAsync(RuntimeApi worker) =>
            (await worker.ServersAsync(cancellationToken)).FirstOrDefault(server => server.Backend == HaproxyConfig.Backend(app) && server.Name == target);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<TargetCounters>> ReadCountersAsync(string app, string target, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        RoutingRules.CheckNames(app, target);
        var processes = await _master.ProcessesAsync(cancellationToken);
        List<TargetCounters> counters = [];
        foreach (var worker in processes.Leaving.Concat(processes.Current is { } current ? [current] : Array.Empty<int>()).Select(_master.Worker))
        {
            if (await worker.CountersAsync(HaproxyConfig.Backend(app), target, since, cancellationToken) is { } seen)
                counters.Add(seen);
        }
        return counters;
    }

    /// <inheritdoc/>
    public override async Task CheckAsync(CancellationToken cancellationToken)
    {
        var worker = await _master.CurrentAsync(cancellationToken);
        if (await worker.StructureAsync(cancellationToken) is null)
            throw new RouterException($"The HAProxy on {_options.MasterSocket} runs another configuration. Start it with -f {_options.ConfigFile}.");
    }

    private protected override RouterConfig Render(IReadOnlyList<Route> routes) => HaproxyConfig.Render(_options, routes);

    private protected override async Task BringAsync(RouterConfig config, IReadOnlyList<Route> routes, CancellationToken cancellationToken) =>
        await SteerAsync(routes, await RunningAsync(config.Structure, cancellationToken), cancellationToken);

    async Task<RuntimeApi> RunningAsync(string structure, CancellationToken cancellationToken)
    {
        var worker = await _master.CurrentAsync(cancellationToken);
        if (await worker.StructureAsync(cancellationToken) == structure)
            return worker;
        worker = await _master.ReloadAsync(structure, cancellationToken);
        LogReloaded(_logger, structure);
        return worker;
    }

    /// <summary>Opens, looks, closes, looks, deletes: what serves now is touched only once its successor is seen in place.</summary>
    async Task SteerAsync(IReadOnlyList<Route> routes, RuntimeApi worker, CancellationToken cancellationToken)
    {
        var plan = HaproxyPlan.For(routes, await worker.ServersAsync(cancellationToken));
        if (plan.IsEmpty)
            return;
        await worker.RunAsync(plan.Open, cancellationToken);
        if (plan.Open.Count > 0)
            plan = HaproxyPlan.For(routes, await worker.ServersAsync(cancellationToken));
        if (plan.Open.Count > 0)
            throw new RouterException($"HAProxy took all commands but does not serve as asked; still missing: {plan.Open[0]}");
        await worker.RunAsync(plan.Close, cancellationToken);
        if (plan.Close.Count > 0 && HaproxyPlan.Mismatch(routes, await worker.ServersAsync(cancellationToken)) is { } missing)
            throw new RouterException($"HAProxy took all commands but does not serve as asked; still missing: {missing}");
        await worker.TryRunAsync(plan.Delete, cancellationToken);
        LogSteered(_logger, plan.Close.Count, plan.Delete.Count);
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "HAProxy reloaded to structure {Structure}")]
    private static partial void LogReloaded(ILogger logger, string structure);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Debug, Message = "HAProxy steered: {Closed} closed, {Deleted} deleted")]
    private static partial void LogSteered(ILogger logger, int closed, int deleted);
}

namespace PipelineDeploy.Deploys.Routing;

/// <summary>
/// Carries routes with a proxy that starts from a file. What is wanted is written there first, so that it comes up right after any restart; then the
/// running proxy is brought to it. Several in several processes may share one proxy.
/// </summary>
public abstract class FileRouter : ITrafficRouter, IRouterProgram
{
    private protected FileRouter(RouterOptions options, TimeProvider time)
    {
        RoutingRules.Check(options);
        Folder = new ConfigDirectory(options, time);
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual bool CountsAnswers => false;

    private protected ConfigDirectory Folder { get; }

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var alone = await Folder.LockAsync(cancellationToken);
        if (await Folder.ReadAsync(cancellationToken) is null)
            await WriteAsync(Render([]), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(IReadOnlyList<Route> routes, CancellationToken cancellationToken)
    {
        RoutingRules.Check(routes);
        await using var alone = await Folder.LockAsync(cancellationToken);
        var written = await Folder.ReadAsync(cancellationToken);
        var carried = RememberedRoutes.Merge(routes, Remembered(written ?? "")).Select(Folder.WithKeptCertificates).ToList();
        var config = Render(carried);
        if (config.Text != written || !config.Files.All(file => Folder.Has(file.Name)))
            await WriteAsync(config, cancellationToken);
        await BringAsync(config, carried, cancellationToken);
    }

    /// <inheritdoc/>
    public abstract Task<int> CountConnectionsAsync(string app, string target, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<TargetCounters>> ReadCountersAsync(string app, string target, DateTimeOffset? since, CancellationToken cancellationToken) =>
        Task.FromException<IReadOnlyList<TargetCounters>>(RouterCounters.Missing(Name, "Whoever watches the traffic"));

    /// <inheritdoc/>
    public abstract Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>The configuration that carries exactly these routes.</summary>
    private protected abstract RouterConfig Render(IReadOnlyList<Route> routes);

    /// <summary>The routes a configuration was rendered from; none for a file that is not ours.</summary>
    private protected virtual IReadOnlyList<Route> Remembered(string text) => RememberedRoutes.Parse(text);

    /// <summary>Looks at a draft of the configuration before it takes the place of what is there; what it throws keeps it from that.</summary>
    private protected virtual Task ProveAsync(string draft, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Brings the running proxy to what was written.</summary>
    private protected abstract Task BringAsync(RouterConfig config, IReadOnlyList<Route> routes, CancellationToken cancellationToken);

    /// <summary>The connections of these processes to a target, as the kernel knows them.</summary>
    private protected async Task<int> CountSocketsAsync(IReadOnlyList<int> processes, string app, string target, CancellationToken cancellationToken)
    {
        var routes = Remembered(await Folder.ReadAsync(cancellationToken) ?? "");
        return routes.FirstOrDefault(route => route.App == app)?.Targets.FirstOrDefault(one => one.Name == target) is { } known
            ? ProcessSockets.CountTo(processes, known.Host, known.Port)
            : 0;
    }

    Task WriteAsync(RouterConfig config, CancellationToken cancellationToken) =>
        Folder.WriteAsync(config, draft => ProveAsync(draft, cancellationToken), cancellationToken);
}

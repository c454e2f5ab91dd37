using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.TestKit.Routing;

/// <summary>The wanted traffic in memory, by the rules of the database. Not thread-safe.</summary>
/// <param name="isDriving">Whether a driver still drives its run.</param>
public sealed class InMemoryRouteStore(Func<DriverTerm, bool> isDriving) : IRouteStore
{
    readonly Dictionary<string, AppRoute> _routes = [];

    /// <summary>An app as it is when it was just created: domains, and nothing behind them.</summary>
    public void Add(string app, params IReadOnlyList<string> domains) => _routes.Add(app, new AppRoute(app, domains, 0, [], null));

    /// <inheritdoc />
    public Task<IReadOnlyList<AppRoute>> ReadAllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AppRoute>>([.. _routes.Values.OrderBy(route => route.App, StringComparer.Ordinal)]);

    /// <inheritdoc />
    public Task<IReadOnlyList<AppRoute>> ReadManyAsync(IReadOnlyList<string> apps, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AppRoute>>([.. _routes.Values.Where(route => apps.Contains(route.App)).OrderBy(route => route.App, StringComparer.Ordinal)]);

    /// <inheritdoc />
    public Task<AppRoute?> FindAsync(string app, CancellationToken cancellationToken) => Task.FromResult(_routes.GetValueOrDefault(app));

    /// <inheritdoc />
    public Task<bool> ReplaceAsync(AppRoute route, DriverTerm? term, CancellationToken cancellationToken)
    {
        var isAllowed = _routes.GetValueOrDefault(route.App)?.Generation == route.Generation && (term is null || isDriving(term));
        if (isAllowed)
        {
            _routes[route.App] = route with { Generation = route.Generation + 1 };
        }

        return Task.FromResult(isAllowed);
    }
}

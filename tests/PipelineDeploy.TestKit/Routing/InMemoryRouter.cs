using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.TestKit.Routing;

/// <summary>A router in memory: keeps what it was handed, but never a lower generation in place of a higher one. Not thread-safe.</summary>
public sealed class InMemoryRouter : ITrafficRouter
{
    readonly Dictionary<string, Route> _routes = [];

    /// <inheritdoc />
    public string Name => "memory";

    /// <inheritdoc />
    public bool CountsAnswers { get; set; } = true;

    /// <summary>What it carries, by app.</summary>
    public IReadOnlyDictionary<string, Route> Routes => _routes;

    /// <summary>How many connections a target holds, asked each time anew.</summary>
    public Func<string, int> Connections { get; init; } = _ => 0;

    /// <summary>What it has counted of a target, asked each time anew.</summary>
    public Func<string, IReadOnlyList<TargetCounters>> Counters { get; set; } = _ => [];

    /// <inheritdoc />
    public Task ApplyAsync(IReadOnlyList<Route> routes, CancellationToken cancellationToken)
    {
        foreach (var gone in _routes.Keys.Except(routes.Select(route => route.App)).ToList())
        {
            _routes.Remove(gone);
        }

        foreach (var route in routes)
        {
            if (!_routes.TryGetValue(route.App, out var carried) || carried.Generation <= route.Generation)
            {
                _routes[route.App] = route;
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<int> CountConnectionsAsync(string app, string target, CancellationToken cancellationToken) => Task.FromResult(Connections(target));

    /// <inheritdoc />
    public Task<IReadOnlyList<TargetCounters>> ReadCountersAsync(string app, string target, DateTimeOffset? since, CancellationToken cancellationToken) => Task.FromResult(Counters(target));

    /// <inheritdoc />
    public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

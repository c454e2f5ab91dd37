using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>Changes the wanted traffic and brings the router to it.</summary>
public sealed class RouteKeeper(IRouteStore store, ITrafficRouter router, IConfigVault vault) : IDisposable
{
    readonly SemaphoreSlim _applying = new(1, 1);

    /// <summary>Changes one app's route and applies it. A change that changes nothing is applied all the same: it may have been lost half-way.</summary>
    /// <returns>The route as it is now.</returns>
    /// <exception cref="UserErrorException"><c>route.fenced</c>: another driver has this run now.</exception>
    /// <exception cref="RouterException">The row is changed but the router does not follow; it is tried again every few seconds.</exception>
    public async Task<AppRoute> ChangeAsync(string app, Func<AppRoute, AppRoute> change, DriverTerm? term, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            var before = await ReadAsync(app, cancellationToken);
            var after = change(before);
            if (ReferenceEquals(before, after) || await store.ReplaceAsync(after, term, cancellationToken))
            {
                await ApplyAsync(cancellationToken);
                return after;
            }
        }

        throw new UserErrorException("route.fenced", $"The route of {app} is being changed by someone else", "Another server drives this run now; nothing was changed.");
    }

    /// <summary>Gives every route its next generation and applies them, when something that all are read with has changed.</summary>
    /// <exception cref="RouterException">The rows are changed but the router does not follow; it is tried again every few seconds.</exception>
    public async Task RaiseAllAsync(CancellationToken cancellationToken)
    {
        foreach (var route in (await store.ReadAllAsync(cancellationToken)).Where(route => route.Unreadable is null))
        {
            // One that somebody else has changed meanwhile has a new generation by that.
            await store.ReplaceAsync(route with { }, term: null, cancellationToken);
        }

        await ApplyAsync(cancellationToken);
    }

    /// <summary>The wanted traffic of an app as it is now; nothing is applied.</summary>
    /// <exception cref="UserErrorException"><c>app.notFound</c> or <c>route.unreadable</c>.</exception>
    public async Task<AppRoute> ReadAsync(string app, CancellationToken cancellationToken) =>
        (await store.FindAsync(app, cancellationToken) ?? throw new UserErrorException("app.notFound", $"There is no app '{app}'")).Whole();

    /// <summary>Brings the router to what the rows say now.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        // Rows are read inside the lock: of two applies, the later one cannot carry the older rows.
        await _applying.WaitAsync(cancellationToken);
        try
        {
            var routes = await store.ReadAllAsync(cancellationToken);
            await router.ApplyAsync([.. routes.Select(route => route.ToRoute(vault))], cancellationToken);
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _applying.Dispose();
}

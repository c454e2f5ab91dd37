namespace PipelineDeploy.Deploys.Routing;

/// <summary>
/// Brings what people change of routes to the router. When that does not answer the change holds all the same, and the router gets it as soon
/// as it does.
/// </summary>
public sealed class RouteChanges(RouteKeeper keeper, RouteReconciler reconciler)
{
    /// <summary>Brings the router to what the rows say now.</summary>
    public Task ApplyAsync(CancellationToken cancellationToken) => TryAsync(() => keeper.ApplyAsync(cancellationToken));

    /// <summary>Changes one app's route and brings the router to it.</summary>
    public Task ChangeAsync(string app, Func<AppRoute, AppRoute> change, CancellationToken cancellationToken) =>
        TryAsync(() => keeper.ChangeAsync(app, change, term: null, cancellationToken));

    /// <summary>Something that the route of an app is read with, or of all apps when it is null, has changed, though nothing in its own row.</summary>
    public Task RaiseAsync(string? app, CancellationToken cancellationToken) => app is not null
        ? ChangeAsync(app, route => route with { }, cancellationToken)
        : TryAsync(() => keeper.RaiseAllAsync(cancellationToken));

    async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RouterException)
        {
            reconciler.LookNow();
        }
    }
}

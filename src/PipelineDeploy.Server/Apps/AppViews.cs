using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Server.Domains;
using PipelineDeploy.Server.Runs;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Apps;

/// <summary>Makes what the API shows of apps.</summary>
sealed class AppViews(
    IRouteStore routes, RouteReconciler reconciler, IContainerEngine engine, ContainerLabels labels, RunViews runs, PublicAddress address)
{
    public async Task<AppView> ViewAsync(App app, CancellationToken cancellationToken) =>
        ViewOf(app, await routes.FindAsync(app.Name, cancellationToken), await runs.LatestAsync(app.Name, cancellationToken));

    /// <summary>Several apps, in as many queries as one takes.</summary>
    public async Task<IReadOnlyList<AppView>> ListAsync(IReadOnlyList<App> apps, CancellationToken cancellationToken)
    {
        var names = apps.Select(app => app.Name).ToList();
        var byApp = (await routes.ReadManyAsync(names, cancellationToken)).ToDictionary(route => route.App, StringComparer.Ordinal);
        var latest = await runs.LatestAsync(names, cancellationToken);
        return [.. apps.Select(app => ViewOf(app, byApp.GetValueOrDefault(app.Name), latest.GetValueOrDefault(app.Name)))];
    }

    public async Task<StatusView> StatusAsync(App app, CancellationToken cancellationToken)
    {
        var route = await routes.FindAsync(app.Name, cancellationToken);
        var containers = await engine.ListContainersAsync(labels.OfApp(app.Name), cancellationToken);
        var views = containers.Select(container => ViewOf(container, route)).OrderByDescending(view => view.Weight ?? -1).ThenBy(view => view.Name, StringComparer.Ordinal);
        return new StatusView(ViewOf(app, route, await runs.LatestAsync(app.Name, cancellationToken)), route?.Generation ?? 0, [.. views], DriftOf(route, containers));
    }

    IReadOnlyList<DriftView> DriftOf(AppRoute? route, IReadOnlyList<ContainerInfo> containers)
    {
        var drift = route is null ? [] : Drift.Find(route, containers).Select(found => found.Error).ToList();
        if (route?.Unreadable is { } unreadable)
        {
            drift.Add(unreadable);
        }

        if (reconciler.Trouble is { } trouble)
        {
            drift.Add(new UserError("drift.router", $"The traffic cannot be brought to what is wanted: {trouble}", "It is tried again every ten seconds."));
        }

        return [.. drift.Select(error => new DriftView(error.Code, error.Message, error.Hint))];
    }

    AppView ViewOf(App app, AppRoute? route, RunView? latest) => new(
        app.Name, app.CreatedAt, app.Domains, address.UrlsOf(route ?? new AppRoute(app.Name, app.Domains, 0, [], null)), route?.Blue?.Release,
        route?.Blue is not null ? route.SwitchedAt : null, latest,
        route?.Maintenance is { } maintenance ? MaintenanceEndpoints.ViewOf(maintenance) : null);

    static ContainerView ViewOf(ContainerInfo container, AppRoute? route)
    {
        var target = route?.Targets.FirstOrDefault(target => target.Container == container.Id);
        // What gets no requests is where the version is that it is part of.
        var version = target ?? route?.Targets.FirstOrDefault(other => other.RunId == ContainerLabels.RunOf(container) && route.Wants(container));
        var slot = ContainerLabels.IsOneOff(container) ? "run" : version switch
        {
            { Weight: > 0 } when version.RunId == route!.Blue!.RunId => "blue",
            { Weight: > 0 } or null => "green",
            _ => "retired",
        };
        return new ContainerView(
            container.Name, container.Id, slot, ContainerLabels.ReleaseOf(container), ContainerLabels.RunOf(container), container.State,
            container.PublishedPorts.Count == 0 ? null : $"127.0.0.1:{container.PublishedPorts.Values.First()}", target?.Weight, container.StartedAt);
    }
}

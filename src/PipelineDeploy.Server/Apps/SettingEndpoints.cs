using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;

namespace PipelineDeploy.Server.Apps;

/// <summary>Settings of an app, and those that hold for all apps: each effective value and where it came from.</summary>
static class SettingEndpoints
{
    public static void MapSettings(this WebApplication app)
    {
        var settings = app.MapApp("/settings");
        settings.MapGet("/", ListAsync);
        settings.MapPut("/{name}", SetAsync);
        settings.MapDelete("/{name}", UnsetAsync);
        var all = app.MapGroup("/api/v1/settings");
        all.MapGet("/", ListOfAllAsync);
        all.MapPut("/{name}", SetForAllAsync);
        all.MapDelete("/{name}", UnsetForAllAsync);
    }

    static async Task<IReadOnlyList<SettingView>> ListOfAllAsync(ISettingStore store, CancellationToken cancellationToken) =>
        [.. (await store.ReadAsync(null, cancellationToken)).All.Select(ViewOf)];

    static Task<SettingView> SetForAllAsync(
        string name, SetSetting wanted, ISettingStore store, PipelineCatalog pipelines, RouteChanges routes, HostPaths hostPaths, CancellationToken cancellationToken) =>
        ChangeAsync(null, name, wanted, store, pipelines, routes, hostPaths, cancellationToken);

    static Task<SettingView> UnsetForAllAsync(string name, ISettingStore store, RouteChanges routes, CancellationToken cancellationToken) =>
        TakeAsync(null, name, store, routes, cancellationToken);

    internal static async Task<IReadOnlyList<SettingView>> ListAsync(string app, ISettingStore store, CancellationToken cancellationToken) =>
        [.. (await store.ReadAsync(app, cancellationToken)).All.Select(ViewOf)];

    static async Task<SettingView> SetAsync(
        string app, string name, SetSetting wanted, ISettingStore store, PipelineCatalog pipelines, RouteChanges routes, HostPaths hostPaths,
        CancellationToken cancellationToken) =>
        await ChangeAsync(app, name, wanted, store, pipelines, routes, hostPaths, cancellationToken);

    static async Task<SettingView> ChangeAsync(
        string? app, string name, SetSetting wanted, ISettingStore store, PipelineCatalog pipelines, RouteChanges routes, HostPaths hostPaths,
        CancellationToken cancellationToken)
    {
        var setting = SettingDefinition.Find(name);
        var value = setting.Normalize(wanted.Value ?? "");
        if (setting.Type == SettingType.Pipeline)
        {
            await pipelines.RequireAsync(value, null, cancellationToken);
        }

        if (setting.Type == SettingType.Volumes)
        {
            hostPaths.RequireAll(ContainerMount.ParseAll(value));
        }

        await store.SetAsync(app, setting.Name, value, cancellationToken);
        await BringToRouterAsync(app, setting, routes, cancellationToken);
        return ViewOf((await store.ReadAsync(app, cancellationToken))[setting.Name]);
    }

    static async Task<SettingView> UnsetAsync(
        string app, string name, ISettingStore store, RouteChanges routes, CancellationToken cancellationToken) =>
        await TakeAsync(app, name, store, routes, cancellationToken);

    static async Task<SettingView> TakeAsync(string? app, string name, ISettingStore store, RouteChanges routes, CancellationToken cancellationToken)
    {
        var setting = SettingDefinition.Find(name);
        await store.UnsetAsync(app, setting.Name, cancellationToken);
        await BringToRouterAsync(app, setting, routes, cancellationToken);
        return ViewOf((await store.ReadAsync(app, cancellationToken))[setting.Name]);
    }

    static Task BringToRouterAsync(string? app, SettingDefinition setting, RouteChanges routes, CancellationToken cancellationToken) =>
        setting.Name == SettingDefinition.RedirectHttps ? routes.RaiseAsync(app, cancellationToken) : Task.CompletedTask;

    internal static SettingView ViewOf(EffectiveSetting setting) => new(setting.Definition.Name, setting.Value, setting.Origin, setting.Definition.Description);
}

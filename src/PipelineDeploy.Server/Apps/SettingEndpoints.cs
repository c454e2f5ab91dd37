using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.OpenApi;

namespace PipelineDeploy.Server.Apps;

/// <summary>Settings of an app, and those that hold for all apps: each effective value and where it came from.</summary>
static class SettingEndpoints
{
    public static void MapSettings(this WebApplication app)
    {
        var settings = app.MapApp("/settings");
        settings.MapGet("/", ListAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("listAppSettings");
        settings.MapGet("/{name}", ShowAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("getAppSetting");
        settings.MapPut("/{name}", SetAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch()
            .Operation(
                "setAppSetting", "setting.badValue", "pipeline.notFound", "git.badUrl", "git.secretInUrl", "checks.badCommand",
                "volumes.hostPathMissing", "volumes.hostPathRefused");
        settings.MapDelete("/{name}", UnsetAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch().Operation("unsetAppSetting");
        var all = app.MapGroup("/api/v1/settings");
        all.MapGet("/", ListOfAllAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("listSettings");
        all.MapGet("/{name}", ShowOfAllAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("getSetting");
        all.MapPut("/{name}", SetForAllAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch()
            .Operation(
                "setSetting", "setting.badValue", "pipeline.notFound", "git.badUrl", "git.secretInUrl", "checks.badCommand",
                "volumes.hostPathMissing", "volumes.hostPathRefused");
        all.MapDelete("/{name}", UnsetForAllAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch().Operation("unsetSetting");
    }

    /// <summary>The settings that hold for all apps.</summary>
    internal static async Task<IReadOnlyList<SettingView>> ListOfAllAsync(ISettingStore store, CancellationToken cancellationToken) =>
        [.. (await store.ReadAsync(null, cancellationToken)).All.Select(ViewOf)];

    /// <summary>A setting that holds for all apps.</summary>
    internal static async Task<SettingView> ShowOfAllAsync(string name, ISettingStore store, CancellationToken cancellationToken) =>
        ViewOf((await store.ReadAsync(null, cancellationToken))[SettingDefinition.Find(name).Name]);

    /// <summary>A setting of an app, and where its value is from.</summary>
    internal static async Task<SettingView> ShowAsync(string app, string name, ISettingStore store, CancellationToken cancellationToken) =>
        ViewOf((await store.ReadAsync(app, cancellationToken))[SettingDefinition.Find(name).Name]);

    /// <summary>Sets a setting for all apps that have none of their own.</summary>
    internal static Task<SettingView> SetForAllAsync(
        string name, SetSetting wanted, ISettingStore store, PipelineCatalog pipelines, RouteChanges routes, HostPaths hostPaths, AuditNotes audit,
        CancellationToken cancellationToken) =>
        ChangeAsync(null, name, wanted, store, pipelines, routes, hostPaths, audit, cancellationToken);

    /// <summary>Brings a setting for all apps back to its default.</summary>
    internal static Task<SettingView> UnsetForAllAsync(string name, ISettingStore store, RouteChanges routes, AuditNotes audit, CancellationToken cancellationToken) =>
        TakeAsync(null, name, store, routes, audit, cancellationToken);

    /// <summary>An app's settings, each with where its value comes from.</summary>
    internal static async Task<IReadOnlyList<SettingView>> ListAsync(string app, ISettingStore store, CancellationToken cancellationToken) =>
        [.. (await store.ReadAsync(app, cancellationToken)).All.Select(ViewOf)];

    /// <summary>Sets a setting of an app.</summary>
    internal static async Task<SettingView> SetAsync(
        string app, string name, SetSetting wanted, ISettingStore store, PipelineCatalog pipelines, RouteChanges routes, HostPaths hostPaths,
        AuditNotes audit, CancellationToken cancellationToken) =>
        await ChangeAsync(app, name, wanted, store, pipelines, routes, hostPaths, audit, cancellationToken);

    static async Task<SettingView> ChangeAsync(
        string? app, string name, SetSetting wanted, ISettingStore store, PipelineCatalog pipelines, RouteChanges routes, HostPaths hostPaths,
        AuditNotes audit, CancellationToken cancellationToken)
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

        var before = (await store.ReadAsync(app, cancellationToken))[setting.Name].Value;
        await store.SetAsync(app, setting.Name, value, cancellationToken);
        return await ChangedAsync(app, setting, before, store, routes, audit, cancellationToken);
    }

    /// <summary>Brings a setting of an app back to what holds for all.</summary>
    internal static async Task<SettingView> UnsetAsync(
        string app, string name, ISettingStore store, RouteChanges routes, AuditNotes audit, CancellationToken cancellationToken) =>
        await TakeAsync(app, name, store, routes, audit, cancellationToken);

    static async Task<SettingView> TakeAsync(
        string? app, string name, ISettingStore store, RouteChanges routes, AuditNotes audit, CancellationToken cancellationToken)
    {
        var setting = SettingDefinition.Find(name);
        var before = (await store.ReadAsync(app, cancellationToken))[setting.Name].Value;
        await store.UnsetAsync(app, setting.Name, cancellationToken);
        return await ChangedAsync(app, setting, before, store, routes, audit, cancellationToken);
    }

    static async Task<SettingView> ChangedAsync(
        string? app, SettingDefinition setting, string before, ISettingStore store, RouteChanges routes, AuditNotes audit, CancellationToken cancellationToken)
    {
        await BringToRouterAsync(app, setting, routes, cancellationToken);
        var now = (await store.ReadAsync(app, cancellationToken))[setting.Name];
        audit.Change(setting.Name, before, now.Value);
        return ViewOf(now);
    }

    static Task BringToRouterAsync(string? app, SettingDefinition setting, RouteChanges routes, CancellationToken cancellationToken) =>
        setting.Name == SettingDefinition.RedirectHttps ? routes.RaiseAsync(app, cancellationToken) : Task.CompletedTask;

    internal static SettingView ViewOf(EffectiveSetting setting) => new(setting.Definition.Name, setting.Value, setting.Origin, setting.Definition.Description);
}

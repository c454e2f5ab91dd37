using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;

namespace PipelineDeploy.Server.Apps;

/// <summary>Settings of an app: each effective value and where it came from.</summary>
static class SettingEndpoints
{
    public static void MapSettings(this WebApplication app)
    {
        var settings = app.MapGroup("/api/v1/apps/{app}/settings");
        settings.MapGet("/", ListAsync);
        settings.MapPut("/{name}", SetAsync);
        settings.MapDelete("/{name}", UnsetAsync);
    }

    internal static async Task<IReadOnlyList<SettingView>> ListAsync(string app, DeployStarter apps, ISettingStore store, CancellationToken cancellationToken)
    {
        await apps.RequireAsync(app, cancellationToken);
        return [.. (await store.ReadAsync(app, cancellationToken)).All.Select(ViewOf)];
    }

    static async Task<SettingView> SetAsync(
        string app, string name, SetSetting wanted, DeployStarter apps, ISettingStore store, PipelineCatalog pipelines, RouteChanges routes,
        CancellationToken cancellationToken)
    {
        await apps.RequireAsync(app, cancellationToken);
        var setting = SettingDefinition.Find(name);
        var value = setting.Normalize(wanted.Value ?? "");
        if (setting.Type == SettingType.Pipeline)
        {
            await pipelines.RequireAsync(value, null, cancellationToken);
        }

        await store.SetAsync(app, setting.Name, value, cancellationToken);
        await BringToRouterAsync(app, setting, routes, cancellationToken);
        return ViewOf((await store.ReadAsync(app, cancellationToken))[setting.Name]);
    }

    static async Task<SettingView> UnsetAsync(
        string app, string name, DeployStarter apps, ISettingStore store, RouteChanges routes, CancellationToken cancellationToken)
    {
        await apps.RequireAsync(app, cancellationToken);
        var setting = SettingDefinition.Find(name);
        await store.UnsetAsync(app, setting.Name, cancellationToken);
        await BringToRouterAsync(app, setting, routes, cancellationToken);
        return ViewOf((await store.ReadAsync(app, cancellationToken))[setting.Name]);
    }

    static Task BringToRouterAsync(string app, SettingDefinition setting, RouteChanges routes, CancellationToken cancellationToken) =>
        setting.Name == SettingDefinition.RedirectHttps ? routes.RaiseAsync(app, cancellationToken) : Task.CompletedTask;

    internal static SettingView ViewOf(EffectiveSetting setting) => new(setting.Definition.Name, setting.Value, setting.Origin, setting.Definition.Description);
}

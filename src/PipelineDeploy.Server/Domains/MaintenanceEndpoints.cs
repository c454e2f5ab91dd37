using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.OpenApi;

namespace PipelineDeploy.Server.Domains;

/// <summary>Whether an app's visitors are told to come back later.</summary>
static class MaintenanceEndpoints
{
    public static void MapMaintenance(this WebApplication app)
    {
        var maintenance = app.MapApp("/maintenance");
        maintenance.MapGet("/", ShowAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("getMaintenance");
        maintenance.MapPut("/", BeginAsync).RequireAuthorization(SignIn.Deployers).TakeIfMatch()
            .Operation("beginMaintenance", "maintenance.badMessage");
        maintenance.MapDelete("/", EndAsync).RequireAuthorization(SignIn.Deployers).TakeIfMatch().Operation("endMaintenance");
    }

    internal static MaintenanceView ViewOf(Maintenance? maintenance) =>
        maintenance is null ? new MaintenanceView(IsOn: false) : new MaintenanceView(IsOn: true, maintenance.Message, maintenance.By, maintenance.Since);

    /// <summary>Whether visitors are told to come back later.</summary>
    internal static async Task<MaintenanceView> ShowAsync(string app, RouteKeeper routes, CancellationToken cancellationToken) =>
        ViewOf((await routes.ReadAsync(app, cancellationToken)).Maintenance);

    /// <summary>Tells visitors to come back later.</summary>
    internal static async Task<MaintenanceView> BeginAsync(
        string app, BeginMaintenance wanted, RouteChanges changes, RouteKeeper routes, ClaimsPrincipal user, AuditNotes audit, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var maintenance = Maintenance.Begin(wanted.Message, user.Identity!.Name!, time.GetUtcNow());
        var before = await ShowAsync(app, routes, cancellationToken);
        await changes.ChangeAsync(app, route => route with { Maintenance = maintenance }, cancellationToken);
        return Noted(audit, before, await ShowAsync(app, routes, cancellationToken));
    }

    /// <summary>Lets visitors in again.</summary>
    internal static async Task<MaintenanceView> EndAsync(string app, RouteChanges changes, RouteKeeper routes, AuditNotes audit, CancellationToken cancellationToken)
    {
        var before = await ShowAsync(app, routes, cancellationToken);
        await changes.ChangeAsync(app, route => route.Maintenance is null ? route : route with { Maintenance = null }, cancellationToken);
        return Noted(audit, before, await ShowAsync(app, routes, cancellationToken));
    }

    static MaintenanceView Noted(AuditNotes audit, MaintenanceView before, MaintenanceView after)
    {
        audit.Compare(before, after, WireJson.Default.MaintenanceView);
        return after;
    }
}

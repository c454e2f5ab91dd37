using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.Events;
using PipelineDeploy.Server.OpenApi;

namespace PipelineDeploy.Server.Apps;

/// <summary>Apps, what of them runs, and what they say.</summary>
static class AppEndpoints
{
    const int LongestTail = 10_000;

    public static void MapApps(this WebApplication app)
    {
        var apps = app.MapGroup("/api/v1/apps");
        apps.MapPost("/", CreateAsync).RequireAuthorization(SignIn.Administrators).Produces<AppView>(201)
            .Operation("createApp", "app.badName", "app.badDomain", "app.exists", "app.domainTaken");
        apps.MapGet("/", ListAsync).RequireAuthorization(SignIn.SignedIn).Operation("listApps");
        var one = app.MapApp("");
        one.MapGet("/", ShowAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("getApp");
        one.MapGet("/status", StatusAsync).RequireAuthorization(SignIn.Viewers).Operation("getAppStatus");
        one.MapGet("/logs", LogsAsync).RequireAuthorization(SignIn.Viewers).Produces<AppLogLine>(200, "text/event-stream").Operation("followAppLogs");
    }

    /// <summary>Creates an app.</summary>
    internal static async Task<IResult> CreateAsync(
        CreateApp wanted, IAppStore store, RouteChanges routes, AppViews views, AuditNotes audit, TimeProvider time, CancellationToken cancellationToken)
    {
        // JSON's null gets into a list whatever the list's type says.
        var app = App.Create(wanted.Name ?? "", wanted.Domains?.Select(domain => domain ?? "").ToList(), WholeMicroseconds(time.GetUtcNow()));
        audit.App = app.Name;
        await store.CreateAsync(app, cancellationToken);
        await routes.ApplyAsync(cancellationToken);
        return Results.Created($"/api/v1/apps/{app.Name}", await views.ViewAsync(app, cancellationToken));
    }

    // The database keeps no finer time, and the first answer must be the same as all later ones.
    static DateTimeOffset WholeMicroseconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>The apps that you may see, and what serves of each.</summary>
    internal static async Task<AppPage> ListAsync(
        string? after, int? limit, ClaimsPrincipal user, IAppStore store, AppViews views, CancellationToken cancellationToken)
    {
        var most = PageSize.Of(limit);
        var rights = user.Rights();
        var apps = await store.ListPageAsync(after, most, rights.Everywhere is null ? [.. rights.Apps.Keys] : null, cancellationToken);
        return new AppPage(await views.ListAsync(apps, cancellationToken), apps.Count == most ? apps[^1].Name : null);
    }

    /// <summary>An app, and what serves of it.</summary>
    internal static async Task<AppView> ShowAsync(string app, IAppStore apps, AppViews views, CancellationToken cancellationToken) =>
        await views.ViewAsync(await apps.RequireAsync(app, cancellationToken), cancellationToken);

    /// <summary>An app's containers, their share of the traffic, and what is not as it should be.</summary>
    internal static async Task<StatusView> StatusAsync(string app, IAppStore apps, AppViews views, CancellationToken cancellationToken) =>
        await views.StatusAsync(await apps.RequireAsync(app, cancellationToken), cancellationToken);

    /// <summary>The lines of what serves, of all instances and processes, as server-sent events.</summary>
    // Lines have no number, so nobody could go on where a stream was ended.
    internal static Task LogsAsync(string app, int? tail, bool? follow, HttpContext context, AppLogStream logs) => LiveStream.RunAsync(
        context, app, (stream, either) => logs.WriteAsync(app, new ContainerLogQuery(Math.Clamp(tail ?? 100, 0, LongestTail), follow ?? false), stream, either), Timeout.InfiniteTimeSpan);
}

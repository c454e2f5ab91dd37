using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Events;

namespace PipelineDeploy.Server.Apps;

/// <summary>Apps, what of them runs, and what they say.</summary>
static class AppEndpoints
{
    const int LongestTail = 10_000;

    public static void MapApps(this WebApplication app)
    {
        var apps = app.MapGroup("/api/v1/apps");
        apps.MapPost("/", CreateAsync).RequireAuthorization(SignIn.Administrators).Produces<AppView>(201);
        apps.MapGet("/", ListAsync).RequireAuthorization(SignIn.SignedIn);
        var one = app.MapApp("");
        one.MapGet("/", ShowAsync).RequireAuthorization(SignIn.Viewers);
        one.MapGet("/status", StatusAsync).RequireAuthorization(SignIn.Viewers);
        one.MapGet("/logs", LogsAsync).RequireAuthorization(SignIn.Viewers);
    }

    static async Task<IResult> CreateAsync(
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

    static async Task<IReadOnlyList<AppView>> ListAsync(ClaimsPrincipal user, IAppStore store, AppViews views, CancellationToken cancellationToken) =>
        await views.ListAsync([.. (await store.ListAsync(cancellationToken)).Where(app => user.Rights().See(app.Name))], cancellationToken);

    static async Task<AppView> ShowAsync(string app, IAppStore apps, AppViews views, CancellationToken cancellationToken) =>
        await views.ViewAsync(await apps.RequireAsync(app, cancellationToken), cancellationToken);

    static async Task<StatusView> StatusAsync(string app, IAppStore apps, AppViews views, CancellationToken cancellationToken) =>
        await views.StatusAsync(await apps.RequireAsync(app, cancellationToken), cancellationToken);

    // Lines have no number, so nobody could go on where a stream was ended.
    static Task LogsAsync(string app, int? tail, bool? follow, HttpContext context, AppLogStream logs) => LiveStream.RunAsync(
        context, app, (stream, either) => logs.WriteAsync(app, new ContainerLogQuery(Math.Clamp(tail ?? 100, 0, LongestTail), follow ?? false), stream, either), Timeout.InfiniteTimeSpan);
}

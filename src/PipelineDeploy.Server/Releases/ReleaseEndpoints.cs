using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.Idempotency;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Server.Runs;

namespace PipelineDeploy.Server.Releases;

/// <summary>An app's releases, and the ways to and fro between them.</summary>
static class ReleaseEndpoints
{
    const int LongestPage = 200;

    public static void MapReleases(this WebApplication app)
    {
        var apps = app.MapApp("");
        apps.MapGet("/releases", ListAsync).RequireAuthorization(SignIn.Viewers).Operation("listReleases");
        apps.MapGet("/releases/{number:int}", ShowAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("getRelease");
        apps.MapGet("/rollback", PreviewAsync).RequireAuthorization(SignIn.Viewers)
            .Operation("previewRollback", "release.notFound", "release.imageGone", "rollback.nothingServes", "rollback.noneBefore", "rollback.serves", "rollback.busy");
        apps.MapPost("/rollback", RollBackAsync).RequireAuthorization(SignIn.Deployers).Produces<RunView>(202).WithMetadata(new KeepsOwnKeys())
            .Operation(
                "rollBack", "release.notFound", "release.imageGone", "rollback.nothingServes", "rollback.noneBefore", "rollback.serves",
                "rollback.busy");
        apps.MapPost("/promote", PromoteAsync).RequireAuthorization(SignIn.Deployers).Produces<RunView>(202).WithMetadata(new KeepsOwnKeys())
            .Operation("promote", "release.notFound", "release.imageGone", "release.nothingServes", "promotion.sameApp", "run.subjectBusy");
    }

    /// <summary>An app's releases, newest first.</summary>
    internal static Task<ReleasePage> ListAsync(string app, int? limit, int? before, ReleaseViews views, CancellationToken cancellationToken) =>
        views.PageAsync(app, before, Math.Clamp(limit ?? 20, 1, LongestPage), cancellationToken);

    /// <summary>A release with the names of its variables.</summary>
    internal static Task<ReleaseView> ShowAsync(string app, int number, ReleaseViews views, CancellationToken cancellationToken) => views.ShowAsync(app, number, cancellationToken);

    /// <summary>What going back to a release would change; starts nothing.</summary>
    internal static async Task<RollbackPreview> PreviewAsync(string app, int? release, Rollbacks rollbacks, ReleaseViews views, CancellationToken cancellationToken) =>
        await views.PreviewAsync(await rollbacks.PlanAsync(app, release, cancellationToken), cancellationToken);

    /// <summary>Goes back to a release, or to the one that served before.</summary>
    internal static async Task<IResult> RollBackAsync(
        string app, RollBack? wanted, HttpRequest request, ClaimsPrincipal user, Rollbacks rollbacks, RunViews views, CancellationToken cancellationToken)
    {
        var key = DeployEndpoints.KeyOf(request, app, "rollback");
        var run = await rollbacks.StartAsync(app, wanted?.Release, user.Identity!.Name!, key, cancellationToken);
        return Results.Accepted($"/api/v1/runs/{run.Id}", await views.ViewAsync(run, cancellationToken));
    }

    /// <summary>Deploys the image of another app's release.</summary>
    internal static async Task<IResult> PromoteAsync(
        string app, Promote wanted, HttpRequest request, ClaimsPrincipal user, Promotions promotions, RunViews views, CancellationToken cancellationToken)
    {
        user.Require(Role.Viewer, wanted.From ?? "");
        var key = DeployEndpoints.KeyOf(request, app, "promote");
        var run = await promotions.StartAsync(app, wanted.From ?? "", wanted.Release, user.Identity!.Name!, key, cancellationToken);
        return Results.Accepted($"/api/v1/runs/{run.Id}", await views.ViewAsync(run, cancellationToken));
    }
}

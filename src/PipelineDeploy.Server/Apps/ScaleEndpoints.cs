using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Server.Runs;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Apps;

/// <summary>How many instances of each process of an app run.</summary>
static class ScaleEndpoints
{
    public static void MapScale(this WebApplication app)
    {
        var scale = app.MapApp("/scale");
        scale.MapGet("/", ShowAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("getScale");
        scale.MapPut("/", SetAsync).RequireAuthorization(SignIn.Deployers).TakeIfMatch()
            .Operation("setScale", "scale.nothing", "scale.badProcess", "scale.badQuantity", "scale.webNeeded", "scale.unknownProcess", "run.subjectBusy");
    }

    /// <summary>How many instances of each process run.</summary>
    internal static Task<ScaleView> ShowAsync(string app, AppScale scale, RunViews runs, CancellationToken cancellationToken) => ViewAsync(app, scale, runs, null, cancellationToken);

    /// <summary>Sets how many instances of some processes run.</summary>
    internal static async Task<ScaleView> SetAsync(
        string app, SetScale wanted, AppScale scale, ConfigReleases releases, RunViews runs, ClaimsPrincipal user, AuditNotes audit,
        CancellationToken cancellationToken)
    {
        var before = await TextOfAsync(app, scale, cancellationToken);
        await scale.ChangeAsync(app, wanted.Processes ?? new Dictionary<string, int>(), wanted.NoRestart, cancellationToken);
        audit.Change("scale", before, await TextOfAsync(app, scale, cancellationToken));
        var run = wanted.NoRestart ? null : await releases.StartAsync(app, user.Identity!.Name!, cancellationToken);
        return await ViewAsync(app, scale, runs, run, cancellationToken);
    }

    static async Task<IReadOnlyList<string>> TextOfAsync(string app, AppScale scale, CancellationToken cancellationToken) =>
        [.. (await scale.ReadAsync(app, cancellationToken)).Select(process => $"{process.Name}={process.Quantity}")];

    static async Task<ScaleView> ViewAsync(string app, AppScale scale, RunViews runs, Run? run, CancellationToken cancellationToken) => new(
        app,
        [.. (await scale.ReadAsync(app, cancellationToken)).Select(process => new ProcessScaleView(process.Name, process.Quantity, process.Origin, process.IsKnown))],
        run is null ? null : await runs.ViewAsync(run, cancellationToken));
}

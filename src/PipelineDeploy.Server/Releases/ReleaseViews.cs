using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Releases;

/// <summary>Makes what the API shows of releases. What is known of images comes from the engine, not from what was wanted once.</summary>
sealed class ReleaseViews(IReleaseStore releases, IRouteStore routes, IContainerEngine engine)
{
    const int TrafficLooked = 1000;

    /// <summary>A page, newest first.</summary>
    public async Task<ReleasePage> PageAsync(string app, int? before, int limit, CancellationToken cancellationToken)
    {
        var list = await releases.ListAsync(app, before, limit, cancellationToken);
        var view = await ViewerAsync(app, cancellationToken);
        return new ReleasePage([.. list.Select(view)], list.Count == limit ? list[^1].Number : null);
    }

    /// <summary>One release.</summary>
    /// <exception cref="UserErrorException"><c>release.notFound</c>.</exception>
    public async Task<ReleaseView> ShowAsync(string app, int number, CancellationToken cancellationToken)
    {
        var release = await releases.RequireAsync(app, number, cancellationToken);
        var names = (await releases.ReadConfigAsync(app, number, cancellationToken)).Keys.Order(StringComparer.Ordinal);
        return (await ViewerAsync(app, cancellationToken))(release) with { Variables = [.. names] };
    }

    /// <summary>What a rollback would change.</summary>
    public async Task<RollbackPreview> PreviewAsync(RollbackPlan plan, CancellationToken cancellationToken)
    {
        var view = await ViewerAsync(plan.From.App, cancellationToken);
        return new RollbackPreview(
            plan.From.App, view(plan.From), view(plan.To), plan.ChangesImage, plan.ChangesPipeline, plan.Config.Added, plan.Config.Removed, plan.Config.Changed, plan.Undoes);
    }

    async Task<Func<Release, ReleaseView>> ViewerAsync(string app, CancellationToken cancellationToken)
    {
        var images = (await engine.ListImagesAsync(cancellationToken)).Select(image => image.Id).ToHashSet(StringComparer.Ordinal);
        var serving = (await routes.FindAsync(app, cancellationToken))?.Serving.Select(target => target.Release).ToHashSet() ?? [];
        var served = (await releases.ReadTrafficAsync(app, TrafficLooked, cancellationToken)).ToLookup(time => time.Release);
        return release => new ReleaseView(
            release.App, release.Number, release.CreatedAt, release.Actor, release.RunId, release.Image, images.Contains(release.Image),
            release.From is { } from ? new ReleaseOrigin(from.App, from.Number) : null, release.Pipeline, release.PipelineVersion, release.Commit,
            serving.Contains(release.Number), served[release.Number].FirstOrDefault() is { } time ? new ServedView(time.Since, time.Until) : null, null);
    }
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows.Housekeeping;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Housekeeping;

/// <summary>Removes the images of old releases: the newest <c>keepImages</c>, what serves, what drains and what served before stay.</summary>
public sealed partial class ImageSweep(
    IContainerEngine engine, ContainerLabels labels, IReleaseStore releases, IRouteStore routes, ISettingStore settings, ILiveRuns runs, ILogger<ImageSweep> logger) : IChore, ISweep
{
    const int ReleasesLooked = 10_000;
    const int TrafficLooked = 1000;

    /// <inheritdoc />
    public string Name => "old-images";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var removed = (await SweepAsync(isTrial: false, cancellationToken)).Count;
        return removed == 0 ? null : $"removed {removed} name{(removed == 1 ? "" : "s")} of images";
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Leftover>> SweepAsync(bool isTrial, CancellationToken cancellationToken)
    {
        // In this order: an image that is named after its run before the run is looked for, or a release that is made later, is not in the list.
        var images = await engine.ListImagesAsync(cancellationToken);
        var live = (await runs.ReadAsync(cancellationToken)).Runs.Select(run => run.Id).ToHashSet();
        List<ImageNeeds> apps = [];
        foreach (var route in await routes.ReadAllAsync(cancellationToken))
        {
            // What an app needs must be known of all, or nothing goes.
            apps.Add(await NeedsAsync(route.Whole(), cancellationToken));
        }

        List<Leftover> swept = [];
        foreach (var old in new OldImages(labels.InstallationId, apps, live).Choose(images))
        {
            if (isTrial || await IsRemovedAsync(old.Name, cancellationToken))
            {
                swept.Add(old);
            }
        }

        return swept;
    }

    async Task<ImageNeeds> NeedsAsync(AppRoute route, CancellationToken cancellationToken)
    {
        var keep = int.Parse((await settings.ReadAsync(route.App, cancellationToken))["keepImages"].Value, CultureInfo.InvariantCulture);
        var known = await releases.ListAsync(route.App, null, ReleasesLooked, cancellationToken);
        var kept = known.Take(keep).Select(release => release.Number).Concat(route.Targets.Select(target => target.Release)).ToHashSet();
        if (route.Blue is { } serving
            && RollbackChoice.Default(serving.Release, await releases.ReadTrafficAsync(route.App, TrafficLooked, cancellationToken)) is { } before)
        {
            kept.Add(before);
        }

        return new ImageNeeds(route.App, known.ToDictionary(release => release.Number, release => release.Image), kept);
    }

    async Task<bool> IsRemovedAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            await engine.RemoveImageAsync(reference, cancellationToken);
            return true;
        }
        catch (ContainerEngineException e) when (e.Status != 0)
        {
            // Somebody's container uses it: it goes when that has gone.
            Resists(reference, e.Message);
            return false;
        }
    }

    [LoggerMessage(EventId = 321, Level = LogLevel.Debug, Message = "The image {Image} cannot be removed: {Trouble}")]
    partial void Resists(string image, string trouble);
}

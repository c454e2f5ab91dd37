using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Releases;

/// <summary>Makes a release of another app's image, with the app's own config and without a build.</summary>
public sealed class Promotions(IAppStore apps, DeployStarter deploys, IReleaseStore releases, IRouteStore routes, IContainerEngine engine)
{
    /// <summary>The pipeline of a promotion.</summary>
    public const string Pipeline = "promote";

    /// <summary>Starts the run.</summary>
    /// <param name="app">The app that gets the image.</param>
    /// <param name="from">The app that has it.</param>
    /// <param name="number">The release; null for the one that serves there.</param>
    /// <param name="actor">Who.</param>
    /// <param name="deliveryKey">Makes repeated requests one run; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">
    /// <c>app.notFound</c>, <c>release.notFound</c>, <c>release.imageGone</c>, <c>release.nothingServes</c>; <c>promotion.sameApp</c>; <c>run.subjectBusy</c>.
    /// </exception>
    public async Task<Run> StartAsync(string app, string from, int? number, string actor, string? deliveryKey, CancellationToken cancellationToken)
    {
        await apps.RequireAsync(from, cancellationToken);
        if (app == from)
        {
            throw new UserErrorException("promotion.sameApp", $"A release of {app} cannot be promoted to {app}", $"To go back to one: pdeploy rollback v1 -a {app}");
        }

        var wanted = number ?? (await routes.FindAsync(from, cancellationToken))?.Blue?.Release
            ?? throw new UserErrorException("release.nothingServes", $"{from} serves no release", $"Name one of: pdeploy releases list -a {from}");
        var release = await releases.RequireAsync(from, wanted, cancellationToken);
        if (await engine.FindImageAsync(release.Image, cancellationToken) is null)
        {
            throw ReleaseErrors.ImageGone(release);
        }

        var choice = new DeployChoice(Pipeline, new JsonObject { ["app"] = from, ["release"] = wanted });
        return await deploys.StartInPlaceAsync(app, choice, [], new ReleaseName(from, wanted), "promotion", actor, deliveryKey, null, cancellationToken);
    }
}

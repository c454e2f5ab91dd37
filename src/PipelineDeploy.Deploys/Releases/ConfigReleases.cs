using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Releases;

/// <summary>Brings a change of the config to what serves: a release of the same image, by a run without a build.</summary>
public sealed class ConfigReleases(DeployStarter apps, IRouteStore routes)
{
    /// <summary>The pipeline of such a run.</summary>
    public const string Pipeline = "config";

    /// <summary>Starts the run; null when the app serves nothing yet. It waits for what goes on and takes no deploy's place.</summary>
    public async Task<Run?> StartAsync(string app, string actor, CancellationToken cancellationToken) =>
        (await routes.FindAsync(app, cancellationToken))?.Blue is { } blue
            ? await apps.StartInPlaceAsync(app, new DeployChoice(Pipeline, []), [], new ReleaseName(app, blue.Release), "config", actor, null, Concurrency.Queue, cancellationToken)
            : null;
}

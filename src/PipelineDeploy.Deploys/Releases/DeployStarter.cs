using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Releases;

/// <summary>Makes a run of an app's deploy: the pipeline and the settings as they are now are frozen with it.</summary>
public sealed class DeployStarter(IAppStore apps, ISettingStore settings, PipelineCatalog pipelines, IRunStore runs, IRouteStore routes)
{
    /// <summary>Starts a deploy, or answers the run that the same delivery has started before.</summary>
    /// <param name="app">The app.</param>
    /// <param name="source">Id of the stored upload.</param>
    /// <param name="trigger">What starts it.</param>
    /// <param name="actor">Who starts it.</param>
    /// <param name="deliveryKey">Makes repeated requests one run; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>app.notFound</c>; <c>run.subjectBusy</c>: the app refuses a deploy while another one goes on.</exception>
    public async Task<Run> StartAsync(string app, string source, string trigger, string actor, string? deliveryKey, CancellationToken cancellationToken)
    {
        await RequireAsync(app, cancellationToken);
        return await CreateAsync(app, source, trigger, actor, deliveryKey, null, cancellationToken);
    }

    /// <summary>Deploys the source of the version that serves once more, with the pipeline and the settings as they are now.</summary>
    /// <param name="app">The app.</param>
    /// <param name="trigger">What starts it.</param>
    /// <param name="actor">Who starts it.</param>
    /// <param name="deliveryKey">Makes repeated requests one run; null for none.</param>
    /// <param name="concurrency">What becomes of it when the app is busy.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>redeploy.nothingServes</c> or <c>run.subjectBusy</c>.</exception>
    public async Task<Run> RedeployAsync(
        string app, string trigger, string actor, string? deliveryKey, Concurrency concurrency, CancellationToken cancellationToken)
    {
        var serving = (await routes.FindAsync(app, cancellationToken))?.Serving.FirstOrDefault();
        var run = serving is null ? null : await runs.FindAsync(serving.RunId, cancellationToken);
        return run?.Inputs["source"]?.GetValue<string>() is { } source
            ? await CreateAsync(app, source, trigger, actor, deliveryKey, concurrency, cancellationToken)
            : throw new UserErrorException("redeploy.nothingServes", $"{app} serves no version yet that could be deployed again", $"Deploy it once with: pdeploy deploy -a {app}");
    }

    async Task<Run> CreateAsync(
        string app, string source, string trigger, string actor, string? deliveryKey, Concurrency? concurrency, CancellationToken cancellationToken)
    {
        var frozen = await settings.ReadAsync(app, cancellationToken);
        var inputs = new JsonObject { ["source"] = source, ["settings"] = frozen.ToJson() };
        return await runs.CreateAsync(new NewRun(app, pipelines[PipelineCatalog.Default], inputs, trigger, actor, deliveryKey, concurrency ?? frozen.Concurrency), cancellationToken);
    }

    /// <summary>The app of that name.</summary>
    /// <exception cref="UserErrorException"><c>app.notFound</c>.</exception>
    public async Task<App> RequireAsync(string app, CancellationToken cancellationToken) =>
        await apps.FindAsync(app, cancellationToken)
        ?? throw new UserErrorException("app.notFound", $"There is no app '{app}'", $"Create it with: pdeploy apps create {app}");
}

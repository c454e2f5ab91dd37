using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Hooks;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Releases;

/// <summary>Makes a run of an app's deploy: the pipeline and the settings as they are now are frozen with it.</summary>
public sealed class DeployStarter(
    IAppStore apps, ISettingStore settings, PipelineCatalog pipelines, IRunStore runs, IRouteStore routes, IReleaseStore releases, SourceGlance glance,
    SourceSettings files, ITrafficRouter router)
{
    /// <summary>Starts a deploy, or answers the run that the same delivery has started before.</summary>
    /// <param name="app">The app.</param>
    /// <param name="source">What is to be built; null for a deploy that needs nothing.</param>
    /// <param name="trigger">What starts it.</param>
    /// <param name="actor">Who starts it.</param>
    /// <param name="deliveryKey">Makes repeated requests one run; null for none.</param>
    /// <param name="choice">Which pipeline and with which inputs; null for the app's own, without any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">
    /// <c>app.notFound</c>; <c>pipeline.notFound</c>; <c>run.badInput</c>; <c>pipeline.notExpandable</c>: the pipeline makes no run with these inputs;
    /// <c>hook.…</c>: a hook of the source cannot be run; <c>router.noCounters</c>: the pipeline watches the traffic, and the router does not count it;
    /// <c>run.subjectBusy</c>: the app refuses a deploy while another one goes on.
    /// </exception>
    public async Task<Run> StartAsync(
        string app, DeploySource? source, string trigger, string actor, string? deliveryKey, DeployChoice? choice, CancellationToken cancellationToken)
    {
        var (pipeline, version, inputs, concurrency) = await FreezeAsync(app, choice, source, cancellationToken);
        return await runs.CreateAsync(new NewRun(app, pipeline, inputs, trigger, actor, deliveryKey, concurrency, version), cancellationToken);
    }

    /// <summary>Deploys what serves once more: its source, pipeline and inputs, with the newest version of the pipeline and the settings as they are now.</summary>
    /// <param name="app">The app.</param>
    /// <param name="trigger">What starts it.</param>
    /// <param name="actor">Who starts it.</param>
    /// <param name="deliveryKey">Makes repeated requests one run; null for none.</param>
    /// <param name="concurrency">What becomes of it when the app is busy; null for what the app's setting says.</param>
    /// <param name="other">Another pipeline to run this once, and what it is given; null for the one that serves.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>redeploy.nothingServes</c>, and those of <see cref="StartAsync"/>.</exception>
    public async Task<Run> RedeployAsync(
        string app, string trigger, string actor, string? deliveryKey, Concurrency? concurrency, DeployChoice? other, CancellationToken cancellationToken)
    {
        var serving = (await routes.FindAsync(app, cancellationToken))?.Blue;
        var release = serving is null ? null : await releases.FindAsync(app, serving.Release, cancellationToken);
        var built = release is null ? null : await BuiltByAsync(release, cancellationToken);
        var given = Given(built);
        if (release is null || (release.Source is null && given["image"] is null))
        {
            throw new UserErrorException("redeploy.nothingServes", $"{app} serves no version yet that could be deployed again", $"Deploy it once with: pdeploy deploy -a {app}");
        }

        var choice = other is null ? new DeployChoice(release.Pipeline, given) : OfSame(other, release, given);
        var source = release.Source is { } id ? new DeploySource(id, built is null ? null : GitOrigin.Of(built.Inputs)) : null;
        var (pipeline, version, inputs, usual) = await FreezeAsync(app, choice, source, cancellationToken);
        return await runs.CreateAsync(new NewRun(app, pipeline, inputs, trigger, actor, deliveryKey, concurrency ?? usual, version), cancellationToken);
    }

    // An image that came from elsewhere is what there is to deploy; what else the other pipeline took is not this one's.
    static DeployChoice OfSame(DeployChoice other, Release release, JsonObject given)
    {
        var inputs = other.Inputs.DeepClone().AsObject();
        if (release.Source is null)
        {
            inputs.TryAdd("image", given["image"]?.DeepClone());
        }

        return other with { Inputs = inputs };
    }

    /// <summary>Starts a run that needs no source: of what the app has already.</summary>
    /// <param name="app">The app.</param>
    /// <param name="choice">Which pipeline and with which inputs.</param>
    /// <param name="more">Inputs of the server's own.</param>
    /// <param name="release">The release that is started again, with the settings that it keeps.</param>
    /// <param name="trigger">What starts it.</param>
    /// <param name="actor">Who starts it.</param>
    /// <param name="deliveryKey">Makes repeated requests one run; null for none.</param>
    /// <param name="concurrency">What becomes of it when the app is busy; null for what the app's setting says.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<Run> StartInPlaceAsync(
        string app, DeployChoice choice, JsonObject more, ReleaseName release, string trigger, string actor, string? deliveryKey, Concurrency? concurrency, CancellationToken cancellationToken)
    {
        var kept = (await releases.FindAsync(release.App, release.Number, cancellationToken))?.File?.Settings;
        var (pipeline, version, inputs, usual) = await FreezeAsync(app, choice, null, cancellationToken, kept);
        more.ToList().ForEach(input => inputs[input.Key] = input.Value?.DeepClone());
        return await runs.CreateAsync(new NewRun(app, pipeline, inputs, trigger, actor, deliveryKey, concurrency ?? usual, version), cancellationToken);
    }

    // The run that built the image; null once it is forgotten.
    async Task<Run?> BuiltByAsync(Release release, CancellationToken cancellationToken)
    {
        var built = release.From is { } from ? await releases.FindAsync(from.App, from.Number, cancellationToken) : release;
        return built?.RunId is { } id ? await runs.FindAsync(id, cancellationToken) : null;
    }

    // What people gave it; the rest is the server's own.
    static JsonObject Given(Run? run)
    {
        var ours = new List<string> { "source", "settings", "rollback" };
        if (run is not null && GitOrigin.Of(run.Inputs) is not null)
        {
            ours.AddRange(GitOrigin.Input, "commit");
        }

        var given = run?.Inputs.Where(input => !ours.Contains(input.Key)) ?? [];
        return new JsonObject(given.Select(input => KeyValuePair.Create(input.Key, input.Value?.DeepClone())));
    }

    /// <summary>Refuses what <see cref="StartAsync"/> would refuse, before anybody has sent a source.</summary>
    public Task CheckAsync(string app, DeployChoice? choice, CancellationToken cancellationToken) => FreezeAsync(app, choice, null, cancellationToken);

    async Task<(PipelineDefinition Pipeline, int Version, JsonObject Inputs, Concurrency Concurrency)> FreezeAsync(
        string app, DeployChoice? choice, DeploySource? source, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? kept = null)
    {
        await apps.RequireAsync(app, cancellationToken);
        var own = await settings.ReadAsync(app, cancellationToken);
        var pipeline = await pipelines.LoadAsync(choice?.Pipeline ?? PipelineCatalog.OfApp(own), cancellationToken);
        var inputs = RunInputs.Bind(pipeline.Definition, choice?.Inputs ?? []);
        var seen = source is null ? [] : await glance.ReadAllAsync(source.Id, path => SourceSettings.LimitOf(path) ?? HookFolder.LimitOf(path), cancellationToken);
        var frozen = await files.ResolveAsync(app, kept is null ? own : own.Under(kept), inputs, source, seen, cancellationToken);
        var expanded = FrozenPipeline.Of(pipeline, inputs, frozen, router);
        source?.AddTo(inputs);
        return (HookSteps.AddTo(expanded, HookFolder.Of(seen).Hooks), pipeline.Version!.Number, inputs, frozen.Concurrency);
    }
}

/// <summary>What a deploy runs.</summary>
/// <param name="Pipeline">The pipeline's name; null for the app's own.</param>
/// <param name="Inputs">What it is given, by name.</param>
public sealed record DeployChoice(string? Pipeline, JsonObject Inputs);

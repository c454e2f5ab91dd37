using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Pipelines;

/// <summary>Tells what a run of a pipeline would do for an app, with the app's settings, and touches nothing.</summary>
public sealed class PipelineRehearsal(
    IAppStore apps, ISettingStore settings, PipelineCatalog pipelines, IRunStore runs, IRouteStore routes, IReleaseStore releases, ITrafficRouter router, StepCatalog steps)
{
    // Of so many runs those that succeeded tell how long steps take.
    const int RunsLookedAt = 20;

    /// <summary>Plans a run of a text that need not be published.</summary>
    /// <param name="app">The app.</param>
    /// <param name="text">The pipeline as YAML or JSON.</param>
    /// <param name="given">What the run is given, by name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">
    /// <c>app.notFound</c>, <c>pipeline.invalid</c>, <c>run.badInput</c>, <c>pipeline.notExpandable</c>, <c>router.noCounters</c>, <c>setting.badValue</c>: what a deploy would say.
    /// </exception>
    public async Task<Rehearsal> RehearseAsync(string app, string text, JsonObject given, CancellationToken cancellationToken)
    {
        await apps.RequireAsync(app, cancellationToken);
        var pipeline = await pipelines.ReadAsync(text, cancellationToken);
        var inputs = RunInputs.Bind(pipeline.Definition, given);
        var frozen = FrozenPipeline.Of(pipeline, inputs, (await SettingsAsync(app, cancellationToken)).UnderRun(inputs), router);
        var usual = await UsualAsync(app, cancellationToken);
        var plan = DryRun.Of(frozen, inputs, step => Waits(step, inputs) ?? usual.Of(step));
        return new Rehearsal(frozen, plan, step => StepTimes.Of(step, steps[step.Uses], inputs));
    }

    // The files of a source say something, too; those of the version that serves are the best that is known of the next one.
    async Task<EffectiveSettings> SettingsAsync(string app, CancellationToken cancellationToken)
    {
        var own = await settings.ReadAsync(app, cancellationToken);
        var serving = (await routes.FindAsync(app, cancellationToken))?.Blue;
        var file = serving is null ? null : (await releases.FindAsync(app, serving.Release, cancellationToken))?.File;
        return file is null ? own : own.Under(file.Settings);
    }

    async Task<UsualTimes> UsualAsync(string app, CancellationToken cancellationToken)
    {
        var seen = new List<(PipelineDefinition, IReadOnlyList<StepHistory>)>();
        foreach (var run in (await runs.ListAsync(app, null, RunsLookedAt, cancellationToken)).Where(run => run.State == RunState.Succeeded))
        {
            seen.Add((run.Definition, await runs.ReadStepsAsync(run.Id, cancellationToken)));
        }

        return new UsualTimes(seen);
    }

    // A wait takes as long as it says, whatever it said in earlier runs.
    TimeSpan? Waits(StepDefinition step, JsonObject inputs) =>
        step.Uses == WaitStep.Kind ? StepTimes.Of(step, steps[step.Uses], inputs).FirstOrDefault(time => time.Input == "for")?.Time : null;
}

/// <summary>What a run would do.</summary>
/// <param name="Pipeline">The pipeline as the run would hold it.</param>
/// <param name="Plan">What becomes of its steps, and when.</param>
/// <param name="TimesOf">The waits and limits of a step.</param>
public sealed record Rehearsal(PipelineDefinition Pipeline, DryRunPlan Plan, Func<StepDefinition, IReadOnlyList<StepTime>> TimesOf);

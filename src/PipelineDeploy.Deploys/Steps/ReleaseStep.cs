using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>release</c>: takes a release that is there already in place of a build, as it is or as a new one with the config of now.</summary>
public sealed class ReleaseStep(
    IContainerEngine engine, ContainerLabels labels, IReleaseStore releases, IRouteStore routes, IConfigStore config, IConfigVault vault) : IStepKind
{
    static readonly Dictionary<string, string> Nothing = [];

    /// <inheritdoc />
    public string Name => "release";

    /// <inheritdoc />
    public string Title => "Take a release";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("number", "Which release; the one that serves when left out.", DataType.Whole, Least: 1),
        new("app", "Whose release; this app's when left out.", DataType.Text),
        new("new", "Makes a new release of its image, with this app's config and scale as they are now.", DataType.Boolean, Default: "false"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs =>
    [
        new("image", "Id of the image.", DataType.Text),
        new("release", "Number of the release.", DataType.Whole),
        new("checks", "Text of the CHECKS file that the image proves itself by; null without one.", DataType.Text),
        new("healthchecks", "The healthchecks of the app.json it was built with, as JSON; null without any.", DataType.Text),
        new("changes", "Whether there is something to start: false when just that serves already.", DataType.Boolean),
    ];

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var serving = await ServingAsync(context.Subject, cancellationToken);
        var wanted = await WantedAsync(context, serving, cancellationToken);
        var makes = context.Inputs.IsTrue("new");
        if (makes ? await HasAllAsync(context, serving, wanted, cancellationToken) : wanted.Number == serving)
        {
            context.Log(makes ? $"-----> v{serving} serves with this image, config and scale already" : $"-----> v{serving} serves already");
            return Done(wanted with { Number = serving!.Value }, changes: false);
        }

        await KeepImageAsync(context, wanted, cancellationToken);
        var release = makes ? await MakeAsync(context, wanted, cancellationToken) : wanted;
        context.Log($"-----> Taking v{release.Number}{(makes ? $", with the image of {Words(context, wanted)}" : "")}");
        return Done(release, changes: true);
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    async Task<int?> ServingAsync(string app, CancellationToken cancellationToken) =>
        (await routes.FindAsync(app, cancellationToken))?.Serving.Select(target => target.Release).Distinct().ToList() is [var only] ? only : null;

    async Task<Release> WantedAsync(StepContext context, int? serving, CancellationToken cancellationToken)
    {
        var app = context.Inputs.Text("app") ?? context.Subject;
        var number = context.Inputs.Text("number") is not null ? context.Inputs.Number("number")
            : app == context.Subject ? serving
            : await ServingAsync(app, cancellationToken);
        return await releases.RequireAsync(
            app, number ?? throw new UserErrorException("release.nothingServes", $"{app} serves no release, or several at once", "Name one."), cancellationToken);
    }

    async Task<bool> HasAllAsync(StepContext context, int? serving, Release wanted, CancellationToken cancellationToken)
    {
        var app = context.Subject;
        if (serving is not { } number || await releases.FindAsync(app, number, cancellationToken) is not { } release
            || (release.Image, release.Processes) != (wanted.Image, wanted.Processes)
            || !ConfigDifference.Of(release.File?.Settings ?? Nothing, wanted.File?.Settings ?? Nothing).IsEmpty)
        {
            return false;
        }

        var now = new Dictionary<string, string>(vault.OpenAll(wanted.App, wanted.File?.Environment ?? Nothing), StringComparer.Ordinal);
        foreach (var (name, value) in vault.OpenAll(app, await config.ReadAsync(app, cancellationToken)))
        {
            now[name] = value;
        }

        return ConfigDifference.Of(vault.OpenAll(app, await releases.ReadConfigAsync(app, number, cancellationToken)), now).IsEmpty
            && await RunsSoManyAsync(context, release, cancellationToken);
    }

    // Of web the route tells; the other processes are those of its run.
    async Task<bool> RunsSoManyAsync(StepContext context, Release serving, CancellationToken cancellationToken)
    {
        var targets = (await routes.FindAsync(context.Subject, cancellationToken))!.Serving.ToList();
        var others = (await ProcessContainers.OfRunAsync(engine, labels, context.Subject, targets[0].RunId, cancellationToken)).Where(one => !ProcessContainers.IsWeb(one));
        var running = others.CountBy(ContainerLabels.ProcessOf).Append(new(ProcessNames.Web, targets.Count));
        var plan = ProcessPlan.Of(Formation.Read(serving.Processes), RunSettings.Of(context));
        return plan.Instances.CountBy(instance => instance.Process).ToHashSet().SetEquals(running);
    }

    // The run's own name keeps the image for it, whatever housekeeping thinks of the release's.
    async Task KeepImageAsync(StepContext context, Release wanted, CancellationToken cancellationToken)
    {
        try
        {
            await engine.TagImageAsync(wanted.Image, ImageNames.Repository(context.Subject), ImageNames.OfRun(context.RunId), cancellationToken);
        }
        catch (ContainerEngineException e) when (e.Status == 404)
        {
            throw ReleaseErrors.ImageGone(wanted);
        }
    }

    Task<Release> MakeAsync(StepContext context, Release wanted, CancellationToken cancellationToken)
    {
        var content = new ReleaseContent(wanted.Image, wanted.Checks)
        {
            Healthchecks = wanted.Healthchecks,
            Processes = wanted.Processes,
            From = wanted.From ?? new ReleaseName(wanted.App, wanted.Number),
            File = wanted.File?.For(wanted.App, context.Subject, vault),
        };
        return NewRelease.MakeAsync(context, releases, engine, content, cancellationToken);
    }

    static string Words(StepContext context, Release wanted) => wanted.App == context.Subject ? $"v{wanted.Number}" : $"{wanted.App} v{wanted.Number}";

    static StepOutcome.Done Done(Release release, bool changes) => new(
        new JsonObject
        {
            ["image"] = release.Image,
            ["release"] = release.Number,
            ["checks"] = release.Checks,
            ["healthchecks"] = release.Healthchecks,
            ["changes"] = changes,
        },
        changes ? $"v{release.Number}" : $"v{release.Number} serves already");
}

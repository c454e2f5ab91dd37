using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>start</c>: starts the processes of a release, with the config it keeps, as green beside whatever serves.</summary>
public sealed class StartStep(
    IContainerEngine engine, ContainerLabels labels, IReleaseStore releases, IConfigVault vault, RouteKeeper routes, HostPaths hostPaths) : IStepKind
{
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    readonly LoneProcesses _lone = new(engine, labels, routes);

    /// <inheritdoc />
    public string Name => "start";

    /// <inheritdoc />
    public string Title => "Start green";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("image", "Id of the image.", DataType.Text, IsRequired: true),
        new("release", "Number of its release.", DataType.Whole, IsRequired: true, Least: 1),
        new("port", "Port the app listens on; empty for the image's EXPOSE, else 5000.", DataType.Whole, Least: 1, Most: 65535),
        new("restartPolicy", "Docker's restart policy: always, unless-stopped, no, on-failure, or on-failure:<attempts>.", DataType.Text, Default: "always"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs => [new("container", "Id of the container, the first of web when there are several.", DataType.Text)];

    /// <inheritdoc />
    public bool Compensates => true;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var settings = RunSettings.Of(context);
        var shape = ContainerShape.Of(settings, hostPaths);
        var version = VersionOf(context);
        var plan = ProcessPlan.Of(Formation.Read((await releases.FindAsync(context.Subject, version.Release, cancellationToken))?.Processes), settings);
        foreach (var unknown in plan.Unknown)
        {
            context.Log($" !     The scale names '{unknown}', which v{version.Release} does not have: nothing is started for it");
        }

        if (shape.RestartDelay > TimeSpan.Zero && DelayedRestart.Plan(version.RestartPolicy, shape.RestartDelay) is null)
        {
            context.Log($" !     restartDelay means nothing with the restart policy '{version.RestartPolicy}'; it holds with always and on-failure");
        }

        List<ContainerInfo> started = [];
        var green = new GreenContainers(context, version, engine, labels, releases, vault, routes, shape);
        foreach (var instance in plan.Instances)
        {
            started.Add(await StartAsync(context, green, instance, shape, cancellationToken));
        }

        return new StepOutcome.Done(new JsonObject { ["container"] = started[0].Id }, string.Join(", ", started.Select(container => container.Name)));
    }

    /// <inheritdoc />
    public async Task CompensateAsync(StepContext context, CancellationToken cancellationToken)
    {
        foreach (var container in await engine.ListContainersAsync(labels.OfRun(context.Subject, context.Origin), cancellationToken))
        {
            // One that never came up, or keeps ending, has nothing to finish.
            if (container.IsRunning)
            {
                await engine.StopContainerAsync(container.Id, StopTimeout, cancellationToken);
            }

            await engine.RemoveContainerAsync(container.Id, cancellationToken);
            context.Log($"-----> Removed {container.Name}");
        }

        await _lone.GiveBackAsync(context, ProcessPlan.NoOverlapOf(RunSettings.Of(context)), cancellationToken);
    }

    static GreenVersion VersionOf(StepContext context) => new(
        context.Inputs.Required("image"),
        context.Inputs.Number("release"),
        context.Inputs.Text("port") is null ? null : context.Inputs.Number("port"),
        RestartPolicy.Parse(context.Inputs.Text("restartPolicy") ?? "always"));

    async Task<ContainerInfo> StartAsync(
        StepContext context, GreenContainers green, PlannedInstance instance, ContainerShape shape, CancellationToken cancellationToken)
    {
        var id = await green.EnsureAsync(instance, cancellationToken);
        await NetworkJoin.EnsureAsync(engine, context, id, shape.Networks, cancellationToken);
        if (!instance.MayOverlap)
        {
            await _lone.MakeRoomAsync(context, instance.Process, StopTimeoutOf(context), cancellationToken);
        }

        await context.ConfirmAsync(cancellationToken);
        try
        {
            await engine.StartContainerAsync(id, cancellationToken);
        }
        catch (ContainerEngineException e) when (instance.Command is { } command && e is not ContainerEngineUnreachableException)
        {
            throw new UserErrorException(
                new UserError("process.cannotStart", $"{instance.Name} cannot be started: {e.Message}", $"Its command in the Procfile becomes: {string.Join(' ', command)}"), e);
        }

        var container = await engine.FindContainerAsync(id, cancellationToken)
            ?? throw new UserErrorException("container.gone", $"{ContainerNames.Green(context.Subject, instance.Process, instance.Index)} was removed while it started", "Deploy again.");
        context.Log($"-----> Started {container.Name} ({container.Id[..12]})");
        return container;
    }

    // The old one gets what it would get from 'retire'.
    static TimeSpan StopTimeoutOf(StepContext context) =>
        Duration.TryParse(RunSettings.Of(context)?["stopTimeout"]?.ToString(), out var timeout) ? timeout : TimeSpan.FromSeconds(30);
}

using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>start</c>: starts a release, with the config it keeps, as green beside whatever serves.</summary>
public sealed class StartStep(
    IContainerEngine engine, ContainerLabels labels, IReleaseStore releases, IConfigVault vault, RouteKeeper routes, HostPaths hostPaths) : IStepKind
{
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

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
    public IReadOnlyList<StepOutput>? Outputs => [new("container", "Id of the container.", DataType.Text)];

    /// <inheritdoc />
    public bool Compensates => true;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var shape = ContainerShape.Of(context.RunInputs["settings"] as JsonObject, hostPaths);
        var id = await FindOwnAsync(context, cancellationToken) ?? await CreateAsync(context, shape, cancellationToken);
        await NetworkJoin.EnsureAsync(engine, context, id, shape.Networks, cancellationToken);
        await context.ConfirmAsync(cancellationToken);
        await engine.StartContainerAsync(id, cancellationToken);
        var container = await engine.FindContainerAsync(id, cancellationToken)
            ?? throw new UserErrorException("container.gone", $"{ContainerNames.Green(context.Subject)} was removed while it started", "Deploy again.");
        context.Log($"-----> Started {container.Name} ({container.Id[..12]})");
        return new StepOutcome.Done(new JsonObject { ["container"] = id }, container.Name);
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
    }

    async Task<string?> FindOwnAsync(StepContext context, CancellationToken cancellationToken)
    {
        var own = await engine.ListContainersAsync(labels.OfRun(context.Subject, context.Origin), cancellationToken);
        return own.Count > 0 ? own[0].Id : null;
    }

    async Task<string> CreateAsync(StepContext context, ContainerShape shape, CancellationToken cancellationToken)
    {
        var image = context.Inputs.Required("image");
        var release = context.Inputs.Number("release");
        var port = await PortAsync(context, image, cancellationToken);
        var environment = await EnvironmentAsync(context.Subject, release, port, cancellationToken);
        await ClearNameAsync(context, cancellationToken);
        await context.ConfirmAsync(cancellationToken);
        return await engine.CreateContainerAsync(
            new ContainerSpec(
                ContainerNames.Green(context.Subject),
                image,
                Labels(shape, labels.ForWeb(context.Subject, context.Origin, release)),
                environment,
                port,
                RestartPolicy.Parse(context.Inputs.Text("restartPolicy") ?? "always"),
                shape.Command)
            {
                Entrypoint = shape.Entrypoint,
                HasHealthCheck = shape.HasHealthCheck,
                Limits = shape.Limits,
                Mounts = shape.Mounts,
                VolumesOf = context.Subject,
            },
            cancellationToken);
    }

    // Ours are last: by them a container is known.
    static Dictionary<string, string> Labels(ContainerShape shape, Dictionary<string, string> ours)
    {
        var all = new Dictionary<string, string>(shape.Labels, StringComparer.Ordinal);
        foreach (var (name, value) in ours)
        {
            all[name] = value;
        }

        return all;
    }

    // The port is last: it is a setting, and what is published must be what the app was told.
    async Task<Dictionary<string, string>> EnvironmentAsync(string app, int release, int port, CancellationToken cancellationToken) =>
        new(vault.OpenAll(app, await releases.ReadConfigAsync(app, release, cancellationToken))) { ["PORT"] = port.ToString(CultureInfo.InvariantCulture) };

    async Task ClearNameAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(ContainerNames.Green(context.Subject), cancellationToken) is not { } taken)
        {
            return;
        }

        if (!labels.IsOurs(taken, context.Subject))
        {
            throw new UserErrorException(
                "container.nameTaken",
                $"A container named {taken.Name} exists that this PipelineDeploy did not start",
                $"Rename or remove it (docker rename {taken.Name} …), then deploy again.");
        }

        if (ContainerLabels.IsNewerThan(context.RunId, taken))
        {
            throw new UserErrorException("container.newer", $"A newer run of {context.Subject} has started {taken.Name} already", "Nothing is to be done: the newer run goes on.");
        }

        // A canary that was stopped half-way, or a version that serves by another name; it goes when nothing is sent there any more.
        if ((await routes.ReadAsync(context.Subject, cancellationToken)).Serving.Any(target => target.Container == taken.Id))
        {
            await ContainerNames.EnsureAsync(engine, context, taken.Id, ContainerNames.Retired(context.Subject, ContainerLabels.ReleaseOf(taken) ?? 0), cancellationToken);
            return;
        }

        // One run at a time per app: a green that an earlier run left is nobody's any more.
        await context.ConfirmAsync(cancellationToken);
        await engine.RemoveContainerAsync(taken.Id, cancellationToken);
    }

    async Task<int> PortAsync(StepContext context, string image, CancellationToken cancellationToken) => context.Inputs.Text("port") is null
        ? await AppPort.OfImageAsync(engine, image, cancellationToken)
        : context.Inputs.Number("port");
}

using System.Globalization;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>What green is made of.</summary>
/// <param name="Image">Id of the image.</param>
/// <param name="Release">Number of the release.</param>
/// <param name="Port">Port the app listens on; null for the image's.</param>
/// <param name="RestartPolicy">Docker's restart policy.</param>
sealed record GreenVersion(string Image, int Release, int? Port, string RestartPolicy);

/// <summary>Makes the containers of one <c>start</c> step. What was made before a crash is found by its labels.</summary>
sealed class GreenContainers(
    StepContext context, GreenVersion version, IContainerEngine engine, ContainerLabels labels, IReleaseStore releases, IConfigVault vault, RouteKeeper routes, ContainerShape shape)
{
    Dictionary<string, string>? _environment;
    int _port;

    /// <summary>The id of an instance's container, which is made when it is not there.</summary>
    public async Task<string> EnsureAsync(PlannedInstance instance, CancellationToken cancellationToken)
    {
        var own = await engine.ListContainersAsync(labels.OfRun(context.Subject, context.Origin), cancellationToken);
        var made = own.FirstOrDefault(container => ContainerLabels.ProcessOf(container) == instance.Process && ContainerLabels.IndexOf(container) == instance.Index);
        return made?.Id ?? await CreateAsync(instance, cancellationToken);
    }

    async Task<string> CreateAsync(PlannedInstance instance, CancellationToken cancellationToken)
    {
        _environment ??= await EnvironmentAsync(cancellationToken);
        var name = ContainerNames.Green(context.Subject, instance.Process, instance.Index);
        await ClearNameAsync(name, cancellationToken);
        var policy = instance.MayOverlap ? version.RestartPolicy : LoneProcesses.PolicyOf(version.RestartPolicy);
        var delayed = instance.MayOverlap ? DelayedRestart.Plan(policy, shape.RestartDelay) : null;
        await context.ConfirmAsync(cancellationToken);
        return await engine.CreateContainerAsync(
            new ContainerSpec(
                name,
                version.Image,
                Labels(new(labels.ForProcess(context.Subject, context.Origin, version.Release, instance.Process, instance.Index)) { [DelayedRestart.Label] = $"{delayed}" }),
                _environment,
                // Nobody asks another process for anything.
                instance.Process == ProcessNames.Web ? _port : null,
                delayed is null ? policy : "no",
                instance.Command ?? shape.Command)
            {
                Entrypoint = shape.Entrypoint,
                HasHealthCheck = shape.HasHealthCheck,
            }.Shaped(shape, context.Subject),
            cancellationToken);
    }

    // Ours are last: by them a container is known.
    Dictionary<string, string> Labels(Dictionary<string, string> ours)
    {
        var all = new Dictionary<string, string>(shape.Labels, StringComparer.Ordinal);
        foreach (var (name, value) in ours)
        {
            all[name] = value;
        }

        return all;
    }

    // The port is last: it is a setting, and what is published must be what the app was told.
    async Task<Dictionary<string, string>> EnvironmentAsync(CancellationToken cancellationToken)
    {
        _port = version.Port ?? await AppPort.OfImageAsync(engine, version.Image, cancellationToken);
        var config = vault.OpenAll(context.Subject, await releases.ReadConfigAsync(context.Subject, version.Release, cancellationToken));
        return new(config) { ["PORT"] = _port.ToString(CultureInfo.InvariantCulture) };
    }

    async Task ClearNameAsync(string name, CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(name, cancellationToken) is not { } taken)
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
        if ((await routes.ReadAsync(context.Subject, cancellationToken)).Serves(taken))
        {
            await ContainerNames.EnsureRetiredAsync(engine, context, taken, cancellationToken);
            return;
        }

        // One run at a time per app: a green that an earlier run left is nobody's any more.
        await context.ConfirmAsync(cancellationToken);
        await engine.RemoveContainerAsync(taken.Id, cancellationToken);
    }
}

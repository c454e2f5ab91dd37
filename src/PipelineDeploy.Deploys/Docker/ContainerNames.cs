using System.Globalization;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>What people see in <c>docker ps</c>: the names follow the slots. The first of <c>web</c> has the slot's own name, the others follow it with theirs.</summary>
public static class ContainerNames
{
    /// <summary>The candidate.</summary>
    public static string Green(string app, string process = ProcessNames.Web, int index = 1) => Instance($"{app}-green", process, index);

    /// <summary>The one that serves.</summary>
    public static string Blue(string app, string process = ProcessNames.Web, int index = 1) => Instance($"{app}-blue", process, index);

    /// <summary>The one that served before and is about to be stopped.</summary>
    public static string Retired(string app, int release, string process = ProcessNames.Web, int index = 1) => Instance($"{app}-retired-v{release}", process, index);

    /// <summary>One in which a step runs a command once.</summary>
    public static string OneOff(string app, long run, string step, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{app}-run-{run}-{step}-{attempt}");

    /// <summary>Gives a process of an app its name in a slot.</summary>
    public static Task EnsureGreenAsync(IContainerEngine engine, StepContext context, ContainerInfo container, CancellationToken cancellationToken) =>
        EnsureAsync(engine, context, container.Id, Green(context.Subject, ContainerLabels.ProcessOf(container), ContainerLabels.IndexOf(container)), cancellationToken);

    /// <inheritdoc cref="EnsureGreenAsync"/>
    public static Task EnsureBlueAsync(IContainerEngine engine, StepContext context, ContainerInfo container, CancellationToken cancellationToken) =>
        EnsureAsync(engine, context, container.Id, Blue(context.Subject, ContainerLabels.ProcessOf(container), ContainerLabels.IndexOf(container)), cancellationToken);

    /// <inheritdoc cref="EnsureGreenAsync"/>
    public static Task EnsureRetiredAsync(IContainerEngine engine, StepContext context, ContainerInfo container, CancellationToken cancellationToken) => EnsureAsync(
        engine, context, container.Id,
        Retired(context.Subject, ContainerLabels.ReleaseOf(container) ?? 0, ContainerLabels.ProcessOf(container), ContainerLabels.IndexOf(container)), cancellationToken);

    /// <summary>Renames a container unless it has the name already or is gone.</summary>
    public static async Task EnsureAsync(IContainerEngine engine, StepContext context, string container, string name, CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(container, cancellationToken) is { } info && info.Name != name)
        {
            await context.ConfirmAsync(cancellationToken);
            await engine.RenameContainerAsync(container, name, cancellationToken);
        }
    }

    static string Instance(string slot, string process, int index) => (process, index) is (ProcessNames.Web, 1)
        ? slot
        : string.Create(CultureInfo.InvariantCulture, $"{slot}-{process}-{index}");
}

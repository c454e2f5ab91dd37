using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Processes;

/// <summary>Finds the containers of an app's processes by their labels. One that is no <c>web</c> is in no route: it belongs to the version whose <c>web</c> is.</summary>
static class ProcessContainers
{
    /// <summary>Those that a run has started, <c>web</c> first.</summary>
    public static async Task<IReadOnlyList<ContainerInfo>> OfRunAsync(
        IContainerEngine engine, ContainerLabels labels, string app, long run, CancellationToken cancellationToken) =>
        Sorted(await engine.ListContainersAsync(labels.OfRun(app, run), cancellationToken));

    /// <summary>Those that other runs than this one have started.</summary>
    public static async Task<IReadOnlyList<ContainerInfo>> OfOthersAsync(
        IContainerEngine engine, ContainerLabels labels, StepContext context, CancellationToken cancellationToken) =>
        Sorted((await engine.ListContainersAsync(labels.OfApp(context.Subject), cancellationToken))
            .Where(container => ContainerLabels.IsProcess(container) && ContainerLabels.RunOf(container) != context.Origin));

    /// <summary>Whether a container is one that gets traffic.</summary>
    public static bool IsWeb(ContainerInfo container) => ContainerLabels.ProcessOf(container) == ProcessNames.Web;

    static List<ContainerInfo> Sorted(IEnumerable<ContainerInfo> containers) =>
    [
        .. containers.OrderBy(container => !IsWeb(container))
            .ThenBy(ContainerLabels.ProcessOf, StringComparer.Ordinal).ThenBy(ContainerLabels.IndexOf).ThenBy(ContainerLabels.RunOf),
    ];
}

using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Housekeeping;

/// <summary>What is done about a container that nobody needs any more.</summary>
/// <param name="Container">The container.</param>
/// <param name="IsRemoval">True to remove it, false to stop it.</param>
public sealed record OrphanAction(ContainerInfo Container, bool IsRemoval);

/// <summary>
/// Decides which of our containers nobody needs any more: a run left them and has ended, and no traffic goes there, nor to the version they are part of. The container of a
/// command that is run once goes at once, because nothing is left that waits for the command's end.
/// </summary>
public static class Orphans
{
    /// <summary>So long a container is left alone, counted from its creation.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>So long a stopped one is kept, for whoever wants to look at it.</summary>
    public static readonly TimeSpan KeptAfterStop = TimeSpan.FromHours(1);

    /// <summary>What is to be done now.</summary>
    /// <param name="containers">The containers that carry this installation's label, looked at before the runs and the routes.</param>
    /// <param name="runs">The runs that live, looked at before the routes.</param>
    /// <param name="routes">The wanted traffic.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<OrphanAction> Decide(
        IReadOnlyList<ContainerInfo> containers, LiveRuns runs, IReadOnlyList<AppRoute> routes, DateTimeOffset now)
    {
        return
        [
            .. from container in containers
               where IsLeftBehind(container, runs) && !routes.Any(route => route.Wants(container))
               let action = ActionOn(container, now)
               where action is not null
               select action,
        ];
    }

    // While an app has a run, all of its containers are the run's business. A run that is newer than any we know means that the database
    // was restored from a backup: what such a run started may well be what people use.
    static bool IsLeftBehind(ContainerInfo container, LiveRuns runs) =>
        container.Labels.ContainsKey(ContainerLabels.Installation)
        && container.Labels.TryGetValue(ContainerLabels.App, out var app) && (!runs.Has(app) || ContainerLabels.IsOneOff(container))
        && ContainerLabels.RunOf(container) is { } run && run <= runs.Newest && runs.Runs.All(live => live.Id != run);

    static OrphanAction? ActionOn(ContainerInfo container, DateTimeOffset now) => ContainerLabels.IsOneOff(container) ? new OrphanAction(container, IsRemoval: true)
        : container.CreatedAt is { } made && made + Grace <= now
        ? container.State switch
        {
            "running" or "restarting" or "paused" => new OrphanAction(container, IsRemoval: false),
            "exited" or "created" or "dead" when (container.FinishedAt ?? made) + KeptAfterStop <= now => new OrphanAction(container, IsRemoval: true),
            _ => null,
        }
        : null;
}

using Microsoft.Extensions.Logging;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Housekeeping;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Housekeeping;

/// <summary>Stops, and later removes, the containers that runs have left behind.</summary>
public sealed partial class OrphanSweep(
    IContainerEngine engine, ContainerLabels labels, ILiveRuns runs, IRouteStore routes, TimeProvider time, ILogger<OrphanSweep> logger) : IChore, ISweep
{
    const string Remove = "remove";
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public string Name => "orphan-containers";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var done = await SweepAsync(isTrial: false, cancellationToken);
        return done.Count == 0 ? null : string.Join(", ", done.Select(one => $"{(one.Action == Remove ? "removed" : "stopped")} {one.Name}"));
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Leftover>> SweepAsync(bool isTrial, CancellationToken cancellationToken)
    {
        // In this order: a container is in a route before its run ends, so one that is found in neither belongs to nobody.
        var containers = await engine.ListContainersAsync(labels.All(), cancellationToken);
        var live = await runs.ReadAsync(cancellationToken);
        var wanted = await routes.ReadAllAsync(cancellationToken);
        List<Leftover> done = [];
        foreach (var orphan in Orphans.Decide(containers, live, wanted, time.GetUtcNow()))
        {
            if (isTrial || await IsDoneAsync(orphan, cancellationToken))
            {
                done.Add(new Leftover("container", $"{orphan.Container.Name} (run {ContainerLabels.RunOf(orphan.Container)})", orphan.IsRemoval ? Remove : "stop"));
            }
        }

        return done;
    }

    async Task<bool> IsDoneAsync(OrphanAction orphan, CancellationToken cancellationToken)
    {
        try
        {
            await (orphan.IsRemoval
                ? engine.RemoveContainerAsync(orphan.Container.Id, cancellationToken)
                : engine.StopContainerAsync(orphan.Container.Id, StopTimeout, cancellationToken));
            return true;
        }
        catch (ContainerEngineException e)
        {
            // One that cannot be stopped must not keep the others.
            Resists(orphan.Container.Name, e.Message);
            return false;
        }
    }

    [LoggerMessage(EventId = 320, Level = LogLevel.Warning, Message = "{Container} was left behind by a run and can be neither stopped nor removed: {Trouble}")]
    partial void Resists(string container, string trouble);
}

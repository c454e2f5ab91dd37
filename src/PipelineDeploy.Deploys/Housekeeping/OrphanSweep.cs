using Microsoft.Extensions.Logging;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Housekeeping;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Housekeeping;

/// <summary>Stops, and later removes, the containers that runs have left behind.</summary>
public sealed partial class OrphanSweep(
    IContainerEngine engine, ContainerLabels labels, ILiveRuns runs, IRouteStore routes, TimeProvider time, ILogger<OrphanSweep> logger) : IChore
{
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public string Name => "orphan-containers";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        // In this order: a container is in a route before its run ends, so one that is found in neither belongs to nobody.
        var containers = await engine.ListContainersAsync(labels.All(), cancellationToken);
        var live = await runs.ReadAsync(cancellationToken);
        var wanted = await routes.ReadAllAsync(cancellationToken);
        List<string> done = [];
        foreach (var (container, isRemoval) in Orphans.Decide(containers, live, wanted, time.GetUtcNow()))
        {
            try
            {
                await (isRemoval
                    ? engine.RemoveContainerAsync(container.Id, cancellationToken)
                    : engine.StopContainerAsync(container.Id, StopTimeout, cancellationToken));
                done.Add($"{(isRemoval ? "removed" : "stopped")} {container.Name} (run {ContainerLabels.RunOf(container)})");
            }
            catch (ContainerEngineException e)
            {
                // One that cannot be stopped must not keep the others.
                Resists(container.Name, e.Message);
            }
        }

        return done.Count == 0 ? null : string.Join(", ", done);
    }

    [LoggerMessage(EventId = 320, Level = LogLevel.Warning, Message = "{Container} was left behind by a run and can be neither stopped nor removed: {Trouble}")]
    partial void Resists(string container, string trouble);
}

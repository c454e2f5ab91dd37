using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>retire</c>: stops and removes the containers that served before. From here there is no way back.</summary>
public sealed class RetireStep(IContainerEngine engine, ContainerLabels labels, RouteKeeper routes, Drain drain) : IStepKind
{
    // Requests that are still open when the wait is over get this long before their container is asked to end.
    static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Name => "retire";

    /// <inheritdoc />
    public string Title => "Retire blue";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
        [new("stopTimeout", "Time between SIGTERM and SIGKILL.", DataType.Duration, Default: "30s")];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs => [new("retired", "Names of the containers that were removed.", DataType.List)];

    /// <inheritdoc />
    public IEnumerable<StepObjection> Judge(StepPlace place) => TrafficRules.OfRetire(place);

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => true;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var route = await routes.ReadAsync(context.Subject, cancellationToken);
        var draining = route.Targets.Where(target => target.RunId != context.Origin).Select(target => target.Name).ToList();
        await drain.WaitAsync(context.Subject, draining, LastRequests, cancellationToken);
        route = await routes.ChangeAsync(
            context.Subject, route => route.WithoutOthers(context.Origin), new DriverTerm(context.RunId, context.Fence), cancellationToken);

        var serving = route.Targets.Select(target => target.Container).ToHashSet();
        var retired = new JsonArray();
        foreach (var old in await engine.ListContainersAsync(labels.OfApp(context.Subject), cancellationToken))
        {
            // A driver that was outlived in the middle of this may come back when a newer run has its containers there.
            if (!serving.Contains(old.Id) && !ContainerLabels.IsNewerThan(context.RunId, old) && !IsAtWork(context, old))
            {
                await context.ConfirmAsync(cancellationToken);
                await engine.StopContainerAsync(old.Id, context.Inputs.Time("stopTimeout", TimeSpan.FromSeconds(30)), cancellationToken);
                await engine.RemoveContainerAsync(old.Id, cancellationToken);
                context.Log($"-----> Retired {old.Name}");
                retired.Add(old.Name);
            }
        }

        return new StepOutcome.Done(new JsonObject { ["retired"] = retired }, retired.Count == 0 ? "nothing to retire" : null);
    }

    // A command of this run that goes on beside it.
    static bool IsAtWork(StepContext context, ContainerInfo container) => ContainerLabels.IsOneOff(container) && ContainerLabels.RunOf(container) == context.RunId;

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}

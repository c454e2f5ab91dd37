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
            context.Subject, route => route.WithoutOthers(context.Origin), DriverTerm.Of(context), cancellationToken);

        // A driver that was outlived in the middle of this may come back when a newer run has its containers there.
        var old = (await engine.ListContainersAsync(labels.OfApp(context.Subject), cancellationToken))
            .Where(container => !route.Wants(container) && !ContainerLabels.IsNewerThan(context.RunId, container) && !IsAtWork(context, container)).ToList();
        var retired = new JsonArray();
        if (old.Count > 0)
        {
            // Side by side: of many that do not listen to SIGTERM each would keep the next one waiting.
            await context.ConfirmAsync(cancellationToken);
            await Task.WhenAll(old.Select(one => engine.StopContainerAsync(one.Id, context.Inputs.Time("stopTimeout", TimeSpan.FromSeconds(30)), cancellationToken)));
        }

        foreach (var one in old)
        {
            await context.ConfirmAsync(cancellationToken);
            await engine.RemoveContainerAsync(one.Id, cancellationToken);
            context.Log($"-----> Retired {one.Name}");
            retired.Add(one.Name);
        }

        return new StepOutcome.Done(new JsonObject { ["retired"] = retired }, retired.Count == 0 ? "nothing to retire" : null);
    }

    // A command of this run that goes on beside it.
    static bool IsAtWork(StepContext context, ContainerInfo container) => ContainerLabels.IsOneOff(container) && ContainerLabels.RunOf(container) == context.RunId;

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}

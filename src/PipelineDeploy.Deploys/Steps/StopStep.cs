using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>stop</c>: stops what serves, for an app that cannot bear two versions at once. Undone, it starts it again.</summary>
public sealed class StopStep(IContainerEngine engine, ContainerLabels labels, RouteKeeper routes) : IStepKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "stop";

    /// <inheritdoc />
    public string Name => Kind;

    /// <inheritdoc />
    public string Title => "Stop blue";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs => [new("stopTimeout", "Time between SIGTERM and SIGKILL.", DataType.Duration, Default: "30s")];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs => [new("stopped", "Names of the containers that were stopped.", DataType.List)];

    /// <inheritdoc />
    public IEnumerable<StepObjection> Judge(StepPlace place) =>
        [new StepObjection($"not zero-downtime, because the app does not answer from '{place.Step.Id}' until the traffic is switched", IsWarning: true)];

    /// <inheritdoc />
    public bool Compensates => true;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var stopped = new JsonArray();
        foreach (var container in await ServingAsync(context, cancellationToken))
        {
            await context.ConfirmAsync(cancellationToken);
            await engine.StopContainerAsync(container.Id, context.Inputs.Time("stopTimeout", TimeSpan.FromSeconds(30)), cancellationToken);
            context.Log($"-----> Stopped {container.Name}{(ProcessContainers.IsWeb(container) ? $": {context.Subject} does not answer until the new version serves" : "")}");
            stopped.Add(container.Name);
        }

        return new StepOutcome.Done(new JsonObject { ["stopped"] = stopped }, stopped.Count == 0 ? "nothing served" : null);
    }

    /// <inheritdoc />
    public async Task CompensateAsync(StepContext context, CancellationToken cancellationToken)
    {
        foreach (var container in await ServingAsync(context, cancellationToken))
        {
            await context.ConfirmAsync(cancellationToken);
            await engine.StartContainerAsync(container.Id, cancellationToken);
            context.Log($"-----> Started {container.Name} again");
            // Docker publishes it somewhere else now.
            if (await engine.FindContainerAsync(container.Id, cancellationToken) is { IsRunning: true, PublishedPorts.Count: > 0 } running)
            {
                var port = running.PublishedPorts.Values.First();
                await routes.ChangeAsync(context.Subject, route => route.Moved(container.Id, port), DriverTerm.Of(context), cancellationToken);
            }
        }
    }

    async Task<IEnumerable<ContainerInfo>> ServingAsync(StepContext context, CancellationToken cancellationToken)
    {
        var route = await routes.ReadAsync(context.Subject, cancellationToken);
        return (await ProcessContainers.OfOthersAsync(engine, labels, context, cancellationToken)).Where(route.Serves);
    }
}

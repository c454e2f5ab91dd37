using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>switch</c>: moves the traffic to green; blue keeps its open requests and drains. Undone, it moves the traffic back.</summary>
public sealed class SwitchStep(IContainerEngine engine, ContainerLabels labels, RouteKeeper routes, Drain drain, RouterProbe probe, PublicAddress address) : IStepKind
{
    /// <inheritdoc />
    public string Name => "switch";

    /// <inheritdoc />
    public string Title => "Switch traffic";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("container", "Id of green.", DataType.Text, IsRequired: true),
        new("release", "Number of its release.", DataType.Whole, IsRequired: true, Least: 1),
        new("drain", "When undone, longest time green's open requests get.", DataType.Duration, Default: "30s"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs =>
    [
        new("replaced", "Whether another version served before.", DataType.Boolean),
        new("requests", "How many requests of ours went through the router during the switch; 0 when the app did not answer before it.", DataType.Whole),
        new("failed", "How many of them got no answer.", DataType.Whole),
    ];

    /// <inheritdoc />
    public IEnumerable<StepObjection> Judge(StepPlace place) => TrafficRules.OfSwitch(place);

    /// <inheritdoc />
    public bool Compensates => true;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var green = await TargetAsync(context, cancellationToken);
        var (route, met) = await WatchedAsync(
            context, route => route.SwitchTo([green], context.Now, context.RunInputs.IsTrue("rollback")), cancellationToken);
        context.Log($"-----> Traffic goes to v{green.Release}");
        foreach (var old in route.Targets.Where(target => target.RunId != context.Origin))
        {
            await ContainerNames.EnsureAsync(engine, context, old.Container, ContainerNames.Retired(context.Subject, old.Release), cancellationToken);
        }

        await ContainerNames.EnsureAsync(engine, context, green.Container, ContainerNames.Blue(context.Subject), cancellationToken);
        context.Log("=====> Application deployed:");
        foreach (var url in address.UrlsOf(route.Domains))
        {
            context.Log($"       {url}");
        }

        return new StepOutcome.Done(
            new JsonObject { ["replaced"] = route.Targets.Any(target => target.RunId != context.Origin), ["requests"] = met?.Requests ?? 0, ["failed"] = met?.Failed ?? 0 },
            met is null ? $"traffic goes to v{green.Release}" : $"traffic goes to v{green.Release}; {met}");
    }

    /// <inheritdoc />
    public async Task CompensateAsync(StepContext context, CancellationToken cancellationToken)
    {
        var (route, met) = await WatchedAsync(context, route => route.SwitchBack(context.Origin, context.Now), cancellationToken);
        await RestoreNamesAsync(context, route, cancellationToken);
        if (route.Blue is { } blue)
        {
            context.Log($"-----> Traffic goes back to v{blue.Release}{(met is null ? "" : $"; {met}")}");
        }

        var left = route.Targets.Where(target => target.RunId == context.Origin).Select(target => target.Name).ToList();
        await drain.WaitAsync(context.Subject, left, context.Inputs.Time("drain", TimeSpan.FromSeconds(30)), cancellationToken);
        await routes.ChangeAsync(context.Subject, route => route.Without(context.Origin), TermOf(context), cancellationToken);
    }

    /// <summary>Changes the route while requests of our own tell whether any gets lost.</summary>
    internal async Task<(AppRoute Route, ProbeCount? Met)> WatchedAsync(StepContext context, Func<AppRoute, AppRoute> change, CancellationToken cancellationToken)
    {
        var route = await routes.ReadAsync(context.Subject, cancellationToken);
        var met = await probe.WatchAsync(
            route.Serving.Any() && route.Domains is [var domain, ..] ? domain : null,
            async () => route = await routes.ChangeAsync(context.Subject, change, TermOf(context), cancellationToken),
            cancellationToken);
        return (route, met);
    }

    /// <summary>Green as a target of the route.</summary>
    internal async Task<ServingTarget> TargetAsync(StepContext context, CancellationToken cancellationToken)
    {
        var container = await engine.FindContainerAsync(context.Inputs.Required("container"), cancellationToken);
        if (container is not { IsRunning: true } || container.PublishedPorts.Count == 0)
        {
            throw new UserErrorException(
                "container.notRunning",
                container is null ? "Green was removed before the switch" : $"{container.Name} is {container.State}, so it gets no traffic",
                "Look at why the container stopped and deploy again.");
        }

        var release = context.Inputs.Number("release");
        return new ServingTarget(
            $"v{release}-r{context.Origin}-web-1", container.Id, "127.0.0.1", container.PublishedPorts.Values.First(), AppRoute.FullWeight, release, context.Origin);
    }

    /// <summary>Green and blue get their names as long as the traffic has not moved, or has moved back.</summary>
    internal async Task RestoreNamesAsync(StepContext context, AppRoute route, CancellationToken cancellationToken)
    {
        foreach (var own in await engine.ListContainersAsync(labels.OfRun(context.Subject, context.Origin), cancellationToken))
        {
            await ContainerNames.EnsureAsync(engine, context, own.Id, ContainerNames.Green(context.Subject), cancellationToken);
        }

        foreach (var blue in route.Targets.Where(target => target.RunId != context.Origin))
        {
            await ContainerNames.EnsureAsync(engine, context, blue.Container, ContainerNames.Blue(context.Subject), cancellationToken);
        }
    }

    static DriverTerm TermOf(StepContext context) => new(context.RunId, context.Fence);
}

using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;
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
        var green = await TargetsAsync(context, cancellationToken);
        var (route, met) = await WatchedAsync(
            context, route => route.SwitchTo(green, context.Now, context.RunInputs.IsTrue("rollback")), cancellationToken);
        context.Log($"-----> Traffic goes to v{green[0].Release}");
        await NameAsync(context, route, green[0].Container, cancellationToken);
        context.Log("=====> Application deployed:");
        foreach (var url in address.UrlsOf(route))
        {
            context.Log($"       {url}");
        }

        return new StepOutcome.Done(
            new JsonObject { ["replaced"] = route.Targets.Any(target => target.RunId != context.Origin), ["requests"] = met?.Requests ?? 0, ["failed"] = met?.Failed ?? 0 },
            met is null ? $"traffic goes to v{green[0].Release}" : $"traffic goes to v{green[0].Release}; {met}",
            new TrafficSeen(MoveOf(context, route, green[0].Release, 100, met)).ToSeen());
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
        await routes.ChangeAsync(context.Subject, route => route.Without(context.Origin), DriverTerm.Of(context), cancellationToken);
    }

    /// <summary>Changes the route while requests of our own tell whether any gets lost.</summary>
    internal async Task<(AppRoute Route, ProbeCount? Met)> WatchedAsync(StepContext context, Func<AppRoute, AppRoute> change, CancellationToken cancellationToken)
    {
        var route = await routes.ReadAsync(context.Subject, cancellationToken);
        var domain = route.Domains.Count > 0 ? route.Domains[0] : null;
        var met = await probe.WatchAsync(
            route.Serving.Any() ? domain : null,
            domain is not null && route.RedirectsHttps && address.IsSecure(route, domain),
            async () => route = await routes.ChangeAsync(context.Subject, change, DriverTerm.Of(context), cancellationToken),
            cancellationToken);
        return (route, met);
    }

    /// <summary>The move that has led to a route, for the journal.</summary>
    internal static TrafficMove MoveOf(StepContext context, AppRoute route, int green, int percent, ProbeCount? met) => new(
        route.SwitchedAt ?? context.Now, percent, green,
        route.Targets.FirstOrDefault(target => target.RunId != context.Origin)?.Release, met?.Requests ?? 0, met?.Failed ?? 0);

    /// <summary>Green's <c>web</c> as targets of the route, the first instance first.</summary>
    internal async Task<IReadOnlyList<ServingTarget>> TargetsAsync(StepContext context, CancellationToken cancellationToken)
    {
        var release = context.Inputs.Number("release");
        var first = await engine.FindContainerAsync(context.Inputs.Required("container"), cancellationToken);
        var others = (await ProcessContainers.OfRunAsync(engine, labels, context.Subject, context.Origin, cancellationToken))
            .Where(container => ProcessContainers.IsWeb(container) && container.Id != first?.Id);
        return [TargetOf(context, release, first), .. others.Select(other => TargetOf(context, release, other))];
    }

    static ServingTarget TargetOf(StepContext context, int release, ContainerInfo? container) => container is { IsRunning: true, PublishedPorts.Count: > 0 }
        ? new ServingTarget(
            string.Create(CultureInfo.InvariantCulture, $"v{release}-r{context.Origin}-web-{ContainerLabels.IndexOf(container)}"),
            container.Id, "127.0.0.1", container.PublishedPorts.Values.First(), AppRoute.FullWeight, release, context.Origin)
        : throw new UserErrorException(
            "container.notRunning",
            container is null ? "Green was removed before the switch" : $"{container.Name} is {container.State}, so it gets no traffic",
            "Look at why the container stopped and deploy again.");

    /// <summary>What served gets its names first: green takes them over.</summary>
    async Task NameAsync(StepContext context, AppRoute route, string green, CancellationToken cancellationToken)
    {
        foreach (var old in await OldAsync(context, route, cancellationToken))
        {
            await ContainerNames.EnsureRetiredAsync(engine, context, old, cancellationToken);
        }

        await ContainerNames.EnsureAsync(engine, context, green, ContainerNames.Blue(context.Subject), cancellationToken);
        foreach (var own in await ProcessContainers.OfRunAsync(engine, labels, context.Subject, context.Origin, cancellationToken))
        {
            await ContainerNames.EnsureBlueAsync(engine, context, own, cancellationToken);
        }
    }

    /// <summary>Green and blue get their names as long as the traffic has not moved, or has moved back.</summary>
    internal async Task RestoreNamesAsync(StepContext context, AppRoute route, CancellationToken cancellationToken)
    {
        foreach (var own in await ProcessContainers.OfRunAsync(engine, labels, context.Subject, context.Origin, cancellationToken))
        {
            await ContainerNames.EnsureGreenAsync(engine, context, own, cancellationToken);
        }

        foreach (var blue in await OldAsync(context, route, cancellationToken))
        {
            await ContainerNames.EnsureBlueAsync(engine, context, blue, cancellationToken);
        }
    }

    async Task<IEnumerable<ContainerInfo>> OldAsync(StepContext context, AppRoute route, CancellationToken cancellationToken) =>
        (await ProcessContainers.OfOthersAsync(engine, labels, context, cancellationToken)).Where(route.Wants);
}

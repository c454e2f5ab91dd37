using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>
/// <c>check</c>: green must prove itself before it gets traffic, with every instance of every process. Each wait is a durable timer; a green that exits ends the
/// step at once.
/// </summary>
public sealed class CheckStep(IContainerEngine engine, ContainerLabels labels, CheckRunner runner, RouteKeeper routes) : IStepKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "check";

    // Each request is a timer and an entry in the journal.
    static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc />
    public string Name => Kind;

    /// <inheritdoc />
    public string Title => "Check green";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("container", "Id of the container.", DataType.Text, IsRequired: true),
        new("checks", "Text of the app's CHECKS file.", DataType.Text),
        new("healthchecks", "The healthchecks of the app's app.json, as JSON; they count when CHECKS has no check.", DataType.Text),
        new("command", "Without either and without a HEALTHCHECK of the image, run inside the container; exit code 0 is healthy.", DataType.Text),
        new("path", "Without any of these, asked for from the first moment until it answers 200; without it the container must stay running.", DataType.Text),
        new("pathTimeout", "Longest time that may take, in all.", DataType.Duration, Default: "30s"),
        new("pathInterval", "Time between two such requests, at least 100ms.", DataType.Duration, Default: "500ms"),
        new("host", "The Host of requests whose check names none.", DataType.Text, Default: "localhost"),
        new("wait", "Time before each attempt. CHECKS stands above it.", DataType.Duration, Default: "5s"),
        new("timeout", "Longest time of one request. CHECKS stands above it.", DataType.Duration, Default: "30s"),
        new("attempts", "Attempts in all. CHECKS stands above it.", DataType.Whole, Default: "5", Least: 1),
        new("defaultWait", "Without checks, the container must run this long.", DataType.Duration, Default: "10s"),
        new("skipDefault", "true asks nothing where there are no checks.", DataType.Boolean, Default: "false"),
        new("skip", "true checks nothing.", DataType.Boolean, Default: "false"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs => [];

    /// <inheritdoc />
    public IEnumerable<StepObjection> Judge(StepPlace place) => TrafficRules.OfCheck(place);

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var hasCertificate = (await routes.ReadAsync(context.Subject, cancellationToken)).Certificates.Count > 0;
        var all = new CheckAll(context, engine, runner);
        if (all.HasBegun)
        {
            return await all.GoOnAsync(container => PlanOf(context.Inputs, container, hasCertificate), cancellationToken);
        }

        var container = await engine.FindContainerAsync(context.Inputs.Required("container"), cancellationToken);
        var others = context.State is null ? await OthersAsync(context, container, cancellationToken) : [];
        if (container is not null && others.Count > 0)
        {
            return await all.BeginAsync([container, .. others], one => PlanOf(context.Inputs, one, hasCertificate), cancellationToken);
        }

        var course = new CheckCourse(context, engine, runner);
        return container is { IsRunning: true, RestartCount: 0 }
            ? await course.GoOnAsync(PlanOf(context.Inputs, container, hasCertificate), container, cancellationToken)
            : await course.EndedAsync(container, [], cancellationToken);
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    async Task<IReadOnlyList<ContainerInfo>> OthersAsync(StepContext context, ContainerInfo? container, CancellationToken cancellationToken) =>
        [.. (await ProcessContainers.OfRunAsync(engine, labels, context.Subject, context.Origin, cancellationToken)).Where(other => other.Id != container?.Id)];

    static CheckPlan PlanOf(JsonObject inputs, ContainerInfo container, bool hasCertificate)
    {
        var defaults = CheckSettings.Default;
        var settings = new CheckSettings(
            inputs.Time("wait", defaults.Wait),
            inputs.Time("timeout", defaults.Timeout),
            inputs.Text("attempts") is null ? defaults.Attempts : inputs.Number("attempts"),
            inputs.Time("defaultWait", defaults.DefaultWait),
            inputs.IsTrue("skipDefault"),
            inputs.IsTrue("skip"))
        {
            Host = inputs.Text("host") ?? defaults.Host,
            IsForwardedHttps = hasCertificate,
            Command = inputs.Text("command"),
            Path = inputs.Text("path"),
            PathTimeout = inputs.Time("pathTimeout", defaults.PathTimeout),
            PathInterval = inputs.Time("pathInterval", defaults.PathInterval) is var interval && interval > ShortestInterval ? interval : ShortestInterval,
        };
        return CheckPlan.Resolve(
            inputs.Text("checks") is { } checks ? ChecksFile.Parse(checks) : null,
            settings,
            inputs.Text("healthchecks") is { } healthchecks ? AppJson.Parse(healthchecks) : null,
            container.HealthCheck,
            ContainerLabels.ProcessOf(container));
    }
}

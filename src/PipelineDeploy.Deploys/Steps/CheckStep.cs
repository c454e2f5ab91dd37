using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>
/// <c>check</c>: green must prove itself before it gets traffic. Each wait is a durable timer; a green that exits ends the
/// step at once.
/// </summary>
public sealed class CheckStep(IContainerEngine engine, IChecker checker) : IStepKind
{
    const int LastLines = 100;

    /// <inheritdoc />
    public string Name => "check";

    /// <inheritdoc />
    public string Title => "Check green";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("container", "Id of the container.", DataType.Text, IsRequired: true),
        new("checks", "Text of the app's CHECKS file; without one the container must stay running.", DataType.Text),
        new("wait", "Time before each attempt. CHECKS stands above it.", DataType.Duration, Default: "5s"),
        new("timeout", "Longest time of one request. CHECKS stands above it.", DataType.Duration, Default: "30s"),
        new("attempts", "Attempts in all. CHECKS stands above it.", DataType.Whole, Default: "5", Least: 1),
        new("defaultWait", "Without checks, the container must run this long.", DataType.Duration, Default: "10s"),
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
        var plan = PlanOf(context.Inputs);
        var container = await engine.FindContainerAsync(context.Inputs.Required("container"), cancellationToken);
        if (container is not { IsRunning: true, RestartCount: 0 })
        {
            return await FailedAsync(context, container, ExitOf(container), cancellationToken);
        }

        if (context.State is not { } state)
        {
            foreach (var line in CheckTranscript.Opening(plan))
            {
                context.Log(line);
            }

            return Begin(context, plan);
        }

        var due = state["due"]!.GetValue<DateTimeOffset>();
        var attempt = state["attempt"]!.GetValue<int>();
        return context.Now < due ? new StepOutcome.WaitUntil(due, state, Waiting(plan, attempt))
            : plan.Default is not null ? Passed(context, CheckTranscript.DefaultSuccessful)
            : await AttemptAsync(context, plan, container, attempt, cancellationToken);
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    static StepOutcome Begin(StepContext context, CheckPlan plan)
    {
        if (plan.IsSkipped)
        {
            return Passed(context, " !     Checks are skipped: green is unproven");
        }

        if (plan.Default is { } check)
        {
            context.Log(CheckTranscript.DefaultWaiting(check));
            return Wait(context, plan, 1, check.Uptime);
        }

        return NextAttempt(context, plan, 1);
    }

    static StepOutcome NextAttempt(StepContext context, CheckPlan plan, int attempt)
    {
        context.Log(CheckTranscript.Attempt(attempt, plan));
        return Wait(context, plan, attempt, plan.Wait);
    }

    static StepOutcome.WaitUntil Wait(StepContext context, CheckPlan plan, int attempt, TimeSpan length)
    {
        var due = context.Now + length;
        return new StepOutcome.WaitUntil(due, new JsonObject { ["attempt"] = attempt, ["due"] = due }, Waiting(plan, attempt));
    }

    static string Waiting(CheckPlan plan, int attempt) =>
        plan.Default is null ? $"attempt {attempt} of {plan.Attempts}" : "must stay running";

    async Task<StepOutcome> AttemptAsync(StepContext context, CheckPlan plan, ContainerInfo container, int attempt, CancellationToken cancellationToken)
    {
        var port = container.PublishedPorts.Values.First();
        var results = await Task.WhenAll(plan.Checks.Select(check =>
            checker.RunAsync(check, "127.0.0.1", port, plan.Timeout, forwardedHttps: false, cancellationToken)));
        foreach (var line in CheckTranscript.Attempted(attempt, plan, results))
        {
            context.Log(line);
        }

        var failed = plan.Checks.Zip(results).Where(pair => !pair.Second.Passed).ToList();
        if (failed.Count == 0)
        {
            return Passed(context, CheckTranscript.Successful);
        }

        if (attempt < plan.Attempts)
        {
            return NextAttempt(context, plan, attempt + 1);
        }

        context.Log(CheckTranscript.Failed(failed.Count));
        var (worst, result) = failed[0];
        return await FailedAsync(
            context,
            container,
            new UserError("checks.failed", $"{worst.Target}: {result.Cause}", "Look at the answer and the container's output."),
            cancellationToken,
            result.Body);
    }

    async Task<StepOutcome> FailedAsync(
        StepContext context, ContainerInfo? container, UserError error, CancellationToken cancellationToken, string? answer = null)
    {
        var output = container is null ? [] : await LastLinesAsync(container.Id, cancellationToken);
        foreach (var line in CheckTranscript.ContainerOutput(context.Subject, output))
        {
            context.Log(line);
        }

        var last = output.Count == 0 ? "The container wrote nothing." : $"The container's last lines:\n{string.Join('\n', output.TakeLast(20))}";
        return new StepOutcome.Failed(error, answer is { Length: > 0 } ? $"The answer:\n{answer}\n\n{last}" : last);
    }

    async Task<List<string>> LastLinesAsync(string container, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        await foreach (var line in engine.LogsAsync(container, new ContainerLogQuery(LastLines), cancellationToken))
        {
            lines.Add(line.Text);
        }

        return lines;
    }

    static UserError ExitOf(ContainerInfo? container) => container switch
    {
        null => new UserError("container.gone", "Green was removed while it was checked", "Deploy again."),
        { RestartCount: > 0 } => new UserError(
            "container.restarted", $"{container.Name} ended and was restarted {container.RestartCount} time(s); its last exit code was {container.ExitCode}", "Look at the container's output; the app must keep running."),
        _ => new UserError(
            "container.exited", $"{container.Name} ended with exit code {container.ExitCode}", "Look at the container's output; the app must keep running."),
    };

    static StepOutcome.Done Passed(StepContext context, string line)
    {
        context.Log(line);
        return new StepOutcome.Done([]);
    }

    static CheckPlan PlanOf(JsonObject inputs)
    {
        var defaults = CheckSettings.Default;
        return CheckPlan.Resolve(
            inputs.Text("checks") is { } text ? ChecksFile.Parse(text) : null,
            new CheckSettings(
                inputs.Time("wait", defaults.Wait),
                inputs.Time("timeout", defaults.Timeout),
                inputs.Text("attempts") is null ? defaults.Attempts : inputs.Number("attempts"),
                inputs.Time("defaultWait", defaults.DefaultWait),
                SkipAll: inputs.IsTrue("skip")));
    }
}

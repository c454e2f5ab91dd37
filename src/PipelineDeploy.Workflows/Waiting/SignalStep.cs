using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Waiting;

/// <summary><c>wait-for-signal</c>: goes on when somebody sends the run a signal of that name.</summary>
public sealed class SignalStep : IStepKind
{
    static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(365);

    /// <inheritdoc />
    public string Name => "wait-for-signal";

    /// <inheritdoc />
    public string Title => "Wait for a signal";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("signal", "The signal's name; the step's id when left out.", DataType.Text),
        new("because", "What is waited for, shown to people.", DataType.Text),
        new("timeout", "How long it waits, at most 365d. Then it fails.", DataType.Duration, Default: "1d"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs =>
    [
        new("payload", "What the signal carries.", DataType.Any),
        new("actor", "Who sent it.", DataType.Text),
        new("at", "When it came.", DataType.Text),
    ];

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken) => Task.FromResult(Execute(context));

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    static StepOutcome Execute(StepContext context)
    {
        var inputs = new WaitInputs(context.Inputs);
        var name = inputs.Text("signal") ?? context.StepId;
        SignalRules.Require(name, null, null);
        if (context.Signal is { } signal)
        {
            return new StepOutcome.Done(
                new JsonObject { ["payload"] = signal.Payload?.DeepClone(), ["actor"] = signal.Actor, ["at"] = signal.At }, $"'{name}' from {signal.Actor}");
        }

        var until = context.State?["until"]!.GetValue<DateTimeOffset>() ?? context.Now + inputs.Time("timeout", TimeSpan.FromDays(1), LongestTimeout);
        return context.Now >= until
            ? new StepOutcome.Failed(new UserError("signal.timedOut", $"The signal '{name}' did not come in time", "Look at who should send it, or raise the step's 'timeout'."))
            : new StepOutcome.WaitFor(name, until, new JsonObject { ["until"] = until }, inputs.Text("because") ?? $"waits for the signal '{name}'");
    }
}

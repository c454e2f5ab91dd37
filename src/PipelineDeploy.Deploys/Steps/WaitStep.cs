using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>wait</c>: lets time pass, as a durable timer.</summary>
public sealed class WaitStep : IStepKind
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "wait";

    /// <inheritdoc />
    public string Name => Kind;

    /// <inheritdoc />
    public string Title => "Wait";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("for", "How long.", DataType.Duration, IsRequired: true),
        new("because", "What is waited for, shown to people.", DataType.Text, Default: "Going on"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs => [];

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var length = context.Inputs.Time("for", TimeSpan.Zero);
        var because = context.Inputs.Text("because") ?? "Going on";
        if (context.State is null)
        {
            context.Log($"-----> {because} in {length.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} seconds");
        }

        var until = context.State is { } state ? state["until"]!.GetValue<DateTimeOffset>() : context.Now + length;
        return Task.FromResult<StepOutcome>(context.Now >= until
            ? new StepOutcome.Done([])
            : new StepOutcome.WaitUntil(until, new JsonObject { ["until"] = until }, because));
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}

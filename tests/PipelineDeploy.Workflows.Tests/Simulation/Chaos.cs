using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Simulation;

/// <summary>The step kind of the simulation: every call does something else, drawn from the seed.</summary>
sealed class Chaos(Random random, Func<string, StepContext?, Task> disturb) : IStepKind
{
    /// <summary>The names of the signals that steps wait for.</summary>
    public static readonly IReadOnlyList<string> Signals = ["go", "approval"];

    public string Name => "chaos";

    public string Title => "Chaos";

    public IReadOnlyList<StepInput> Inputs => [];

    public bool Compensates => true;

    public bool IsPivot => false;

    /// <summary>Once it is calm every call works, so that every run can end.</summary>
    public bool IsCalm { get; set; }

    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        await disturb("execute", context);
        if (random.Next(3) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return (IsCalm ? 99 : random.Next(100)) switch
        {
            < 8 => new StepOutcome.Failed(new UserError("chaos.failed", "failed"), null, random.Next(4) > 0),
            < 10 => throw new UserErrorException("chaos.refused", "refused"),
            < 12 => throw new InvalidOperationException("broke"),
            < 18 => throw new LostDatabaseException(),
            < 38 => new StepOutcome.WaitUntil(context.Now.AddSeconds(random.Next(1, 90)), new JsonObject { ["n"] = random.Next(9) }, "waits"),
            < 48 => new StepOutcome.WaitFor(Signals[random.Next(Signals.Count)], context.Now.AddSeconds(random.Next(1, 90)), [], "waits for a signal"),
            _ => new StepOutcome.Done(new JsonObject { ["n"] = random.Next(9) }),
        };
    }

    public async Task CompensateAsync(StepContext context, CancellationToken cancellationToken)
    {
        await disturb("compensate", context);
        cancellationToken.ThrowIfCancellationRequested();
        switch (IsCalm ? 99 : random.Next(100))
        {
            case < 12:
                throw new UserErrorException("chaos.cannotUndo", "cannot undo");
            case < 24:
                throw new LostDatabaseException();
        }
    }
}

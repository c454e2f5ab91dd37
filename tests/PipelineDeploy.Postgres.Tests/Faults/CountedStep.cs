using System.Collections.Concurrent;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Postgres.Tests.Faults;

/// <summary>A step that counts its effects by run and by what it did, takes a moment, and ends as its name and the run's number say.</summary>
sealed class CountedStep(string name, ConcurrentDictionary<(long Run, string What), int> effects, TimeProvider time) : IStepKind
{
    public string Name => name;

    public string Title => name;

    public IReadOnlyList<StepInput> Inputs => [];

    public bool Compensates => true;

    public bool IsPivot => false;

    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        Count(context, context.StepId);
        await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
        return name switch
        {
            "wait" when context.State is null => new StepOutcome.WaitUntil(context.Now + TimeSpan.FromSeconds(1), new() { ["waited"] = true }, "waits"),
            "fail" when context.RunId % 4 == 0 => new StepOutcome.Failed(new UserError("test.failed", "This run is one that fails.")),
            _ => new StepOutcome.Done(new() { ["by"] = context.RunId }),
        };
    }

    public async Task CompensateAsync(StepContext context, CancellationToken cancellationToken)
    {
        Count(context, $"undo {context.StepId}");
        await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
    }

    void Count(StepContext context, string what) => effects.AddOrUpdate((context.RunId, what), 1, (_, count) => count + 1);
}

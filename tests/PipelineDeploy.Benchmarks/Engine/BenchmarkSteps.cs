using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>The step kinds of the benchmark.</summary>
static class BenchmarkSteps
{
    /// <summary>Does nothing.</summary>
    public static IStepKind Noop { get; } = new Step("noop", (_, _) => Task.FromResult<StepOutcome>(new StepOutcome.Done([])));

    /// <summary>Works until a file is there.</summary>
    public static IStepKind Hold { get; } = new Step("hold", async (context, cancellationToken) =>
    {
        while (!File.Exists(context.Inputs["until"]!.GetValue<string>()))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        return new StepOutcome.Done([]);
    });

    /// <summary>Tells that its run has come this far.</summary>
    public static IStepKind Mark(Moments moments) => new Step("mark", (context, _) =>
    {
        moments.Note(context.RunId.ToString(CultureInfo.InvariantCulture));
        return Task.FromResult<StepOutcome>(new StepOutcome.Done([]));
    });

    /// <summary>Sleeps once and tells how late it was woken.</summary>
    public static IStepKind Sleep(ConcurrentBag<TimeSpan> late) => new Step("sleep", (context, _) =>
    {
        if (context.State is { } state)
        {
            late.Add(context.Now - state["until"]!.GetValue<DateTimeOffset>());
            return Task.FromResult<StepOutcome>(new StepOutcome.Done([]));
        }

        var until = context.Now.AddMilliseconds(context.Inputs["ms"]!.GetValue<double>());
        return Task.FromResult<StepOutcome>(new StepOutcome.WaitUntil(until, new JsonObject { ["until"] = until }, "sleeps"));
    });

    sealed class Step(string name, Func<StepContext, CancellationToken, Task<StepOutcome>> act) : IStepKind
    {
        public string Name => name;

        public string Title => name;

        public IReadOnlyList<StepInput> Inputs => [];

        public bool Compensates => false;

        public bool IsPivot => false;

        public Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken) => act(context, cancellationToken);

        public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

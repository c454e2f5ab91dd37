using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>A step of a kind, executed as a driver would as long as it does not sleep, with what it logged.</summary>
sealed class PlayedStep(IStepKind kind, TimeProvider time, JsonObject inputs)
{
    public List<string> Log { get; } = [];

    public JsonObject? State { get; set; }

    public string Subject { get; init; } = "shop";

    public int Attempt { get; set; } = 1;

    public CancellationToken Leaving { get; set; }

    public JournalEvent.RunSettled? End { get; set; }

    public JsonObject RunInputs { get; set; } = [];

    public Dictionary<string, JsonObject> Outputs { get; } = [];

    /// <summary>Executes it once.</summary>
    public async Task<StepOutcome> OnceAsync(CancellationToken cancellationToken = default)
    {
        var outcome = await kind.ExecuteAsync(Context(), cancellationToken);
        State = (outcome as StepOutcome.WaitUntil)?.State;
        return outcome;
    }

    /// <summary>Executes it until it is done, has failed, or sleeps.</summary>
    public async Task<StepOutcome> ToEndAsync(CancellationToken cancellationToken = default)
    {
        var outcome = await OnceAsync(cancellationToken);
        while (outcome is StepOutcome.WaitUntil wait && wait.Until <= time.GetUtcNow())
        {
            outcome = await OnceAsync(cancellationToken);
        }

        return outcome;
    }

    /// <summary>Undoes it.</summary>
    public Task UndoAsync() => kind.CompensateAsync(Context(), CancellationToken.None);

    StepContext Context() => new(7, 1, Subject, "step", Attempt, inputs.DeepClone().AsObject(), State, RunInputs, Outputs, time.GetUtcNow(), Log.Add)
    {
        Leaving = Leaving,
        End = End,
        Origin = 7,
    };
}

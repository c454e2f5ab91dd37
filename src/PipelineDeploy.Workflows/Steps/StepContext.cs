using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Steps;

/// <summary>All that a step may know and do while it is executed or compensated.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Fence">The driver's term: writes of a step that must not come from an outlived driver carry it.</param>
/// <param name="Subject">What the run is for: the app's name.</param>
/// <param name="StepId">The step.</param>
/// <param name="Attempt">Which try, from 1.</param>
/// <param name="Inputs">Its inputs with every expression filled in.</param>
/// <param name="State">What the last execution handed on with <see cref="StepOutcome.WaitUntil"/>; null the first time.</param>
/// <param name="RunInputs">The run's own inputs.</param>
/// <param name="Outputs">The outputs of the steps that are done, by id.</param>
/// <param name="Now">The moment of this execution.</param>
/// <param name="Log">Writes one line to the run's log.</param>
public sealed record StepContext(
    long RunId,
    long Fence,
    string Subject,
    string StepId,
    int Attempt,
    JsonObject Inputs,
    JsonObject? State,
    JsonObject RunInputs,
    IReadOnlyDictionary<string, JsonObject> Outputs,
    DateTimeOffset Now,
    Action<string> Log)
{
    /// <summary>The signal that ended its wait; null when its time did, or something else woke it.</summary>
    public ReceivedSignal? Signal { get; init; }

    /// <summary>
    /// The run whose name the effects bear: the run itself, or the one that it goes on with. What was taken over is found by it again.
    /// </summary>
    public long Origin { get; init; }

    /// <summary>Who started the run, and those that it goes on with.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>
    /// Returns when this driver still has the run, and throws when another one has it now. To be asked right before a change that no
    /// transaction guards: a driver that was stopped for a while does not know what others have done meanwhile.
    /// </summary>
    public Func<CancellationToken, Task> ConfirmAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>
    /// Ends when this driver leaves the run to another one, which goes on with what the step has begun. A step that is told to stop while
    /// this has not ended was cancelled, or has had its time: what it has begun is not wanted any more.
    /// </summary>
    public CancellationToken Leaving { get; init; }

    /// <summary>How the run ends, for a step that runs always; null as long as that is open.</summary>
    public JournalEvent.RunSettled? End { get; init; }
}

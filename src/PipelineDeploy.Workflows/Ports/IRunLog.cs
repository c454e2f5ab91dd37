namespace PipelineDeploy.Workflows.Ports;

/// <summary>Takes the lines that steps write. Writing never waits; lines are stored in batches, those of a run in their order.</summary>
public interface IRunLog
{
    /// <summary>Hands over one line.</summary>
    void Write(RunLine line);

    /// <summary>
    /// A step of the run has paused or ended: returns when every line of it that was handed over before is stored, or when it is plain
    /// that they cannot be stored for now.
    /// </summary>
    Task FlushAsync(long runId, CancellationToken cancellationToken);
}

/// <summary>One line of a run's log.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Step">The step that wrote it.</param>
/// <param name="Attempt">Which try of the step.</param>
/// <param name="At">When.</param>
/// <param name="Text">The line.</param>
public sealed record RunLine(long RunId, string Step, int Attempt, DateTimeOffset At, string Text)
{
    /// <summary>The term of the driver that wrote it: what one writes that has been outlived is not kept. Null for a line of no driver.</summary>
    public long? Fence { get; init; }
}

namespace PipelineDeploy.Workflows.Ports;

/// <summary>Takes the lines that steps write. Writing never waits; lines are stored in batches, in order.</summary>
public interface IRunLog
{
    /// <summary>Hands over one line.</summary>
    void Write(RunLine line);

    /// <summary>Returns when every line handed over before is stored.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}

/// <summary>One line of a run's log.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Step">The step that wrote it.</param>
/// <param name="Attempt">Which try of the step.</param>
/// <param name="At">When.</param>
/// <param name="Text">The line.</param>
public sealed record RunLine(long RunId, string Step, int Attempt, DateTimeOffset At, string Text);

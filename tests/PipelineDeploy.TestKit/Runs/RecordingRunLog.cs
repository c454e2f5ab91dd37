using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.TestKit.Runs;

/// <summary>Keeps the lines of runs in memory and tells which of them had been flushed.</summary>
public sealed class RecordingRunLog : IRunLog
{
    readonly Lock _gate = new();
    readonly List<RunLine> _lines = [];
    int _flushed;

    /// <summary>Every line handed over, in order.</summary>
    public IReadOnlyList<RunLine> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The texts of the lines that are stored for good.</summary>
    public IReadOnlyList<string> Flushed
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines.Take(_flushed).Select(line => line.Text)];
            }
        }
    }

    /// <inheritdoc />
    public void Write(RunLine line)
    {
        lock (_gate)
        {
            _lines.Add(line);
        }
    }

    /// <inheritdoc />
    public Task FlushAsync(long runId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _flushed = _lines.Count;
        }

        return Task.CompletedTask;
    }
}

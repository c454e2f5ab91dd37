using System.Runtime.InteropServices;
using System.Text;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Logs;

/// <summary>
/// Keeps the first so many MiB of each step's log and counts what it leaves out. The count is this process's: a step that moves to
/// another server begins anew there.
/// </summary>
sealed class LogCap(int mebibytes)
{
    const long Kibibyte = 1024;
    const int MostSteps = 10_000;

    readonly Dictionary<(long Run, string Step), Tally> _steps = [];

    /// <summary>The line to be kept for this one: itself, a mark in its place, or null.</summary>
    public RunLine? Admit(RunLine line)
    {
        ForgetSmall();
        ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_steps, (line.RunId, line.Step), out _);
        tally.Bytes += Encoding.UTF8.GetByteCount(line.Text) + 1;
        if (tally.Bytes <= mebibytes * Kibibyte * Kibibyte)
        {
            return line;
        }

        var isFirst = tally is { LeftOut: 0, IsTold: false };
        tally = tally with { LeftOut = tally.LeftOut + 1, Attempt = line.Attempt, At = line.At };
        return isFirst ? line with { Text = $"… log capped at {mebibytes} MiB, what follows is left out" } : null;
    }

    /// <summary>How much of the run's steps was left out since this was last asked.</summary>
    public IReadOnlyList<RunLine> Marks(long runId)
    {
        List<RunLine> marks = [];
        foreach (var (key, tally) in _steps.Where(step => step.Key.Run == runId && step.Value.LeftOut > 0).ToList())
        {
            var text = $"… log capped at {mebibytes} MiB, {tally.LeftOut} line{(tally.LeftOut == 1 ? "" : "s")} left out";
            marks.Add(new RunLine(runId, key.Step, tally.Attempt, tally.At, text));
            _steps[key] = tally with { LeftOut = 0, IsTold = true };
        }

        return marks;
    }

    // A server sees steps for ever; those that wrote little may begin anew.
    void ForgetSmall()
    {
        if (_steps.Count < MostSteps)
        {
            return;
        }

        foreach (var small in _steps.Where(step => step.Value.Bytes < 64 * Kibibyte).Select(step => step.Key).ToList())
        {
            _steps.Remove(small);
        }

        if (_steps.Count == MostSteps)
        {
            _steps.Clear();
        }
    }

    [StructLayout(LayoutKind.Auto)]
    record struct Tally(long Bytes, long LeftOut, bool IsTold, int Attempt, DateTimeOffset At);
}

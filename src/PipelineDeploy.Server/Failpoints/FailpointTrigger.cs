using System.Diagnostics;
using System.Globalization;

namespace PipelineDeploy.Server.Failpoints;

/// <summary>
/// Kills or stops this process when the armed failpoint is reached. Each goes off once: a file in the folder, which servers may
/// share, tells that it has, and arms the next one.
/// </summary>
sealed class FailpointTrigger(ArmedFailpoints failpoints, string folder)
{
    readonly Lock _gate = new();
    int[] _seen = new int[failpoints.Points.Count];

    /// <summary>A step has come to a moment.</summary>
    public void Reach(string moment, StepMove move)
    {
        lock (_gate)
        {
            if (failpoints.Refresh())
            {
                _seen = new int[failpoints.Points.Count];
            }

            var armed = Enumerable.Range(0, _seen.Length).FirstOrDefault(i => !File.Exists(MarkOf(i)), -1);
            if (armed < 0 || failpoints.Points[armed] is not { } point || point.Moment != moment || new StepMove(point.Step, point.IsCompensating) != move)
            {
                return;
            }

            if (++_seen[armed] == point.Occurrence && TryMark(armed))
            {
                Act(point);
            }
        }
    }

    static void Act(Failpoint point)
    {
        using var self = Process.GetCurrentProcess();
        if (!point.Stops)
        {
            self.Kill();
            return;
        }

        // Another process sends it, and its end is waited for: this thread does not get past this line before somebody sends SIGCONT.
        using var stop = Process.Start("kill", ["-STOP", self.Id.ToString(CultureInfo.InvariantCulture)]);
        stop.WaitForExit();
    }

    bool TryMark(int index)
    {
        try
        {
            Directory.CreateDirectory(folder);
            new FileStream(MarkOf(index), FileMode.CreateNew).Dispose();
            return true;
        }
        catch (IOException)
        {
            // Another server on the same folder came first.
            return false;
        }
    }

    string MarkOf(int index) => Path.Combine(folder, (index + 1).ToString(CultureInfo.InvariantCulture));
}

using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Workflows.Logs;

/// <summary>What one execution of a step writes: masked, line by line, in the order of the calls, whichever threads they come from.</summary>
/// <param name="mask">Hides the run's secrets.</param>
/// <param name="lineOf">Makes a line of a text.</param>
/// <param name="log">Takes the lines.</param>
public sealed class StepLog(SecretMask mask, Func<string, RunLine> lineOf, IRunLog log)
{
    readonly Lock _gate = new();
    string _seen = "";

    /// <summary>Writes a text; each of its lines becomes one of the log's.</summary>
    public void Write(string text)
    {
        lock (_gate)
        {
            foreach (var line in (text.EndsWith('\n') ? text[..^1] : text).Split('\n'))
            {
                (var masked, _seen) = mask.MaskNext(_seen, line.TrimEnd('\r'));
                log.Write(lineOf(masked));
            }
        }
    }
}

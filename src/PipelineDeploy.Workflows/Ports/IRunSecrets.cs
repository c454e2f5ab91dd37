using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Ports;

/// <summary>Knows what is secret in a run besides its inputs, so that it is hidden in logs, notes and errors.</summary>
public interface IRunSecrets
{
    /// <summary>The secrets. Asked before each execution of a step.</summary>
    /// <param name="run">The run.</param>
    /// <param name="origin">The run that began what this one goes on with; itself when it began anew.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<string>> ReadAsync(Run run, long origin, CancellationToken cancellationToken);
}

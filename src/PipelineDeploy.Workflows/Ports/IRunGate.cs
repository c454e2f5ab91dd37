using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Ports;

/// <summary>Decides whether a run may begin. A run that has begun is carried to its end whatever the gate says.</summary>
public interface IRunGate
{
    /// <summary>Why the run may not begin now; null when it may. Asked whenever a run is driven of which nothing has begun.</summary>
    Task<RunHold?> AskAsync(Run run, DateTimeOffset now, CancellationToken cancellationToken);
}

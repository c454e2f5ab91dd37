using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Webhooks.Statuses;

/// <summary>What a host shows beside a commit.</summary>
public enum CommitState
{
    /// <summary>The run goes on.</summary>
    Pending,

    /// <summary>It has deployed.</summary>
    Success,

    /// <summary>It has not.</summary>
    Failure,

    /// <summary>It was cancelled, or a newer one took its place.</summary>
    Cancelled,
}

/// <summary>What a host is told of a run.</summary>
/// <param name="App">The app.</param>
/// <param name="Run">The run.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Commit">The commit it builds.</param>
/// <param name="Link">Where people see the run; null when the server does not know its own address.</param>
public sealed record CommitStatus(string App, long Run, CommitState State, string Commit, string? Link) : IToldStatus
{
    /// <inheritdoc />
    public string Word => State.ToString().ToLowerInvariant();

    /// <inheritdoc />
    public bool IsFinal => State != CommitState.Pending;

    /// <summary>What tells it apart from what others say of the commit.</summary>
    public string Context => $"pipelinedeploy/{App}";

    /// <summary>One line for people.</summary>
    public string Description => State switch
    {
        CommitState.Pending => $"Run {Run} is deploying {App}",
        CommitState.Success => $"Run {Run} deployed {App}",
        CommitState.Cancelled => $"Run {Run} ended before it deployed {App}",
        _ => $"Run {Run} failed to deploy {App}",
    };

    /// <summary>What a run's state is to a host.</summary>
    public static CommitState StateOf(RunState state) => state switch
    {
        RunState.Succeeded => CommitState.Success,
        RunState.Failed or RunState.RolledBack or RunState.NeedsAttention => CommitState.Failure,
        RunState.Cancelled or RunState.Superseded => CommitState.Cancelled,
        _ => CommitState.Pending,
    };
}

using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Webhooks.Statuses;

/// <summary>Where a deployment stands, in GitHub's words.</summary>
public enum DeploymentState
{
    /// <summary>Its run waits for another one.</summary>
    Queued,

    /// <summary>Its run goes on.</summary>
    InProgress,

    /// <summary>It serves.</summary>
    Success,

    /// <summary>Its run has failed; what served before serves on.</summary>
    Failure,

    /// <summary>Its run could neither go on nor back: a person is needed.</summary>
    Error,

    /// <summary>It will never serve: its run was cancelled, or a newer one took its place.</summary>
    Inactive,
}

/// <summary>What a host is told of a deployment.</summary>
/// <param name="App">The app, which is the host's environment, too.</param>
/// <param name="Run">The run.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Commit">The commit it builds.</param>
/// <param name="Ref">The full ref of the push; null when it is not known.</param>
/// <param name="Link">Where people see the run; null when the server does not know its own address.</param>
public sealed record DeploymentStatus(string App, long Run, DeploymentState State, string Commit, string? Ref, string? Link) : IToldStatus
{
    /// <inheritdoc />
    public string Word => WordOf(State);

    /// <inheritdoc />
    public bool IsFinal => State is not (DeploymentState.Queued or DeploymentState.InProgress);

    /// <summary>Names the deployment, and tells it apart from another one of the same commit.</summary>
    public string Title => $"Run {Run} of PipelineDeploy deploys {App}";

    /// <summary>One line for people.</summary>
    public string Description => State switch
    {
        DeploymentState.Queued => $"Run {Run} waits for another one of {App}",
        DeploymentState.InProgress => $"Run {Run} is deploying {App}",
        DeploymentState.Success => $"Run {Run} deployed {App}",
        DeploymentState.Inactive => $"Run {Run} ended before it deployed {App}",
        DeploymentState.Error => $"Run {Run} failed and could not be rolled back: a person is needed",
        _ => $"Run {Run} failed; {App} serves on as it was",
    };

    /// <summary>What a run's state is to a host.</summary>
    public static DeploymentState StateOf(RunState state) => state switch
    {
        RunState.Queued => DeploymentState.Queued,
        RunState.Succeeded => DeploymentState.Success,
        RunState.Failed or RunState.RolledBack => DeploymentState.Failure,
        RunState.NeedsAttention => DeploymentState.Error,
        RunState.Cancelled or RunState.Superseded => DeploymentState.Inactive,
        _ => DeploymentState.InProgress,
    };

    /// <summary>The word of a state, e.g. <c>in_progress</c>.</summary>
    public static string WordOf(DeploymentState state) => state == DeploymentState.InProgress ? "in_progress" : state.ToString().ToLowerInvariant();
}

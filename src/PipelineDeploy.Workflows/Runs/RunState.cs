namespace PipelineDeploy.Workflows.Runs;

/// <summary>Where a run stands. Terminal states never change again.</summary>
public enum RunState
{
    /// <summary>Accepted; another run of its subject goes first.</summary>
    Queued,

    /// <summary>A driver works on it.</summary>
    Running,

    /// <summary>It sleeps until a moment.</summary>
    Waiting,

    /// <summary>Every step succeeded.</summary>
    Succeeded,

    /// <summary>A step failed and there was nothing to undo, or the step says that nothing is to be undone.</summary>
    Failed,

    /// <summary>A step failed and what was done has been undone.</summary>
    RolledBack,

    /// <summary>A person cancelled it and what was done has been undone.</summary>
    Cancelled,

    /// <summary>A newer run took its place while it was queued.</summary>
    Superseded,

    /// <summary>It failed and could not be undone: a person must look. Its subject stays locked.</summary>
    NeedsAttention,
}

/// <summary>Questions about run states.</summary>
public static class RunStates
{
    /// <summary>Whether the state never changes again.</summary>
    public static bool IsTerminal(this RunState state) => state is not (RunState.Queued or RunState.Running or RunState.Waiting);
}

namespace PipelineDeploy.Workflows.Runs;

/// <summary>What becomes of a new run whose subject is taken by another one.</summary>
public enum Concurrency
{
    /// <summary>It replaces the runs of its subject that have not begun: those still queued, and one that is held.</summary>
    Supersede,

    /// <summary>It waits; the runs of a subject go in the order of their numbers.</summary>
    Queue,

    /// <summary>It is refused with <c>run.subjectBusy</c>.</summary>
    Reject,
}

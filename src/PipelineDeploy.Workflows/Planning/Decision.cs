using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>What a driver does next.</summary>
public abstract record Decision
{
    Decision()
    {
    }

    /// <summary>Execute these steps, side by side.</summary>
    /// <param name="Steps">Their ids.</param>
    public sealed record Execute(IReadOnlyList<string> Steps) : Decision;

    /// <summary>Undo one step.</summary>
    /// <param name="Step">Its id.</param>
    public sealed record Compensate(string Step) : Decision;

    /// <summary>Note what follows from what is known already, and decide again.</summary>
    /// <param name="Events">What to write into the journal.</param>
    public sealed record Record(IReadOnlyList<JournalEvent> Events) : Decision;

    /// <summary>There is nothing to do before a moment.</summary>
    /// <param name="Until">The moment.</param>
    public sealed record SleepUntil(DateTimeOffset Until) : Decision;

    /// <summary>Steps are at work; there is nothing to do before one of them is done.</summary>
    /// <param name="Until">The moment at which another step's wait is over; null when none waits.</param>
    /// <param name="IsInterrupting">Whether what they do is going to be undone anyway, so that they are told to stop.</param>
    public sealed record Await(DateTimeOffset? Until, bool IsInterrupting = false) : Decision;

    /// <summary>The run ends.</summary>
    /// <param name="State">How.</param>
    /// <param name="Error">Why, when it failed.</param>
    public sealed record Finish(RunState State, StepError? Error) : Decision;
}

using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Failpoints;

/// <summary>A step on its way in one direction.</summary>
/// <param name="Step">Its id.</param>
/// <param name="IsCompensating">Whether it is being undone.</param>
readonly record struct StepMove(string Step, bool IsCompensating);

/// <summary>Which steps a driver's words to the store are about.</summary>
static class StepMoves
{
    /// <summary>The steps that the driver of this claim turns to.</summary>
    public static IEnumerable<StepMove> NextOf(ClaimedRun claimed, DateTimeOffset now)
    {
        var progress = new RunProgress(claimed);
        return Planner.Decide(claimed.Run, progress.Tentative(progress.MarkInterrupted(), now), now) switch
        {
            Decision.Execute execute => execute.Steps.Select(step => new StepMove(step, IsCompensating: false)),
            Decision.Compensate compensate => [new StepMove(compensate.Step, IsCompensating: true)],
            _ => [],
        };
    }

    /// <summary>The steps that are about to act when this is written.</summary>
    public static IEnumerable<StepMove> IntentsOf(RunCommit commit) => Of(commit, e => e switch
    {
        JournalEvent.StepStarted started => new StepMove(started.Step, IsCompensating: false),
        JournalEvent.StepResumed resumed => new StepMove(resumed.Step, IsCompensating: false),
        JournalEvent.CompensationStarted undone => new StepMove(undone.Step, IsCompensating: true),
        _ => null,
    });

    /// <summary>The steps whose outcome this writes.</summary>
    public static IEnumerable<StepMove> OutcomesOf(RunCommit commit) => Of(commit, e => e switch
    {
        JournalEvent.StepSucceeded done => new StepMove(done.Step, IsCompensating: false),
        JournalEvent.StepWaiting waiting => new StepMove(waiting.Step, IsCompensating: false),
        JournalEvent.StepFailed failed => new StepMove(failed.Step, IsCompensating: false),
        JournalEvent.Compensated undone => new StepMove(undone.Step, IsCompensating: true),
        JournalEvent.CompensationFailed stuck => new StepMove(stuck.Step, IsCompensating: true),
        _ => null,
    });

    static IEnumerable<StepMove> Of(RunCommit commit, Func<JournalEvent, StepMove?> move) =>
        commit.Entries.Select(entry => move(entry.Event)).OfType<StepMove>();
}

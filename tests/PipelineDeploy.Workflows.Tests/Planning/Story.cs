using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

/// <summary>Tells the journal of one run in short words; everything happens at second 0 unless told otherwise.</summary>
sealed class Story(PipelineDefinition definition, JsonObject? inputs = null)
{
    public static readonly UserError CannotUndo = new("test.cannotUndo", "could not be undone");

    public RunHistory History { get; private set; } = RunHistory.Empty(definition);

    public static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);

    public static StepError Error(string step) => new(step, new UserError("test.failed", $"{step} failed"), null);

    public static Run RunOf(PipelineDefinition definition) => new(1, "shop", definition, [], RunState.Running, "test", "ada", At(0), At(0), null, null);

    public static RetryPolicy Retry(int attempts) => new(attempts, TimeSpan.FromSeconds(8), 2, TimeSpan.FromSeconds(20), RetryJitter.None);

    public Story And(params IReadOnlyList<JournalEvent> events)
    {
        History = events.Aggregate(History, (history, e) => history.With(new JournalEntry(history.LastSeq + 1, At(0), e)));
        return this;
    }

    public Story At(int second, JournalEvent e)
    {
        History = History.With(new JournalEntry(History.LastSeq + 1, At(second), e));
        return this;
    }

    public Story Started(params IEnumerable<string> steps) => Each(steps, (story, step) => story.And(new JournalEvent.StepStarted(step, 1)));

    public Story Done(params IEnumerable<string> steps) =>
        Each(steps, (story, step) => story.Begun(step).And(new JournalEvent.StepSucceeded(step, [], null)));

    public Story Failed(string step) => Begun(step).And(new JournalEvent.StepFailed(step, Error(step).Error, null));

    public Story Retrying(string step, int at) => Begun(step).And(new JournalEvent.StepFailed(step, Error(step).Error, null, At(at)));

    public Story Waiting(string step, int until) => Begun(step).And(new JournalEvent.StepWaiting(step, At(until), [], "waits"));

    public Story Undone(params IEnumerable<string> steps) => Each(
        steps, (story, step) => story.And(new JournalEvent.CompensationStarted(step), new JournalEvent.Compensated(step)));

    public Story CompensationFailed(string step) =>
        And(new JournalEvent.CompensationStarted(step), new JournalEvent.CompensationFailed(step, CannotUndo));

    public Story Cancelled() => And(new JournalEvent.CancelRequested("ada"));

    public Decision Decide(int now = 0) => Planner.Decide(RunOf(definition) with { Inputs = inputs ?? [] }, History, At(now));

    Story Begun(string step) => History[step].HasStarted ? this : Started(step);

    Story Each(IEnumerable<string> steps, Func<Story, string, Story> tell) => steps.Aggregate(this, tell);
}

static class DecisionExpectations
{
    public static void ShouldExecute(this Decision decision, params string[] steps) =>
        decision.ShouldBeOfType<Decision.Execute>().Steps.ShouldBe(steps);

    public static JournalEvent ShouldRecord(this Decision decision) => decision.ShouldBeOfType<Decision.Record>().Events.ShouldHaveSingleItem();
}

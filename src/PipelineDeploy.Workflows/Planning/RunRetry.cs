using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>
/// Decides how a run that has ended without success goes on as a new run: what the new run's journal begins with. The old run stays as
/// it ended. What it did and still stands is taken over, with the duty to undo it; the rest is done again.
/// </summary>
public static class RunRetry
{
    /// <summary>The beginning of the new run's journal.</summary>
    /// <param name="run">The run that ended.</param>
    /// <param name="history">Its journal.</param>
    /// <param name="from">The step to go on from; null for whatever is missing, or for the undoing that could not be finished.</param>
    /// <exception cref="UserErrorException"><c>run.notRetryable</c>, <c>run.unknownStep</c> or <c>run.cannotRetryFrom</c>.</exception>
    public static IReadOnlyList<JournalEvent> Plan(Run run, RunHistory history, string? from)
    {
        if (history.Finished?.State is not (RunState.Failed or RunState.RolledBack or RunState.Cancelled or RunState.NeedsAttention))
        {
            var isOver = history.Finished is not null;
            throw new UserErrorException(
                "run.notRetryable",
                $"Run {run.Id} {(isOver ? "did not fail" : "has not ended yet")}, so there is nothing to retry",
                isOver ? "Start a new deploy instead." : $"Cancel it first, or watch it: pdeploy runs watch {run.Id}");
        }

        var steps = run.Definition.Steps.Where(step => !step.RunsAlways).ToList();
        var hasPivoted = history.HasPivoted(run.Definition);
        var undoes = from is null && history.Finished.State == RunState.NeedsAttention && !hasPivoted;
        var taken = undoes ? ToUndo(steps, history) : ToKeep(run, steps, history, from);
        var continues = new JournalEvent.RunContinues(
            run.Id,
            taken.Exists(step => step.HasStarted) ? history.Continues?.Origin ?? run.Id : null,
            [.. (history.Continues?.Authors ?? []).Append(run.Actor).Distinct(StringComparer.Ordinal)],
            hasPivoted,
            undoes && history.IsCancelRequested);
        return [continues, .. taken.OrderBy(step => step.StartedSeq).Select(step => new JournalEvent.StepTakenOver(step.Id, step))];
    }

    // Everything as it stood, but the step that could not be undone has all its tries again.
    static List<StepHistory> ToUndo(List<StepDefinition> steps, RunHistory history) =>
    [
        .. steps.Select(step => history[step.Id]).Where(step => step.State != StepState.Pending).Select(step => step.State == StepState.CompensationFailed
            ? step with { State = step.HasFailed ? StepState.Failed : StepState.Succeeded, CompensationTries = 0, LastFailureAt = null }
            : step),
    ];

    static List<StepHistory> ToKeep(Run run, List<StepDefinition> steps, RunHistory history, string? from)
    {
        var first = from is null ? null : steps.Find(step => step.Id == from)
            ?? throw new UserErrorException("run.unknownStep", $"Run {run.Id} has no step '{from}' to retry from", $"Its steps are {string.Join(", ", steps.Select(step => step.Id))}.");
        if (first is not null && Before(run.Definition, first).FirstOrDefault(step => !Stands(history[step.Id])) is { } missing)
        {
            var why = history[missing.Id].State == StepState.Compensated ? "has been undone" : "was not done";
            throw CannotRetryFrom(first, $"'{missing.Id}', which comes before it, {why}", $"Retry from '{missing.Id}', or name no step.");
        }

        // Whatever comes after something that is done again is done again too; the steps are in the order of their needs.
        var again = new HashSet<string>();
        foreach (var step in steps.Where(step => step == first || !Stands(history[step.Id]) || step.Needs.Any(again.Contains)))
        {
            again.Add(step.Id);
        }

        var pivots = steps.Where(step => step.IsPivot && history[step.Id].HasStarted);
        if (pivots.SelectMany(pivot => Before(run.Definition, pivot)).FirstOrDefault(step => again.Contains(step.Id)) is { } over)
        {
            throw CannotRetryFrom(over, "a step from which there is no way back came after it", "Deploy again instead.");
        }

        return [.. steps.Where(step => !again.Contains(step.Id)).Select(step => history[step.Id])];
    }

    static UserErrorException CannotRetryFrom(StepDefinition step, string why, string hint) =>
        new("run.cannotRetryFrom", $"The run cannot go on from '{step.Id}': {why}", hint);

    static bool Stands(StepHistory step) => step.State is StepState.Succeeded or StepState.Skipped;

    // The steps are in the order of their needs, so one look back finds all that come before.
    static IEnumerable<StepDefinition> Before(PipelineDefinition definition, StepDefinition step)
    {
        var before = new HashSet<string>(step.Needs);
        foreach (var earlier in definition.Steps.Reverse().Where(earlier => before.Contains(earlier.Id)))
        {
            before.UnionWith(earlier.Needs);
        }

        return definition.Steps.Where(earlier => before.Contains(earlier.Id));
    }
}

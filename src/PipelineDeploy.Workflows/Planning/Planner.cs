using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Definitions.Expressions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>
/// Decides what a run does next from its definition and its journal alone: no I/O, no clock, no randomness of its own.
/// </summary>
public static class Planner
{
    /// <summary>Undoing a step is tried this often before a person is asked.</summary>
    public const int MaxCompensationTries = 5;

    /// <summary>Decides what to do at the moment <paramref name="now"/>. No step may be marked running: a new driver marks those interrupted first.</summary>
    public static Decision Decide(Run run, RunHistory history, DateTimeOffset now)
    {
        var definition = run.Definition;
        if (history.Finished is { } finished)
        {
            return new Decision.Finish(finished.State, finished.Error);
        }

        var pivoted = definition.Steps.Any(step => step.IsPivot && history[step.Id].HasStarted);
        var failure = history.FirstFailure;
        if (failure is null && (!history.IsCancelRequested || pivoted))
        {
            return Forward(run, history, now);
        }

        return pivoted
            ? new Decision.Finish(RunState.NeedsAttention, failure?.Error)
            : Backward(definition, history, now, failure);
    }

    static Decision Forward(Run run, RunHistory history, DateTimeOffset now)
    {
        var steps = run.Definition.Steps;
        var known = steps.Select(step => KnownAlready(run, step, history, now)).OfType<JournalEvent>().ToList();
        if (known.Count > 0)
        {
            return new Decision.Record(known);
        }

        var ready = steps.Where(step => IsReady(step, history, now)).Select(step => step.Id).ToList();
        if (ready.Count > 0)
        {
            return new Decision.Execute(ready);
        }

        return steps.Min(step => WakeOf(step, history[step.Id])) is { } until ? new Decision.SleepUntil(until) : new Decision.Finish(RunState.Succeeded, null);
    }

    // What becomes of a step without anybody executing it.
    static JournalEvent? KnownAlready(Run run, StepDefinition step, RunHistory history, DateTimeOffset now)
    {
        var seen = history[step.Id];
        return seen.State switch
        {
            StepState.Pending when step.If is { } condition && HasItsNeeds(step, history) && !Expression.Parse(condition).IsTrueIn(RunScope.Of(run, history)) =>
                new JournalEvent.StepSkipped(step.Id, $"its condition is false: {condition}"),
            StepState.Waiting or StepState.Interrupted when Timeouts.DeadlineOf(step, seen) <= now => Timeouts.Failure(step, run.Id, seen, now),
            _ => null,
        };
    }

    static bool HasItsNeeds(StepDefinition step, RunHistory history) =>
        step.Needs.All(need => history[need].State is StepState.Succeeded or StepState.Skipped);

    static DateTimeOffset? WakeOf(StepDefinition step, StepHistory seen) => seen.State switch
    {
        StepState.Waiting when Timeouts.DeadlineOf(step, seen) is { } deadline && deadline < seen.WaitingUntil => deadline,
        StepState.Waiting or StepState.Retrying => seen.WaitingUntil,
        _ => null,
    };

    static bool IsReady(StepDefinition step, RunHistory history, DateTimeOffset now)
    {
        var seen = history[step.Id];
        return seen.State switch
        {
            StepState.Pending => HasItsNeeds(step, history),
            StepState.Interrupted => true,
            StepState.Waiting => seen.IsPoked || seen.WaitingUntil <= now,
            StepState.Retrying => seen.WaitingUntil <= now,
            _ => false,
        };
    }

    // Undone in the reverse order of their starts; a step that only half happened counts as started.
    static Decision Backward(PipelineDefinition definition, RunHistory history, DateTimeOffset now, StepHistory? failure)
    {
        var started = definition.Steps.Where(step => step.Compensates).Select(step => history[step.Id]).Where(step => step.HasStarted).ToList();
        var next = started.Where(step => step.State != StepState.Compensated).MaxBy(step => step.StartedSeq);
        if (next is null)
        {
            var state = failure is null ? RunState.Cancelled : started.Count > 0 ? RunState.RolledBack : RunState.Failed;
            return new Decision.Finish(state, failure?.Error);
        }

        if (next.State != StepState.CompensationFailed)
        {
            return new Decision.Compensate(next.Id);
        }

        if (next.CompensationTries >= MaxCompensationTries)
        {
            return new Decision.Finish(RunState.NeedsAttention, next.Error ?? failure?.Error);
        }

        var retryAt = next.LastFailureAt!.Value + TimeSpan.FromSeconds(1 << next.CompensationTries);
        return retryAt <= now ? new Decision.Compensate(next.Id) : new Decision.SleepUntil(retryAt);
    }
}

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

    /// <summary>Decides what to do at the moment <paramref name="now"/>. A step that is marked running is in the hands of the driver that asks: a new driver marks those of an earlier one interrupted first.</summary>
    public static Decision Decide(Run run, RunHistory history, DateTimeOffset now)
    {
        var definition = run.Definition;
        if (history.Finished is { } finished)
        {
            return new Decision.Finish(finished.State, finished.Error);
        }

        var always = definition.Steps.Where(step => step.RunsAlways).ToList();
        if (history.Settled is { } settled)
        {
            return Advance(run, always, history, now) ?? new Decision.Finish(settled.State, settled.Error);
        }

        // Written down, so that nothing that happens while the last steps run makes it another end.
        var decision = Main(run, history, now);
        return decision is Decision.Finish end && always.Count > 0
            ? new Decision.Record([new JournalEvent.RunSettled(end.State, end.Error)])
            : decision;
    }

    static Decision Main(Run run, RunHistory history, DateTimeOffset now)
    {
        var steps = run.Definition.Steps.Where(step => !step.RunsAlways).ToList();
        var pivoted = history.HasPivoted(run.Definition);
        var failed = steps.Where(step => step.OnFailure != FailurePolicy.Continue && history[step.Id].HasFailed).MinBy(step => history[step.Id].StartedSeq);
        var failure = failed is null ? history.TimedOut?.Error : history[failed.Id].Error;
        if (failure is null && (!history.IsCancelRequested || pivoted))
        {
            if (history.Hold is { } hold && hold.Until > now)
            {
                return new Decision.SleepUntil(hold.Until);
            }

            return RunTimeouts.Within(run, steps, history, now, Advance(run, steps, history, now)) ?? new Decision.Finish(RunState.Succeeded, null);
        }

        if (steps.Exists(step => IsAtWork(history[step.Id])))
        {
            var isForward = steps.Exists(step => history[step.Id].State == StepState.Running);
            return new Decision.Await(null, IsInterrupting: isForward && !pivoted && failed?.OnFailure != FailurePolicy.Stop);
        }

        return pivoted ? new Decision.Finish(RunState.NeedsAttention, failure)
            : failed?.OnFailure == FailurePolicy.Stop ? new Decision.Finish(RunState.Failed, failure)
            : Backward(steps, history, now, failure);
    }

    // The next thing to do for these steps; null when there is nothing left to do for any of them.
    static Decision? Advance(Run run, List<StepDefinition> steps, RunHistory history, DateTimeOffset now)
    {
        var known = steps.Select(step => KnownAlready(run, step, history, now)).OfType<JournalEvent>().ToList();
        if (known.Count == 0)
        {
            known = Deliveries(steps, history);
        }

        if (known.Count > 0)
        {
            return new Decision.Record(known);
        }

        var ready = steps.Where(step => IsReady(run.Definition, step, history, now)).Select(step => step.Id).ToList();
        if (ready.Count > 0)
        {
            return new Decision.Execute(ready);
        }

        var until = steps.Min(step => WakeOf(step, history[step.Id]));
        return steps.Exists(step => IsAtWork(history[step.Id])) ? new Decision.Await(until) : until is { } moment ? new Decision.SleepUntil(moment) : null;
    }

    // What becomes of a step without anybody executing it.
    static JournalEvent? KnownAlready(Run run, StepDefinition step, RunHistory history, DateTimeOffset now)
    {
        var seen = history[step.Id];
        return seen.State switch
        {
            StepState.Pending when step.If is { } condition && Joins.LetStart(run.Definition, step, history) && !Expression.Parse(condition, isGrown: true).IsTrueIn(RunScope.Of(run, history)) =>
                new JournalEvent.StepSkipped(step.Id, $"its condition is false: {condition}"),
            StepState.Waiting or StepState.Interrupted when Timeouts.DeadlineOf(step, seen) <= now => Timeouts.Failure(step, run.Id, seen, now),
            _ => null,
        };
    }

    // Which waiting step gets which signal: the first step of the pipeline the oldest one of the name it waits for.
    static List<JournalEvent> Deliveries(List<StepDefinition> steps, RunHistory history) =>
    [
        .. steps.Select(step => history[step.Id]).Where(step => step is { State: StepState.Waiting, AwaitedSignal: not null })
            .GroupBy(step => step.AwaitedSignal)
            .SelectMany(waiting => waiting.Zip(
                history.Signals.Where(signal => signal.Name == waiting.Key), (step, signal) => new JournalEvent.SignalTaken(step.Id, signal.Id))),
    ];

    static bool IsAtWork(StepHistory seen) => seen.State is StepState.Running or StepState.Compensating;

    static DateTimeOffset? WakeOf(StepDefinition step, StepHistory seen) => seen.State switch
    {
        StepState.Waiting when Timeouts.DeadlineOf(step, seen) is { } deadline && deadline < seen.WaitingUntil => deadline,
        StepState.Waiting or StepState.Retrying => seen.WaitingUntil,
        _ => null,
    };

    static bool IsReady(PipelineDefinition definition, StepDefinition step, RunHistory history, DateTimeOffset now)
    {
        var seen = history[step.Id];
        return seen.State switch
        {
            StepState.Pending => Joins.LetStart(definition, step, history),
            StepState.Interrupted => true,
            StepState.Waiting => seen.IsPoked || seen.Signal is not null || seen.WaitingUntil <= now,
            StepState.Retrying => seen.WaitingUntil <= now,
            _ => false,
        };
    }

    // Undone in the reverse order of their starts; a step that only half happened counts as started.
    static Decision Backward(List<StepDefinition> steps, RunHistory history, DateTimeOffset now, StepError? failure)
    {
        var started = steps.Where(step => step.Compensates).Select(step => history[step.Id]).Where(step => step.HasStarted).ToList();
        var next = started.Where(step => step.State != StepState.Compensated).MaxBy(step => step.StartedSeq);
        if (next is null)
        {
            var state = failure is null ? RunState.Cancelled : started.Count > 0 ? RunState.RolledBack : RunState.Failed;
            return new Decision.Finish(state, failure);
        }

        if (next.State != StepState.CompensationFailed)
        {
            return new Decision.Compensate(next.Id);
        }

        if (next.CompensationTries >= MaxCompensationTries)
        {
            return new Decision.Finish(RunState.NeedsAttention, next.Error ?? failure);
        }

        var retryAt = next.LastFailureAt!.Value + TimeSpan.FromSeconds(1 << next.CompensationTries);
        return retryAt <= now ? new Decision.Compensate(next.Id) : new Decision.SleepUntil(retryAt);
    }
}

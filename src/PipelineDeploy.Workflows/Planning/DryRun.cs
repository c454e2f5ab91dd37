using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Definitions.Expressions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>
/// What a run would do if nothing fails: the decisions of the <see cref="Planner"/> itself, while each step is pretended to succeed after the
/// time that it usually takes. Nothing is executed.
/// </summary>
public sealed class DryRun
{
    readonly Run _run;
    readonly Func<StepDefinition, TimeSpan?> _usual;
    readonly Dictionary<string, (int Wave, TimeSpan At)> _started = [];
    readonly HashSet<string> _open = [];
    RunHistory _history;
    TimeSpan _now = TimeSpan.Zero;
    UserError? _problem;

    DryRun(Run run, Func<StepDefinition, TimeSpan?> usual) => (_run, _usual, _history) = (run, usual, RunHistory.Empty(run.Definition));

    /// <summary>Plans a whole run.</summary>
    /// <param name="definition">The pipeline as a run holds it.</param>
    /// <param name="inputs">The inputs of the run, with its settings.</param>
    /// <param name="usual">How long a step usually takes; null when nobody knows, which counts as no time.</param>
    public static DryRunPlan Of(PipelineDefinition definition, JsonObject inputs, Func<StepDefinition, TimeSpan?> usual)
    {
        var start = DateTimeOffset.UnixEpoch;
        var dry = new DryRun(new Run(0, "", definition, inputs, RunState.Running, "", "", start, start, null, null), usual);
        while (dry.Goes())
        {
        }

        return new DryRunPlan(dry.Ordered(), dry._now, dry._problem);
    }

    bool Goes()
    {
        switch (Planner.Decide(_run with { Definition = Assumed() }, _history, Clock(_now)))
        {
            case Decision.Execute execute:
                Start(execute.Steps);
                return true;
            case Decision.Record { Events: [JournalEvent.RunTimedOut late] }:
                _problem = late.Error.Error;
                return false;
            case Decision.Record record:
                Note(record.Events);
                return true;
            case Decision.Await wait:
                PassTime(wait.Until);
                return true;
            default:
                return false;
        }
    }

    void Start(IReadOnlyList<string> steps)
    {
        var wave = 1 + _started.Values.Select(start => start.Wave).DefaultIfEmpty().Max();
        foreach (var step in steps)
        {
            _started[step] = (wave, _now);
        }

        Note(steps.Select(step => new JournalEvent.StepStarted(step, 1)));
    }

    // To the next moment at which something is over: a step, or the time of the run.
    void PassTime(DateTimeOffset? until)
    {
        var atWork = _run.Definition.Steps.Where(step => _history[step.Id].State == StepState.Running).ToDictionary(step => step.Id, EndOf);
        var next = atWork.Values.Min();
        _now = until is { } deadline && deadline < Clock(next) ? deadline - DateTimeOffset.UnixEpoch : next;
        Note(atWork.Where(step => step.Value <= _now).Select(step => new JournalEvent.StepSucceeded(step.Key, [], null)));
    }

    TimeSpan EndOf(StepDefinition step) => _started[step.Id].At + (_usual(step) ?? TimeSpan.Zero);

    void Note(IEnumerable<JournalEvent> events) =>
        _history = events.Aggregate(_history, (history, e) => history.With(new JournalEntry(history.LastSeq + 1, Clock(_now), e)));

    // A condition that depends on what a step makes is taken to hold: what only may happen is shown, too.
    PipelineDefinition Assumed()
    {
        var scope = RunScope.Of(_run, _history);
        return _run.Definition with { Steps = [.. _run.Definition.Steps.Select(step => IsOpen(step, scope) ? step with { If = null } : step)] };
    }

    bool IsOpen(StepDefinition step, JsonObject scope)
    {
        if (step.If is { } condition && _history[step.Id].State == StepState.Pending && Joins.LetStart(_run.Definition, step, _history))
        {
            var isKnown = Foresight.Of(Expression.Parse(condition, isGrown: true), scope, HasOutput) is not null;
            _ = isKnown ? _open.Remove(step.Id) : _open.Add(step.Id);
        }

        return _open.Contains(step.Id);
    }

    bool HasOutput(Expression.Path path) => _history.Steps.Any(step => step.Id == path.Step && step.HasStarted);

    // A step that does not begin stands where it would have.
    List<DryRunStep> Ordered()
    {
        var places = new Dictionary<string, int>();
        foreach (var step in _run.Definition.Steps)
        {
            places[step.Id] = _started.TryGetValue(step.Id, out var start) ? start.Wave : step.Needs.Select(need => places.GetValueOrDefault(need)).DefaultIfEmpty().Max();
        }

        return [.. _run.Definition.Steps.Select(Told).OrderBy(step => places[step.Step.Id])];
    }

    DryRunStep Told(StepDefinition step)
    {
        var start = _started.TryGetValue(step.Id, out var found) ? found : ((int Wave, TimeSpan At)?)null;
        var outcome = _history[step.Id].State == StepState.Skipped ? DryRunOutcome.Skipped
            : start is null ? DryRunOutcome.NotReached
            : _open.Contains(step.Id) ? DryRunOutcome.Open : DryRunOutcome.Runs;
        return new DryRunStep(step, outcome, start?.Wave, start?.At, _usual(step));
    }

    static DateTimeOffset Clock(TimeSpan passed) => DateTimeOffset.UnixEpoch + passed;
}

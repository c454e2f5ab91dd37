using System.Text.Json;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests;

/// <summary>What holds for the journal of every run that has ended, told from the entries alone and not with the engine's own fold.</summary>
sealed class JournalRules(PipelineDefinition definition, IReadOnlyList<JournalEntry> journal)
{
    readonly List<JournalEvent> _events = [.. journal.Select(entry => entry.Event)];

    RunState? End => (_events.LastOrDefault() as JournalEvent.RunFinished)?.State;

    /// <summary>The rules that a journal breaks.</summary>
    public static IReadOnlyList<string> BrokenBy(PipelineDefinition definition, IReadOnlyList<JournalEntry> journal)
    {
        var rules = new JournalRules(definition, journal);
        return [.. rules.Checks().Where(check => !check.Holds).Select(check => check.Rule)];
    }

    IEnumerable<(bool Holds, string Rule)> Checks() =>
    [
        (journal.Select((entry, i) => entry.Seq == i + 1).All(isNext => isNext), "the journal has no gaps"),
        (_events.OfType<JournalEvent.RunFinished>().Count() == 1 && End is not null, "the run finishes once, at the end of its journal"),
        (definition.Steps.All(StartsAsOftenAsItMay), "a step starts once, and again only when its retry says so and not before"),
        (definition.Steps.All(KeepsItsTime), "an attempt goes on as long as it has time, and fails for that only when it has none left"),
        (definition.Steps.All(EndsEachAttemptOnce), "an attempt ends once"),
        (definition.Steps.All(step => Count<JournalEvent.StepSucceeded>(e => e.Step == step.Id) <= 1), "a step succeeds once"),
        (definition.Steps.All(StartedAfterItsNeeds), "a step starts, or is skipped, after what it needs has succeeded or was skipped"),
        (definition.Steps.All(IsSkippedRightly), "a step is skipped once and never starts when its condition is false, and starts when it is true"),
        (Undone.SequenceEqual(ToUndo.Take(Undone.Count)), "steps are undone in the reverse order of their starts"),
        (End is not (RunState.RolledBack or RunState.Cancelled) || Undone.Count == ToUndo.Count, "whatever started is undone"),
        (AfterFirst<JournalEvent.CompensationStarted>().All(e => !GoesOn(e)), "there is no way on once undoing has begun"),
        (!HasPivoted || Count<JournalEvent.CompensationStarted>() == 0, "nothing is undone once the pivot has started"),
        (HasPivoted || AfterFirst<JournalEvent.CancelRequested>().All(e => !GoesOn(e)), "nothing starts after a cancellation"),
        (!definition.Steps.Any(step => Matters(step) && HasCrashedOut(step)) || End != RunState.Succeeded, "a step that crashes again and again fails"),
        (Undone.Count == 0 || FirstFailed?.OnFailure != FailurePolicy.Stop, "nothing is undone for a step that says stop"),
        (KeepsItsTimeout(), "a run goes on as long as it has time, and fails for that only when it has none left"),
        (SignalsFit(), "a signal arrives once, and one step that waits for its name takes it, the oldest first"),
        (AlwaysStepsFit(), "the steps that run always run when the end is settled, all of them, and change nothing about it"),
        (EndFits(), $"the end {End} fits what happened"),
    ];

    List<string> ToUndo => [.. _events.OfType<JournalEvent.StepStarted>().Select(e => e.Step).Distinct().Where(id => definition.Step(id).Compensates).Reverse()];

    List<string> Undone => [.. _events.OfType<JournalEvent.Compensated>().Select(e => e.Step)];

    bool HasPivoted => _events.OfType<JournalEvent.StepStarted>().Any(e => definition.Step(e.Step).IsPivot);

    // Of the steps whose failure fails the run, the one that started first.
    StepDefinition? FirstFailed => _events.OfType<JournalEvent.StepStarted>().Select(e => definition.Step(e.Step)).FirstOrDefault(step =>
        Matters(step) && (HasFailedForGood(step, _events) || HasCrashedOut(step)));

    static bool Matters(StepDefinition step) => !step.RunsAlways && step.OnFailure != FailurePolicy.Continue;

    static bool HasFailedForGood(StepDefinition step, List<JournalEvent> events) =>
        events.Exists(e => e is JournalEvent.StepFailed { RetryAt: null } failed && failed.Step == step.Id);

    bool GoesOn(JournalEvent e) => e switch
    {
        JournalEvent.StepStarted started => !definition.Step(started.Step).RunsAlways,
        JournalEvent.StepResumed resumed => !definition.Step(resumed.Step).RunsAlways,
        _ => false,
    };

    bool AlwaysStepsFit()
    {
        var always = definition.Steps.Where(step => step.RunsAlways).ToList();
        var settled = _events.FindIndex(e => e is JournalEvent.RunSettled);
        if (always.Count == 0 || settled < 0)
        {
            return settled < 0 && (always.Count == 0 || End is RunState.Superseded || Count<JournalEvent.StepStarted>() == 0);
        }

        var (before, after) = (_events[..settled], _events[settled..]);
        return _events[settled] is JournalEvent.RunSettled promise && promise.State == End && Count<JournalEvent.RunSettled>() == 1
            && !always.Exists(step => before.Exists(e => Begins(e, step)))
            && !after.Exists(e => GoesOn(e) || e is JournalEvent.CompensationStarted)
            && always.TrueForAll(step => after.Exists(e => Passes(e, step.Id)) || HasFailedForGood(step, after) || HasCrashedOut(step));
    }

    bool SignalsFit()
    {
        var (arrived, there, awaited) = (new HashSet<string>(), new List<JournalEvent.SignalReceived>(), new Dictionary<string, string?>());
        foreach (var e in _events)
        {
            switch (e)
            {
                case JournalEvent.SignalReceived signal when arrived.Add(signal.Id):
                    there.Add(signal);
                    break;
                case JournalEvent.StepWaiting waiting:
                    awaited[waiting.Step] = waiting.Signal;
                    break;
                case JournalEvent.SignalTaken taken when awaited.Remove(taken.Step, out var name) && there.Find(signal => signal.Name == name) is { } oldest && oldest.Id == taken.Id:
                    there.Remove(oldest);
                    break;
                case JournalEvent.SignalReceived or JournalEvent.SignalTaken:
                    return false;
            }
        }

        return true;
    }

    bool StartsAsOftenAsItMay(StepDefinition step)
    {
        var (attempt, next) = (0, (DateTimeOffset?)DateTimeOffset.MinValue);
        foreach (var entry in journal)
        {
            switch (entry.Event)
            {
                case JournalEvent.StepStarted e when e.Step == step.Id:
                    if (e.Attempt != ++attempt || attempt > (step.Retry?.Attempts ?? 1) || next is null || entry.At < next)
                    {
                        return false;
                    }

                    next = null;
                    break;
                case JournalEvent.StepFailed e when e.Step == step.Id:
                    next = e.RetryAt;
                    break;
            }
        }

        return true;
    }

    bool KeepsItsTime(StepDefinition step)
    {
        var deadline = (DateTimeOffset?)null;
        foreach (var entry in journal)
        {
            var isBroken = entry.Event switch
            {
                JournalEvent.StepResumed e when e.Step == step.Id => entry.At >= deadline,
                JournalEvent.StepFailed { Error.Code: "step.timedOut" } e when e.Step == step.Id => deadline is null || entry.At < deadline,
                _ => false,
            };
            if (isBroken)
            {
                return false;
            }

            deadline = entry.Event is JournalEvent.StepStarted started && started.Step == step.Id ? entry.At + step.Timeout : deadline;
        }

        return true;
    }

    bool EndsEachAttemptOnce(StepDefinition step)
    {
        var isOpen = false;
        foreach (var e in _events)
        {
            var (begins, ends) = e switch
            {
                JournalEvent.StepStarted started => (started.Step == step.Id, false),
                JournalEvent.StepSucceeded succeeded => (false, succeeded.Step == step.Id),
                JournalEvent.StepFailed failed => (false, failed.Step == step.Id),
                _ => (false, false),
            };
            if (begins == isOpen && (begins || ends) && !HasCrashedOut(step))
            {
                return false;
            }

            isOpen = begins || (isOpen && !ends);
        }

        return true;
    }

    bool StartedAfterItsNeeds(StepDefinition step)
    {
        var before = _events.TakeWhile(e => !Begins(e, step)).ToList();
        return before.Count == _events.Count
            || (step.Join == JoinPolicy.Any && step.Needs.Any(need => before.Exists(e => e is JournalEvent.StepSucceeded done && done.Step == need)))
            || step.Needs.Select(definition.Step).All(need =>
            before.Exists(e => Passes(e, need.Id))
            || (step.RunsAlways && !need.RunsAlways)
            || ((need.OnFailure == FailurePolicy.Continue || step.RunsAlways) && (HasFailedForGood(need, before) || HasCrashedOut(need))));
    }

    bool KeepsItsTimeout()
    {
        var deadline = journal.FirstOrDefault(entry => entry.Event is JournalEvent.StepStarted)?.At + definition.Timeout ?? DateTimeOffset.MaxValue;
        return journal.All(entry => entry.Event is JournalEvent.RunTimedOut ? entry.At >= deadline : entry.At < deadline || !GoesOn(entry.Event))
            && AfterFirst<JournalEvent.RunTimedOut>().All(e => !GoesOn(e))
            && Count<JournalEvent.RunTimedOut>() <= 1;
    }

    static bool Begins(JournalEvent e, StepDefinition step) => e switch
    {
        JournalEvent.StepStarted started => started.Step == step.Id,
        JournalEvent.StepSkipped skipped => skipped.Step == step.Id,
        _ => false,
    };

    static bool Passes(JournalEvent e, string step) => e switch
    {
        JournalEvent.StepSucceeded succeeded => succeeded.Step == step,
        JournalEvent.StepSkipped skipped => skipped.Step == step,
        _ => false,
    };

    bool IsSkippedRightly(StepDefinition step)
    {
        var skips = Count<JournalEvent.StepSkipped>(e => e.Step == step.Id);
        var starts = Count<JournalEvent.StepStarted>(e => e.Step == step.Id);
        return skips + starts == 0 || (Holds(step.If) ? skips == 0 : (skips, starts) == (1, 0));
    }

    // Tests use these few conditions only, so that what they mean can be told without the engine's own reading.
    bool Holds(string? condition)
    {
        if (condition is null or "true" or "false")
        {
            return condition != "false";
        }

        if (condition.Split('.') is ["steps", var of, "output", var name] && name.All(char.IsLetter))
        {
            return _events.OfType<JournalEvent.StepSucceeded>().FirstOrDefault(e => e.Step == of)?.Output[name] is { } value && value.GetValueKind() != JsonValueKind.False;
        }

        var asked = condition.Split('.')[1];
        condition.ShouldBe($"steps.{asked}.output.n > 4");
        return _events.OfType<JournalEvent.StepSucceeded>().FirstOrDefault(e => e.Step == asked)?.Output["n"] is { } n && n.GetValue<int>() > 4;
    }

    // In one go: a step that reached a wait in between has made progress.
    bool HasCrashedOut(StepDefinition step)
    {
        var crashes = 0;
        foreach (var e in _events.TakeWhile(e => step.RunsAlways || e is not JournalEvent.CompensationStarted))
        {
            crashes = e switch
            {
                JournalEvent.StepInterrupted interrupted when interrupted.Step == step.Id => crashes + 1,
                JournalEvent.StepStarted started when started.Step == step.Id && crashes < RunHistory.MaxInterruptions => 0,
                JournalEvent.StepWaiting waiting when waiting.Step == step.Id && crashes < RunHistory.MaxInterruptions => 0,
                _ => crashes,
            };
        }

        return crashes >= RunHistory.MaxInterruptions;
    }

    bool EndFits()
    {
        var isTimedOut = Count<JournalEvent.RunTimedOut>() > 0;
        var hasFailed = FirstFailed is not null || isTimedOut;
        var hasFailure = isTimedOut || definition.Steps.Any(step => Matters(step) && HasFailedForGood(step, _events));
        var isCancelled = Count<JournalEvent.CancelRequested>() > 0;
        return End switch
        {
            RunState.Succeeded => !hasFailed && definition.Steps.Where(Matters).All(step => _events.Exists(e => Passes(e, step.Id))),
            RunState.Failed => hasFailed && (ToUndo.Count == 0 || FirstFailed?.OnFailure == FailurePolicy.Stop),
            RunState.RolledBack => hasFailed && ToUndo.Count > 0,
            RunState.Cancelled => isCancelled && !hasFailure,
            RunState.NeedsAttention => (HasPivoted && hasFailed) || Undone.Count < ToUndo.Count,
            RunState.Superseded => Count<JournalEvent.StepStarted>() == 0,
            _ => false,
        };
    }

    int Count<T>(Func<T, bool>? which = null) => _events.OfType<T>().Count(which ?? (_ => true));

    IEnumerable<JournalEvent> AfterFirst<T>() => _events.SkipWhile(e => e is not T).Skip(1);
}

using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Driving;

/// <summary>What one driver knows of its run: the claim and the journal as far as it has seen it.</summary>
public sealed class RunProgress(ClaimedRun claimed)
{
    /// <summary>What the driver was given.</summary>
    public ClaimedRun Claimed => claimed;

    /// <summary>The run.</summary>
    public Run Run => claimed.Run;

    /// <summary>The driver's term.</summary>
    public long Fence => claimed.Fence;

    /// <summary>The journal so far.</summary>
    public RunHistory History { get; private set; } = RunHistory.Of(claimed.Run.Definition, claimed.Journal);

    /// <summary>Whether a cancellation still changes how the run ends: not after the pivot, and not once its end is settled.</summary>
    public bool MayBeCancelled => History.Settled is null && !History.HasPivoted(Run.Definition);

    /// <summary>Takes in entries that are in the journal now.</summary>
    public void See(IEnumerable<JournalEntry> entries) => History = entries.Aggregate(History, (history, entry) => history.With(entry));

    /// <summary>The steps that an earlier driver had in hand when it died.</summary>
    public IReadOnlyList<JournalEvent> MarkInterrupted() =>
        [.. History.Steps.Where(step => step.State is StepState.Running or StepState.Compensating).Select(step => new JournalEvent.StepInterrupted(step.Id))];

    /// <summary>What the gate's answer changes, for a run that has not begun.</summary>
    public IEnumerable<JournalEvent> HoldChanges(RunHold? asked) => asked == History.Hold ? []
        : asked is null ? [new JournalEvent.HoldEnded()]
        : [new JournalEvent.RunHeld(asked.Until, asked.Reason)];

    /// <summary>The history as it will be once these outcomes are written.</summary>
    public RunHistory Tentative(IEnumerable<JournalEvent> outcomes, DateTimeOffset now) =>
        Number(outcomes, now).Aggregate(History, (history, entry) => history.With(entry));

    /// <summary>What a decision writes before anything is done about it.</summary>
    public IEnumerable<JournalEvent> Intents(IReadOnlyList<JournalEvent> outcomes, Decision decision, DateTimeOffset now)
    {
        var history = Tentative(outcomes, now);
        return decision switch
        {
            Decision.Execute execute => execute.Steps.Select(step => history[step].State is StepState.Pending or StepState.Retrying
                ? (JournalEvent)new JournalEvent.StepStarted(step, history[step].Attempt + 1)
                : new JournalEvent.StepResumed(step)),
            Decision.Record record => record.Events,
            Decision.Compensate compensate => [new JournalEvent.CompensationStarted(compensate.Step)],
            Decision.Finish finish => [new JournalEvent.RunFinished(finish.State, finish.Error)],
            _ => [],
        };
    }

    /// <summary>The commit of these events under a decision.</summary>
    public RunCommit Prepare(IReadOnlyList<JournalEvent> events, Decision decision, DateTimeOffset now)
    {
        var entries = Number(events, now).ToList();
        var after = entries.Aggregate(History, (history, entry) => history.With(entry));
        var (state, wakeAt, error) = decision switch
        {
            Decision.SleepUntil sleep => (RunState.Waiting, sleep.Until, null),
            Decision.Finish finish => (finish.State, null, finish.Error),
            _ => (RunState.Running, (DateTimeOffset?)null, (StepError?)null),
        };
        var changed = after.Steps.Where(step => step != History[step.Id]).ToList();
        return new RunCommit(Run.Id, Fence, entries, changed, state, error, History.LastSeq, now, wakeAt, decision is Decision.SleepUntil ? after.Hold : null);
    }

    /// <summary>The outputs of the steps that are done, by id.</summary>
    public IReadOnlyDictionary<string, JsonObject> Outputs() =>
        History.Steps.Where(step => step.Output is not null).ToDictionary(step => step.Id, step => step.Output!, StringComparer.Ordinal);

    IEnumerable<JournalEntry> Number(IEnumerable<JournalEvent> events, DateTimeOffset now) =>
        events.Select((e, i) => new JournalEntry(History.LastSeq + 1 + i, now, e));
}

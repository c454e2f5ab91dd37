using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Simulation;

/// <summary>Looks on while runs are driven and says which promise was broken.</summary>
sealed class Witness(InMemoryRunStore store)
{
    readonly Dictionary<long, long> _fences = [];
    readonly Dictionary<long, (RunState State, int Length)> _ended = [];

    /// <summary>After a driver's call to the store.</summary>
    public void See(object call, object? answer)
    {
        switch (call, answer)
        {
            case (long runId, ClaimedRun claimed):
                Promise(claimed.Fence > _fences.GetValueOrDefault(runId), "a claim raises the fence");
                Promise(!_ended.ContainsKey(runId), "an ended run is not claimed");
                _fences[runId] = claimed.Fence;
                break;
            case (RunCommit commit, CommitResult.Accepted):
                Promise(commit.Fence == _fences[commit.RunId], "only the driver with the current fence writes");
                Promise(commit.State.IsTerminal() || commit.State == RunState.Running || commit.WakeAt is not null, "a run that sleeps has a wake-up");
                break;
        }

        SeeAll();
    }

    /// <summary>When a step is called.</summary>
    public async Task SeeStepAsync(string call, StepContext context)
    {
        if (context.Fence != _fences[context.RunId])
        {
            return;
        }

        var journal = await store.ReadJournalAsync(context.RunId, 0, CancellationToken.None);
        var last = journal.Select(entry => entry.Event).Last(e => e switch
        {
            JournalEvent.StepStarted s => s.Step == context.StepId,
            JournalEvent.StepResumed s => s.Step == context.StepId,
            JournalEvent.CompensationStarted s => s.Step == context.StepId,
            JournalEvent.Compensated s => s.Step == context.StepId,
            JournalEvent.StepSucceeded s => s.Step == context.StepId,
            _ => false,
        });
        Promise(call == "compensate" ? last is JournalEvent.CompensationStarted : last is JournalEvent.StepStarted or JournalEvent.StepResumed,
            "the intent is in the journal before the effect");
    }

    /// <summary>When nothing is left to do: how the runs ended.</summary>
    public async Task<IReadOnlyList<RunState>> CheckEndAsync()
    {
        SeeAll();
        var runs = await store.ListAsync(null, null, 100, CancellationToken.None);
        foreach (var run in runs)
        {
            var isBehindLocked = run.State == RunState.Queued && runs.Any(other => other.Subject == run.Subject && other.State == RunState.NeedsAttention);
            Promise(run.State.IsTerminal() || isBehindLocked, $"every run ends or has a wake-up; run {run.Id} is {run.State}");
            var journal = await store.ReadJournalAsync(run.Id, 0, CancellationToken.None);
            foreach (var rule in run.State.IsTerminal() ? JournalRules.BrokenBy(run.Definition, journal) : [])
            {
                Promise(false, $"{rule}; run {run.Id}: {string.Join(", ", journal.Select(entry => entry.Event))}");
            }

            await CheckStepsAsync(run, journal);
        }

        return [.. runs.Select(run => run.State)];
    }

    // A poke is written from outside and reaches the rows of steps with the next commit only.
    async Task CheckStepsAsync(Run run, IReadOnlyList<JournalEntry> journal)
    {
        var told = RunHistory.Of(run.Definition, journal).Steps.Where(step => step.State != StepState.Pending).Select(step => step with { IsPoked = false });
        var kept = (await store.ReadStepsAsync(run.Id, CancellationToken.None)).Select(step => step with { IsPoked = false });
        Promise(JsonCopy.AreSame(told.OrderBy(step => step.Id), kept.OrderBy(step => step.Id)), "the steps are what the journal tells");
    }

    void SeeAll()
    {
        var runs = store.Standings;
        var active = runs.Where(run => run.State is RunState.Running or RunState.Waiting or RunState.NeedsAttention);
        Promise(active.CountBy(run => run.Subject).All(subject => subject.Value == 1), "one active run per subject");
        foreach (var run in runs.Where(run => run.State.IsTerminal()))
        {
            Promise(!_ended.TryGetValue(run.RunId, out var end) || end == (run.State, run.Entries), "an ended run never changes");
            _ended[run.RunId] = (run.State, run.Entries);
        }
    }

    static void Promise(bool isKept, string what)
    {
        if (!isKept)
        {
            throw new BrokenPromiseException(what);
        }
    }
}

/// <summary>A promise of the engine was broken; no step and no driver may swallow it.</summary>
sealed class BrokenPromiseException(string promise) : System.Data.Common.DbException($"Broken: {promise}")
{
    public override bool IsTransient => true;
}

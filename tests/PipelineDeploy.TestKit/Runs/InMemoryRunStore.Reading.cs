using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.TestKit.Runs;

/// <summary>What can be seen of runs.</summary>
public sealed partial class InMemoryRunStore
{
    /// <summary>The wake-ups that wait to be fired, the earliest first.</summary>
    public IReadOnlyList<(long RunId, DateTimeOffset At)> Wakes
    {
        get
        {
            lock (_gate)
            {
                return [.. _wakes.Select(wake => (wake.Key, wake.Value)).OrderBy(wake => wake.Value).ThenBy(wake => wake.Key)];
            }
        }
    }

    /// <summary>Where every run stands and how long its journal is, without copying it.</summary>
    public IReadOnlyList<(long RunId, string Subject, RunState State, int Entries)> Standings
    {
        get
        {
            lock (_gate)
            {
                return [.. _rows.Select(row => (row.Run.Id, row.Run.Subject, row.Run.State, row.Journal.Count))];
            }
        }
    }

    /// <summary>Whether the driver with that fence is still the run's driver.</summary>
    public bool IsDrivenBy(long runId, long fence)
    {
        lock (_gate)
        {
            return Row(runId) is { MayGoOn: true } row && row.Fence == fence;
        }
    }

    /// <inheritdoc />
    public Task<Run?> FindAsync(long runId, CancellationToken cancellationToken) =>
        Locked(() => JsonCopy.Of(Row(runId)?.Run), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Run>> ListAsync(string? subject, long? before, int limit, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<Run>>(() => JsonCopy.Of(_rows.Select(row => row.Run)
            .Where(run => (subject is null || run.Subject == subject) && (before is null || run.Id < before))
            .OrderByDescending(run => run.Id).Take(limit).ToList()), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<StepHistory>> ReadStepsAsync(long runId, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<StepHistory>>(() => JsonCopy.Of(
            Row(runId)?.Steps.Values.OrderBy(step => step.StartedSeq).ToList() ?? []), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(long runId, long afterSeq, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<JournalEntry>>(() => JsonCopy.Of(
            Row(runId)?.Journal.Where(entry => entry.Seq > afterSeq).ToList() ?? []), cancellationToken);
}

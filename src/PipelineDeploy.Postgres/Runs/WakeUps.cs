using System.Globalization;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Quartz;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>Commits a transaction together with the Quartz triggers that wake runs, so that state and timer cannot disagree.</summary>
public sealed class WakeUps(ISchedulerFactory schedulers, IHostApplicationLifetime lifetime)
{
    /// <summary>The Quartz group of the jobs that drive runs; a job's name is the run's number.</summary>
    public const string Group = "runs";

    /// <summary>Sets one wake-up for each run (in place of the one it has; null takes all it has away) and commits.</summary>
    public Task CommitWithAsync(NpgsqlTransaction transaction, IReadOnlyList<(long RunId, DateTimeOffset? At)> wakes, CancellationToken cancellationToken) =>
        transaction.CommitWithAsync(schedulers, lifetime, wakes.Count == 0 ? null : scheduler => SetAsync(scheduler, wakes, cancellationToken), cancellationToken);

    static async Task SetAsync(IScheduler scheduler, IReadOnlyList<(long RunId, DateTimeOffset? At)> wakes, CancellationToken cancellationToken)
    {
        foreach (var (runId, at) in wakes)
        {
            await SetAsync(scheduler, runId.ToString(CultureInfo.InvariantCulture), at, cancellationToken);
        }
    }

    static async Task SetAsync(IScheduler scheduler, string name, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        if (at is not { } moment)
        {
            // Not only the trigger set here: Quartz's recovery of a dead node has made one of its own.
            await scheduler.DeleteJob(new JobKey(name, Group), cancellationToken);
            return;
        }

        var job = JobBuilder.Create<RunJob>().WithIdentity(name, Group).RequestRecovery().Build();
        var trigger = TriggerBuilder.Create().WithIdentity(name, Group).ForJob(job).StartAt(moment).Build();
        await scheduler.ScheduleJob(job, trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }
}

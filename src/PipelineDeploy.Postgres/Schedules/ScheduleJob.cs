using System.Data.Common;
using System.Globalization;
using PipelineDeploy.Deploys.Schedules;
using Quartz;

namespace PipelineDeploy.Postgres.Schedules;

/// <summary>Quartz's hand on a schedule: fires it on one node, and again on another when that one dies before its run is kept.</summary>
[DisallowConcurrentExecution]
public sealed class ScheduleJob(IScheduleStore schedules, ScheduledDeploys deploys, TimeProvider time) : IJob
{
    /// <summary>The Quartz group of these jobs; a job's name is the schedule's number.</summary>
    public const string Group = "schedules";

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await FireAsync(context, cancellationToken);
        }
        catch (DbException e) when (e.IsTransient)
        {
            // Quartz forgets a time whose job has failed; a database that is away for a moment must not cost a deploy.
            await Task.Delay(Pause, time, cancellationToken);
            throw new JobExecutionException(e) { RefireImmediately = true };
        }
    }

    async Task FireAsync(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var id = long.Parse(context.JobDetail.Key.Name, CultureInfo.InvariantCulture);
        if (await schedules.FindAsync(id, cancellationToken) is { } schedule)
        {
            // A recovered or caught-up firing has a moment of its own; what makes a run unique is the time of the schedule it is for.
            var dueAt = CronTimes.LastUntil(schedule, context.ScheduledFireTimeUtc ?? context.FireTimeUtc);
            await deploys.FireAsync(id, dueAt, cancellationToken);
        }
    }
}

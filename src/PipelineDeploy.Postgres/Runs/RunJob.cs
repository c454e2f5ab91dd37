using System.Globalization;
using PipelineDeploy.Workflows.Driving;
using Quartz;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>Quartz's hand on a run: one job per run, never twice at once, recovered by another node when this one dies.</summary>
[DisallowConcurrentExecution]
public sealed class RunJob(RunDriver driver, RunDrain drain) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await drain.DriveAsync(stopping => driver.DriveAsync(
            long.Parse(context.JobDetail.Key.Name, CultureInfo.InvariantCulture), context.Scheduler.SchedulerInstanceId, stopping));
}

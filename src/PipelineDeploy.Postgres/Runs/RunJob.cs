using System.Globalization;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Workflows.Driving;
using Quartz;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>Quartz's hand on a run: one job per run, never twice at once, recovered by another node when this one dies.</summary>
[DisallowConcurrentExecution]
public sealed partial class RunJob(RunDriver driver, RunDrain drain, ILogger<RunJob> logger) : IJob
{
    static readonly Func<ILogger, long, IDisposable?> OfRun = LoggerMessage.DefineScope<long>("run {Run}");

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var run = long.Parse(context.JobDetail.Key.Name, CultureInfo.InvariantCulture);
        using var scope = OfRun(logger, run);
        try
        {
            await drain.DriveAsync(stopping => driver.DriveAsync(run, context.Scheduler.SchedulerInstanceId, stopping));
        }
        catch (Exception e)
        {
            // Quartz would only tell it where nobody knows the run any more. The wake-up is used up either way; the sweep sets another.
            Left(e.Message);
        }
    }

    [LoggerMessage(EventId = 223, Level = LogLevel.Warning, Message = "The run was left without its next wake-up, which it gets from the sweep: {Trouble}")]
    partial void Left(string trouble);
}

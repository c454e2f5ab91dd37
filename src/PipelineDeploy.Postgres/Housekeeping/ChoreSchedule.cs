using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Workflows.Housekeeping;
using Quartz;

namespace PipelineDeploy.Postgres.Housekeeping;

/// <summary>
/// Sees to it that every chore has its trigger in Quartz: at start, and every few minutes, because a trigger can be lost. One that is
/// there keeps its next turn, or a server that is restarted often would never come to what is done every hour.
/// </summary>
public sealed partial class ChoreSchedule(ISchedulerFactory schedulers, IEnumerable<IChore> chores, TimeProvider time, ILogger<ChoreSchedule> logger) : BackgroundService
{
    /// <summary>The Quartz group of the chores' jobs; a job's name is the chore's.</summary>
    public const string Group = "chores";

    static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        do
        {
            try
            {
                var scheduler = await schedulers.GetScheduler(stoppingToken);
                foreach (var chore in chores)
                {
                    await EnsureAsync(scheduler, chore, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                CannotSchedule(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task EnsureAsync(IScheduler scheduler, IChore chore, CancellationToken cancellationToken)
    {
        var key = new TriggerKey(chore.Name, Group);
        if (await scheduler.GetTrigger(key, cancellationToken) is ISimpleTrigger { RepeatInterval: var interval } && interval == chore.Every)
        {
            // An older server of the cluster that does not have the job's class parks the trigger as broken.
            await scheduler.ResetTriggerFromErrorState(key, cancellationToken);
            return;
        }

        var job = JobBuilder.Create<ChoreJob>().WithIdentity(chore.Name, Group).Build();
        var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(job).StartAt(time.GetUtcNow())
            .WithSimpleSchedule(schedule => schedule.WithInterval(chore.Every).RepeatForever())
            .Build();
        await scheduler.ScheduleJob(job, trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }

    [LoggerMessage(EventId = 222, Level = LogLevel.Warning, Message = "The housekeeping cannot be scheduled right now; it is tried again")]
    partial void CannotSchedule(Exception e);
}

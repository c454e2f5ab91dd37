using System.Globalization;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Quartz;

namespace PipelineDeploy.Postgres.Webhooks;

/// <summary>Commits a transaction together with the Quartz triggers of deliveries: one job per app, one trigger per delivery.</summary>
public sealed class DeliveryWakeUps(ISchedulerFactory schedulers, IHostApplicationLifetime lifetime)
{
    /// <summary>The Quartz group of both; a job's name is the app's, a trigger's the delivery's number.</summary>
    public const string Group = "deliveries";

    /// <summary>Sets the wake-ups, each in place of the one its delivery has, and commits.</summary>
    internal Task CommitWithAsync(NpgsqlTransaction transaction, IReadOnlyList<(string App, long Delivery)> deliveries, DateTimeOffset at, CancellationToken cancellationToken) =>
        transaction.CommitWithAsync(schedulers, lifetime, deliveries.Count == 0 ? null : scheduler => SetAsync(scheduler, deliveries, at, cancellationToken), cancellationToken);

    static async Task SetAsync(IScheduler scheduler, IReadOnlyList<(string App, long Delivery)> deliveries, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var (app, delivery) in deliveries)
        {
            var job = JobBuilder.Create<DeliveryJob>().WithIdentity(app, Group).StoreDurably().RequestRecovery().Build();
            await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);
            var trigger = TriggerBuilder.Create().WithIdentity(delivery.ToString(CultureInfo.InvariantCulture), Group).ForJob(job).StartAt(at).Build();
            await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellationToken);
        }
    }
}

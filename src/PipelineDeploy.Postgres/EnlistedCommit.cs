using Microsoft.Extensions.Hosting;
using Npgsql;
using Quartz;

namespace PipelineDeploy.Postgres;

/// <summary>Commits a transaction together with Quartz triggers, so that state and timer cannot disagree.</summary>
static class EnlistedCommit
{
    /// <summary>Sets the triggers and commits.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="schedulers">Where Quartz is.</param>
    /// <param name="lifetime">That of this server.</param>
    /// <param name="set">Sets the triggers; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task CommitWithAsync(
        this NpgsqlTransaction transaction, ISchedulerFactory schedulers, IHostApplicationLifetime lifetime, Func<IScheduler, Task>? set, CancellationToken cancellationToken)
    {
        if (set is null || await SchedulerAsync(schedulers, lifetime, cancellationToken) is not { } scheduler)
        {
            await transaction.CommitAsync(cancellationToken);
            return;
        }

        using (scheduler.EnlistTransaction(transaction))
        {
            await set(scheduler);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    // Drivers have handed back their runs before the scheduler goes (RunDrain). What is written while this server goes down counts; a sweep of
    // the next one sets the wake-up.
    static async Task<IScheduler?> SchedulerAsync(ISchedulerFactory schedulers, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        try
        {
            return await schedulers.GetScheduler(cancellationToken);
        }
        catch (SchedulerException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return null;
        }
    }
}

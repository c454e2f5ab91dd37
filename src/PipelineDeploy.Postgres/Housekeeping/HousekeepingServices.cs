using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Postgres.Webhooks;
using PipelineDeploy.Workflows.Housekeeping;

namespace PipelineDeploy.Postgres.Housekeeping;

/// <summary>Registers the housekeeping.</summary>
public static class HousekeepingServices
{
    /// <summary>Registers this project's chores and what has Quartz do all chores that are registered.</summary>
    public static IServiceCollection AddHousekeeping(this IServiceCollection services) => services
        .AddSingleton<IChore, RunRetentionChore>()
        .AddSingleton<IChore, LogRetentionChore>()
        .AddSingleton<IChore, EventRetentionChore>()
        .AddSingleton<IChore, AuditRetentionChore>()
        .AddSingleton<IChore, DeliveryRetentionChore>()
        .AddSingleton<IChore, IdempotencyRetentionChore>()
        .AddHostedService<ChoreSchedule>();
}

using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Diagnosis;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Schedules;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Postgres.Apps;
using PipelineDeploy.Postgres.Audit;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Postgres.Calendar;
using PipelineDeploy.Postgres.Conditions;
using PipelineDeploy.Postgres.Config;
using PipelineDeploy.Postgres.Diagnosis;
using PipelineDeploy.Postgres.Events;
using PipelineDeploy.Postgres.Idempotency;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.Postgres.Nodes;
using PipelineDeploy.Postgres.Pipelines;
using PipelineDeploy.Postgres.Repositories;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.Postgres.Schedules;
using PipelineDeploy.Postgres.Sources;
using PipelineDeploy.Postgres.Webhooks;
using PipelineDeploy.Workflows.Ports;
using Quartz;

namespace PipelineDeploy.Postgres;

/// <summary>Registers what this project gives: the stores, and Quartz on the same database.</summary>
public static class PostgresServices
{
    /// <summary>Registers the stores and Quartz. The database must have been migrated before the host starts.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="connectionString">Where the database is.</param>
    /// <param name="logs">How much of the logs is kept; null for the defaults.</param>
    public static IServiceCollection AddPostgres(this IServiceCollection services, string connectionString, LogOptions? logs = null)
    {
        connectionString = ConnectionLimits.AddTo(connectionString);
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddSingleton<Migrator>();
        services.AddSingleton<WakeUps>();
        services.AddSingleton<RunDrain>();
        services.AddHostedService(provider => provider.GetRequiredService<RunDrain>());
        services.AddSingleton<IRunStore, RunStore>().AddSingleton<RunLists>();
        services.AddSingleton(logs ?? new LogOptions()).AddSingleton<LogDays>().AddSingleton<LogReader>().AddSingleton<RunLog>();
        services.AddSingleton<IRunLog>(provider => provider.GetRequiredService<RunLog>());
        services.AddHostedService(provider => provider.GetRequiredService<RunLog>());
        services.AddSingleton<ILiveRuns, LiveRunReader>().AddSingleton<RecentRunReader>();
        services.AddSingleton<ChangeFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddSingleton<EventStore>();
        services.AddSingleton<IAppStore, AppStore>();
        services.AddSingleton<ISettingStore, SettingStore>();
        services.AddSingleton<IGitCredentialStore, GitCredentialStore>();
        services.AddSingleton<IConfigStore, ConfigStore>().AddSingleton<CanaryStore>().AddSingleton<KeyRingStore>();
        services.AddSingleton<IReleaseStore, ReleaseStore>();
        services.AddSingleton<IRouteStore, RouteStore>().AddSingleton<IDomainStore, DomainStore>();
        services.AddSingleton<IPipelineStore, PipelineStore>();
        services.AddSingleton<NodeStore>().AddSingleton<IDiagnosis, DatabaseDiagnosis>();
        services.AddSingleton<TokenStore>().AddSingleton<CallerStore>().AddSingleton<SessionStore>().AddSingleton<UserStore>().AddSingleton<AttemptStore>().AddSingleton<AuditStore>();
        services.AddSingleton<SshKeyStore>();
        services.AddSingleton<ICalendarStore, CalendarStore>();
        services.AddSingleton<IScheduleStore, ScheduleStore>();
        services.AddWebhookStores();
        services.AddSingleton<IdempotencyStore>().AddSingleton<ResourceLocks>();
        return services.AddDurableJobs(connectionString);
    }

    static IServiceCollection AddDurableJobs(this IServiceCollection services, string connectionString) => services
        .AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "pipelinedeploy";
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(5);
            });
            quartz.UseDefaultThreadPool(maxConcurrency: 16);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(connectionString);
                store.ConfigureStore(options =>
                {
                    options.AcceptEnlistedTransactions = true;
                    // After an outage; the default of 15 s would be the time until the first run goes on.
                    options.DbRetryInterval = TimeSpan.FromSeconds(1);
                    options.TransientRetryInterval = TimeSpan.FromMilliseconds(200);
                });
                store.ProvisionSchema();
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(1);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(2);
                });
            });
        })
        .AddQuartzHostedService(host => host.WaitForJobsToComplete = true);
}

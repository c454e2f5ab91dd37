using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PipelineDeploy.Postgres;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Steps;
using Quartz;

namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>Nodes, put together as the server puts them together.</summary>
static class EngineHost
{
    /// <summary>A node of the engine, with these steps in place of a deploy's.</summary>
    public static IHost Ours(string database, params IReadOnlyList<IStepKind> steps)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(TimeProvider.System).AddPostgres(database);
        builder.Services.AddSingleton<ActiveRuns>().AddSingleton<StepExecutor>().AddSingleton<RunDriver>().AddSingleton(new StepCatalog(steps));
        builder.Services.AddHostedService<Leases>().AddHostedService<RunSweeper>();
        return builder.Build();
    }

    /// <summary>A node of nothing but Quartz, set up as ours.</summary>
    public static IHost Bare(string database, Moments moments)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(moments).AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "bare";
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(5);
            });
            quartz.UseDefaultThreadPool(maxConcurrency: 16);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(database);
                store.ProvisionSchema();
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(1);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(2);
                });
            });
        }).AddQuartzHostedService();
        return builder.Build();
    }
}

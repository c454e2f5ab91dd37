using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Postgres.Apps;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;
using Quartz;

namespace PipelineDeploy.Postgres.Tests;

/// <summary>A database in its current shape with a host on it that is not started: stores work, nothing is driven.</summary>
public sealed class MigratedDatabase : IAsyncLifetime
{
    TestDatabase? _database;
    IHost? _idle;

    public TestDatabase Database => _database!;

    public IServiceProvider Services => _idle!.Services;

    public IRunStore Runs => Get<IRunStore>();

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _idle = BuildHost();
        await Get<Migrator>().MigrateAsync(Migration.Embedded(), CancellationToken.None);
        // Before another host: two that make Quartz's tables at the same time get in each other's way, and a scheduler that failed once stays so.
        await Get<ISchedulerFactory>().GetScheduler();
    }

    /// <summary>A host as the server's, with these step kinds in place of Docker's.</summary>
    public IHost BuildHost(params IReadOnlyList<IStepKind> kinds) => BuildHost(services => services.AddHostedService<Leases>(), kinds);

    /// <summary>The same with other services; without <see cref="Leases"/> it has no heartbeat.</summary>
    public IHost BuildHost(Action<IServiceCollection> configure, params IReadOnlyList<IStepKind> kinds)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(TimeProvider.System).AddPostgres(Database.ConnectionString);
        builder.Services.AddSingleton<ActiveRuns>().AddSingleton<StepExecutor>().AddSingleton<RunDriver>().AddSingleton(new StepCatalog(kinds)).AddHostedService<RunSweeper>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = RunDrain.TakesAtMost);
        configure(builder.Services);
        return builder.Build();
    }

    public Task<Run> StartRunAsync(string subject, params IReadOnlyList<IStepKind> kinds) => StartRunAsync(Runs, subject, kinds);

    public static Task<Run> StartRunAsync(IRunStore runs, string subject, params IReadOnlyList<IStepKind> kinds) => runs.CreateAsync(
        new NewRun(subject, PipelineBuilder.Sequence(kinds), new JsonObject(), "test", "tester"), CancellationToken.None);

    public async Task CreateAppAsync(string name) =>
        await new AppStore(Database.Source).CreateAsync(App.Create(name, null, DateTimeOffset.UnixEpoch), CancellationToken.None);

    public async Task DisposeAsync()
    {
        _idle?.Dispose();
        await Database.DisposeAsync();
    }
}

using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PipelineDeploy.Postgres;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using Quartz;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>The store of the real server: PostgreSQL, with Quartz's triggers as wake-ups. Quartz is not started, so nothing fires them.</summary>
[Trait("Category", "Integration")]
public sealed class PostgresRunStoreTests : RunStoreConformance
{
    protected override async Task<IRunStoreHarness> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ActiveRuns>().AddPostgres(database.ConnectionString);
        var host = builder.Build();
        await host.Services.GetRequiredService<Migrator>().MigrateAsync(Migration.Embedded(), CancellationToken.None);
        return new Harness(database, host, await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler());
    }

    sealed class Harness(TestDatabase database, IHost host, IScheduler scheduler) : IRunStoreHarness
    {
        public IRunStore Store { get; } = host.Services.GetRequiredService<IRunStore>();

        public async Task<IReadOnlyList<(long RunId, DateTimeOffset At)>> WakesAsync()
        {
            var rows = await database.ColumnAsync<string>("select job_name || ' ' || next_fire_time from qrtz_triggers order by next_fire_time");
            return [.. rows.Select(row => row.Split(' ')).Select(row => (
                long.Parse(row[0], CultureInfo.InvariantCulture),
                new DateTimeOffset(long.Parse(row[1], CultureInfo.InvariantCulture), TimeSpan.Zero)))];
        }

        public async Task LoseWakesAsync() => await scheduler.Clear();

        public async ValueTask DisposeAsync()
        {
            await scheduler.Shutdown(waitForJobsToComplete: false);
            host.Dispose();
            await database.DisposeAsync();
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PipelineDeploy.Postgres.Housekeeping;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Housekeeping;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Postgres.Tests.Housekeeping;

[Trait("Category", "Integration")]
public sealed class ChoreScheduleTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    [Fact]
    public async Task A_chore_is_done_again_and_again_by_one_server_at_a_time_and_survives_a_failure()
    {
        var record = new Record();
        using var one = await StartAsync(new Sweep("one", record));
        using var other = await StartAsync(new Sweep("other", record));

        await Eventually.HoldsAsync(() => Task.FromResult(record.Turns.Count >= 5), "five turns");
        await Task.WhenAll(one.StopAsync(), other.StopAsync());

        record.MostAtOnce.ShouldBe(1);
        (await TriggersAsync()).ShouldBe(["audit-retention", "delivery-retention", "event-retention", "idempotency-retention", "log-retention", "run-retention", "sweep"]);
    }

    [Fact]
    public async Task A_schedule_that_was_lost_or_is_broken_is_there_again_after_a_start_and_one_that_is_well_keeps_its_turn()
    {
        using (var first = await StartAsync())
        {
            await Eventually.HoldsAsync(async () => (await NextAsync("run-retention")) > TimeProvider.System.GetUtcNow().AddMinutes(30).UtcTicks, "the first turn is over");
            await first.StopAsync();
        }

        var next = await NextAsync("run-retention");
        await house.Database.ExecuteAsync("delete from qrtz_simple_triggers where trigger_name = 'log-retention'; delete from qrtz_triggers where trigger_name = 'log-retention'");
        await house.Database.ExecuteAsync("update qrtz_triggers set trigger_state = 'ERROR' where trigger_name = 'run-retention'");

        using var second = await StartAsync();
        await Eventually.HoldsAsync(async () => (await TriggersAsync()).Contains("log-retention"), "the lost one is there again");
        await Eventually.HoldsAsync(
            async () => await house.Database.ScalarAsync<string>("select trigger_state from qrtz_triggers where trigger_name = 'run-retention'") != "ERROR", "the broken one is well again");

        (await NextAsync("run-retention")).ShouldBe(next);
        await second.StopAsync();
    }

    [Fact]
    public async Task The_days_of_the_logs_are_made_ahead_and_dropped_in_time()
    {
        var time = new ManualTimeProvider();
        var chore = new LogRetentionChore(new LogDays(house.Database.Source), new LogOptions(Days: 3), time);
        await chore.RunAsync(CancellationToken.None);
        (await DaysAsync()).ShouldBe(["log_lines_20300101", "log_lines_20300102", "log_lines_20300103"]);

        time.Advance(TimeSpan.FromDays(3));
        (await chore.RunAsync(CancellationToken.None)).ShouldBeNull();
        time.Advance(TimeSpan.FromDays(2));

        (await chore.RunAsync(CancellationToken.None)).ShouldBe("dropped the logs of 2030-01-01, 2030-01-02");
        (await DaysAsync()).ShouldBe(["log_lines_20300103", "log_lines_20300104", "log_lines_20300105", "log_lines_20300106", "log_lines_20300107", "log_lines_20300108"]);

        Task<IReadOnlyList<string>> DaysAsync() => house.Database.ColumnAsync<string>("select relname::text from pg_class where relname like 'log_lines_2030____' order by 1");
    }

    async Task<IHost> StartAsync(params IChore[] chores)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(TimeProvider.System).AddPostgres(house.Database.ConnectionString).AddHousekeeping();
        builder.Services.AddSingleton<ActiveRuns>().AddSingleton<StepExecutor>().AddSingleton<RunDriver>().AddSingleton(new StepCatalog([]));
        foreach (var chore in chores)
        {
            builder.Services.AddSingleton(chore);
        }

        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    Task<long> NextAsync(string chore) => house.Database.ScalarAsync<long>($"select coalesce(max(next_fire_time), 0) from qrtz_triggers where trigger_name = '{chore}'");

    Task<IReadOnlyList<string>> TriggersAsync() => house.Database.ColumnAsync<string>("select trigger_name::text from qrtz_triggers where trigger_group = 'chores' order by 1");

    sealed class Record
    {
        int _now;

        public ConcurrentQueue<string> Turns { get; } = [];

        public int MostAtOnce { get; private set; }

        public void Enter(string server)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
            Turns.Enqueue(server);
        }

        public void Leave() => Interlocked.Decrement(ref _now);
    }

    sealed class Sweep(string server, Record record) : IChore
    {
        public string Name => "sweep";

        public TimeSpan Every => TimeSpan.FromMilliseconds(300);

        public async Task<string?> RunAsync(CancellationToken cancellationToken)
        {
            record.Enter(server);
            await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System, CancellationToken.None);
            record.Leave();
            return record.Turns.Count == 2 ? throw new InvalidOperationException("once") : null;
        }
    }
}

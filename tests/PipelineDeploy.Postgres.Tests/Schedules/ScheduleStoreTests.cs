using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PipelineDeploy.Deploys;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Schedules;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Postgres.Tests.Schedules;

/// <summary>Schedules with the real Quartz. Their times are months away; a test moves the trigger's next time instead of waiting.</summary>
[Trait("Category", "Integration")]
public sealed class ScheduleStoreTests : IAsyncLifetime
{
    readonly MigratedDatabase _house = new();
    readonly List<IHost> _hosts = [];

    IScheduleStore Schedules => _house.Get<IScheduleStore>();

    public async Task InitializeAsync()
    {
        await _house.InitializeAsync();
        await _house.CreateAppAsync("shop");
        await new BuiltInPipelines(_house.Get<IPipelineStore>()).PublishAsync(None);
    }

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        await _house.DisposeAsync();
    }

    [Fact]
    public async Task A_schedule_is_read_as_it_was_kept_with_its_next_time()
    {
        await SaveAsync(Yearly("nightly").With("30 2 * * *", "Europe/Berlin", "queue", "once", null));

        var read = await OnlyAsync();

        (read.Schedule with { Id = 0 }).ShouldBe(Yearly("nightly").With("30 2 * * *", "Europe/Berlin", "queue", "once", null));
        read.NextAt.ShouldNotBeNull().ShouldBeInRange(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1.1));
        (read.LastFiredAt, read.LastRun, read.LastError).ShouldBe((null, null, null));
        (await Schedules.FindAsync(read.Schedule.Id, None)).ShouldBe(read.Schedule);
    }

    [Fact]
    public async Task A_disabled_or_removed_schedule_has_no_timer()
    {
        await SaveAsync(Yearly("one"));
        var kept = (await OnlyAsync()).Schedule;

        await SaveAsync(kept.With(null, null, null, null, false));
        (await OnlyAsync()).NextAt.ShouldBeNull();
        await SaveAsync(kept);
        (await OnlyAsync()).NextAt.ShouldNotBeNull();
        await Schedules.RemoveAsync(kept.Id, None);

        (await Schedules.ListAsync("shop", None)).ShouldBeEmpty();
        (await _house.Database.ScalarAsync<long>("select count(*) from qrtz_triggers")).ShouldBe(0);
        // A change that comes too late brings nothing back.
        await SaveAsync(kept);
        (await _house.Database.ScalarAsync<long>("select count(*) from qrtz_triggers")).ShouldBe(0);
    }

    [Fact]
    public async Task A_name_is_given_once_in_an_app()
    {
        await SaveAsync(Yearly("nightly"));

        (await Should.ThrowAsync<UserErrorException>(() => SaveAsync(Yearly("nightly")))).Error.Code.ShouldBe("schedule.exists");

        await OnlyAsync();
    }

    [Fact]
    public async Task When_its_time_comes_one_of_two_servers_deploys_the_source_that_serves_once_more()
    {
        await ServeAsync();
        await SaveAsync(Yearly("yearly"));
        await StartHostAsync();
        await StartHostAsync();

        await ComesNowAsync();

        var run = await StartedAsync();
        (run.Trigger, run.Actor, run.Inputs["source"]!.GetValue<string>()).ShouldBe(("schedule", "yearly", "upload-1"));
        run.Inputs["settings"]!["waitToRetire"].ShouldNotBeNull();
        var status = await Eventually.SeeAsync(OnlyAsync, seen => seen.LastRun is not null, "the schedule tells of its run");
        (status.LastRun, status.LastError).ShouldBe((run.Id, null));
        status.NextAt.ShouldNotBeNull().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());
        (await ScheduledAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_time_that_is_fired_again_after_a_crash_finds_its_run()
    {
        await ServeAsync();
        await SaveAsync(Yearly("yearly"));
        var id = (await OnlyAsync()).Schedule.Id;
        var deploys = (await StartHostAsync()).Services.GetRequiredService<ScheduledDeploys>();
        var dueAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => deploys.FireAsync(id, dueAt, None))));
        await deploys.FireAsync(id, dueAt, None);
        (await ScheduledAsync()).ShouldHaveSingleItem();

        // The next time is another run, or none at all as long as the first goes on.
        await EndAsync((await ScheduledAsync()).Single());
        await deploys.FireAsync(id, dueAt.AddYears(1), None);
        (await ScheduledAsync()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("once", 1)]
    public async Task Times_that_passed_while_no_server_ran_are_left_out_or_caught_up_once(string catchUp, int runs)
    {
        await ServeAsync();
        await SaveAsync(Yearly("hourly").With("0 * * * *", null, null, catchUp, null));
        await _house.Database.ExecuteAsync($"update qrtz_triggers set next_fire_time = {TimeProvider.System.GetUtcNow().AddHours(-5).UtcTicks}");

        await StartHostAsync();

        await Eventually.HoldsAsync(async () => (await OnlyAsync()).NextAt > TimeProvider.System.GetUtcNow(), "the next time is to come", TimeSpan.FromSeconds(40));
        await Eventually.HoldsAsync(async () => (await OnlyAsync()).LastRun is not null == runs > 0, "it caught up, or did not");
        (await ScheduledAsync()).Count.ShouldBe(runs);
    }

    [Theory]
    [InlineData("skip")]
    [InlineData("queue")]
    public async Task While_the_app_is_busy_its_run_is_left_out_or_waits(string overlap)
    {
        await ServeAsync();
        await SaveAsync(Yearly("yearly").With(null, null, overlap, null, null));
        var busy = await _house.StartRunAsync("shop", new ScriptedStep("build"));
        await SaveAsync((await OnlyAsync()).Schedule);
        var deploys = HostOf().Services.GetRequiredService<ScheduledDeploys>();

        await deploys.FireAsync((await OnlyAsync()).Schedule.Id, TimeProvider.System.GetUtcNow(), None);

        var status = await OnlyAsync();
        if (overlap == "skip")
        {
            (await ScheduledAsync()).ShouldBeEmpty();
            status.LastError.ShouldNotBeNull().ShouldContain($"run {busy.Id} ");
        }
        else
        {
            (await ScheduledAsync()).ShouldHaveSingleItem().State.ShouldBe(RunState.Queued);
            status.LastError.ShouldBeNull();
        }
    }

    [Fact]
    public async Task An_app_that_serves_nothing_is_not_deployed_and_the_schedule_says_so()
    {
        await SaveAsync(Yearly("yearly"));
        await StartHostAsync();

        await ComesNowAsync();

        var status = await Eventually.SeeAsync(OnlyAsync, seen => seen.LastError is not null, "the schedule tells its error", TimeSpan.FromSeconds(40));
        status.LastError.ShouldBe("shop serves no version yet that could be deployed again. Deploy it once with: pdeploy deploy -a shop");
        (await ScheduledAsync()).ShouldBeEmpty();
    }

    static CancellationToken None => CancellationToken.None;

    // Its only time of the year is always at least a day away.
    static Schedule Yearly(string name)
    {
        var day = TimeProvider.System.GetUtcNow().AddMonths(6);
        return Schedule.Create("shop", name, $"0 0 1 {day.Month} *", "ada");
    }

    Task SaveAsync(Schedule schedule) => Schedules.SaveAsync(schedule, None);

    async Task<ScheduleStatus> OnlyAsync() => (await Schedules.ListAsync("shop", None)).ShouldHaveSingleItem();

    Task ComesNowAsync() => _house.Database.ExecuteAsync($"update qrtz_triggers set next_fire_time = {TimeProvider.System.GetUtcNow().UtcTicks} where trigger_group = 'schedules'");

    async Task<IReadOnlyList<Run>> ScheduledAsync() => [.. (await _house.Runs.ListAsync("shop", null, 100, None)).Where(run => run.Trigger == "schedule")];

    async Task<Run> StartedAsync() => (await Eventually.SeeAsync(ScheduledAsync, runs => runs.Count > 0, "a run is started", TimeSpan.FromSeconds(40)))[0];

    // The app serves what a run of its own has made.
    async Task ServeAsync()
    {
        var run = await _house.Runs.CreateAsync(new NewRun("shop", new PipelineBuilder("blue-green").Step("build").Build(), new() { ["source"] = "upload-1" }, "cli", "ada"), None);
        await _house.Get<IReleaseStore>().AllotAsync("shop", new DriverTerm(run.Id, 0), new ReleaseContent("sha256:x", null), TimeProvider.System.GetUtcNow(), None);
        await EndAsync(run);
        var routes = _house.Get<IRouteStore>();
        var route = (await routes.FindAsync("shop", None))!;
        (await routes.ReplaceAsync(route.SwitchTo([new ServingTarget("v1", "id", "127.0.0.1", 1, 100, 1, run.Id)], TimeProvider.System.GetUtcNow()), null, None)).ShouldBeTrue();
    }

    async Task EndAsync(Run run)
    {
        await _house.Runs.SignalAsync(run.Id, new JournalEvent.CancelRequested("test"), None);
        if (!_hosts.Exists(host => host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested))
        {
            var claimed = (await _house.Runs.ClaimAsync(run.Id, "node", None)).ShouldNotBeNull();
            var at = TimeProvider.System.GetUtcNow();
            var end = new JournalEntry(claimed.Journal.Count + 1, at, new JournalEvent.RunFinished(RunState.Succeeded, null));
            await _house.Runs.CommitAsync(new RunCommit(run.Id, claimed.Fence, [end], [], RunState.Succeeded, null, claimed.Journal.Count, at, null), None);
        }

        await Eventually.HoldsAsync(async () => (await _house.Runs.FindAsync(run.Id, None))!.State.IsTerminal(), $"run {run.Id} ends");
    }

    // Only what the kinds say of themselves is asked of them; a run of the built-in pipeline stops at its build.
    IHost HostOf()
    {
        IStepKind[] real =
        [
            new MigrateStep(null!, null!, null!), new StartStep(null!, null!, null!, null!, null!, null!), new CheckStep(null!, null!, null!, null!), new SwitchStep(null!, null!, null!, null!, null!, null!),
            new RunStep(null!, null!, null!), new WaitStep(), new RetireStep(null!, null!, null!, null!),
        ];
        var build = new ScriptedStep("build");
        for (var i = 0; i < 100; i++)
        {
            build.ThenWait(TimeSpan.FromHours(1));
        }

        var host = _house.BuildHost(
            services => services.AddHostedService<Leases>().AddSingleton<PipelineCatalog>().AddSingleton<DeployStarter>().AddSingleton<ScheduledDeploys>()
                .AddSingleton(new DataFolder(Path.GetTempPath())).AddSingleton<SourceStore>().AddSingleton<SourceGlance>()
                .AddSingleton<SourceSettings>().AddSingleton<ComposeSources>().AddSingleton<IConfigVault, PlainVault>().AddSingleton<ITrafficRouter>(new InMemoryRouter()),
            [build, .. real]);
        _hosts.Add(host);
        return host;
    }

    async Task<IHost> StartHostAsync()
    {
        var host = HostOf();
        await host.StartAsync();
        return host;
    }
}

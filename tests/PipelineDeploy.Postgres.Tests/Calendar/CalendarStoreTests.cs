using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Tests.Calendar;

/// <summary>Windows and freezes, and the runs that wait for them, with the real Quartz.</summary>
[Trait("Category", "Integration")]
public sealed class CalendarStoreTests : IAsyncLifetime
{
    readonly MigratedDatabase _house = new();
    readonly ScriptedStep _build = new("build");
    readonly DateTimeOffset _now = Seconds(TimeProvider.System.GetUtcNow());
    IHost? _host;

    ICalendarStore Calendar => _house.Get<ICalendarStore>();

    public async Task InitializeAsync()
    {
        await _house.InitializeAsync();
        await _house.CreateAppAsync("shop");
        await _house.CreateAppAsync("blog");
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }

        await _house.DisposeAsync();
    }

    [Fact]
    public async Task What_is_kept_is_read_as_it_was_given()
    {
        var window = await Calendar.AddAsync(DeployWindow.Parse("shop", ["Mon", "Sun"], "22:30", "00:00", "Europe/Berlin"), "ada", None);
        var freeze = await Calendar.AddAsync(Frozen("shop", TimeSpan.FromDays(1)), None);

        var read = await Calendar.ReadAsync("shop", _now, None);

        read.Windows.ShouldHaveSingleItem().ToString().ShouldBe("Mon, Sun 22:30–00:00 Europe/Berlin");
        read.Freezes.ShouldBe([freeze]);
        freeze.ShouldBe(Frozen("shop", TimeSpan.FromDays(1)) with { Id = freeze.Id });
        (await Calendar.ListWindowsAsync(None)).ShouldHaveSingleItem().Id.ShouldBe(window.Id);
        (await Calendar.ListFreezesAsync(_now, None)).ShouldBe([freeze]);
    }

    [Fact]
    public async Task An_app_with_windows_of_its_own_has_only_those_but_every_freeze()
    {
        var everywhere = await Calendar.AddAsync(DeployWindow.Parse(null, ["Mon"], "09:00", "17:00", null), "ada", None);
        var own = await Calendar.AddAsync(DeployWindow.Parse("shop", ["Sat"], "02:00", "04:00", null), "ada", None);
        var freeze = await Calendar.AddAsync(Frozen(null, TimeSpan.FromDays(1)), None);
        var ofShop = await Calendar.AddAsync(Frozen("shop", TimeSpan.FromDays(2)), None);

        var shop = await Calendar.ReadAsync("shop", _now, None);
        var blog = await Calendar.ReadAsync("blog", _now, None);

        (shop.Windows.Select(window => window.Id), shop.Freezes.Select(one => one.Id)).ShouldSatisfyAllConditions(
            read => read.Item1.ShouldBe([own.Id]), read => read.Item2.ShouldBe([freeze.Id, ofShop.Id]));
        (blog.Windows.Select(window => window.Id), blog.Freezes.Select(one => one.Id)).ShouldSatisfyAllConditions(
            read => read.Item1.ShouldBe([everywhere.Id]), read => read.Item2.ShouldBe([freeze.Id]));
    }

    [Fact]
    public async Task A_freeze_that_is_over_is_not_read_and_one_that_is_not_there_is_not_removed()
    {
        var freeze = await Calendar.AddAsync(Frozen("shop", TimeSpan.FromMinutes(1)), None);

        (await Calendar.ReadAsync("shop", freeze.Until, None)).Freezes.ShouldBeEmpty();
        (await Calendar.ListFreezesAsync(freeze.Until, None)).ShouldBeEmpty();
        (await Calendar.RemoveFreezeAsync(4711, None)).ShouldBeNull();
        (await Calendar.RemoveWindowAsync(4711, None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_run_waits_for_the_end_of_a_freeze_and_then_begins_by_itself()
    {
        await StartHostAsync();
        var freeze = await Calendar.AddAsync(Frozen(null, TimeSpan.FromSeconds(15)), None);

        var run = await HeldAsync("shop");
        run.Hold.ShouldBe(new RunHold(freeze.Until, "freeze: launch"));
        await SucceedsAsync(run);

        _build.Executions.ShouldHaveSingleItem().Now.ShouldBeInRange(freeze.Until, freeze.Until.AddSeconds(5));
    }

    [Fact]
    public async Task Removing_a_freeze_starts_the_runs_that_wait_for_it()
    {
        await StartHostAsync();
        var freeze = await Calendar.AddAsync(Frozen("shop", TimeSpan.FromDays(1)), None);
        var run = await HeldAsync("shop");

        (await Calendar.RemoveFreezeAsync(freeze.Id, None)).ShouldBe(freeze);

        await SucceedsAsync(run);
        (await _house.Runs.ReadJournalAsync(run.Id, 0, None)).Select(entry => entry.Event).ShouldContain(new JournalEvent.RunPoked("a freeze was removed"));
    }

    [Fact]
    public async Task A_window_that_is_added_is_seen_by_the_runs_that_wait()
    {
        await StartHostAsync();
        var closed = await Calendar.AddAsync(DeployWindow.Parse("shop", [DeployWindow.NameOf(_now.AddDays(3).DayOfWeek)], "12:00", "13:00", "UTC"), "ada", None);
        var run = await HeldAsync("shop");
        run.Hold!.Reason.ShouldBe($"deploys begin only {closed}");

        await Calendar.AddAsync(DeployWindow.Parse("shop", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], "00:00", "00:00", "UTC"), "ada", None);

        await SucceedsAsync(run);
    }

    [Fact]
    public async Task A_newer_run_takes_the_place_of_the_one_that_waits()
    {
        await StartHostAsync();
        var freeze = await Calendar.AddAsync(Frozen("shop", TimeSpan.FromDays(1)), None);
        var older = await HeldAsync("shop");

        var newer = await HeldAsync("shop");
        await Calendar.RemoveFreezeAsync(freeze.Id, None);

        await SucceedsAsync(newer);
        (await _house.Runs.FindAsync(older.Id, None))!.State.ShouldBe(RunState.Superseded);
        _build.Executions.ShouldHaveSingleItem().RunId.ShouldBe(newer.Id);
    }

    [Fact]
    public async Task A_freeze_of_another_app_and_a_rollback_are_not_held()
    {
        await StartHostAsync();
        await Calendar.AddAsync(Frozen("shop", TimeSpan.FromDays(1)), None);

        await SucceedsAsync(await _house.StartRunAsync("blog", _build));
        await SucceedsAsync(await _house.Runs.CreateAsync(
            new NewRun("shop", PipelineBuilder.Sequence(_build), new() { ["rollback"] = true }, "test", "tester"), None));
    }

    static CancellationToken None => CancellationToken.None;

    static DateTimeOffset Seconds(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());

    Freeze Frozen(string? app, TimeSpan length) => Freeze.Create(app, _now, _now + length, "launch", "ada", _now);

    async Task StartHostAsync()
    {
        _host = _house.BuildHost(services => services.AddHostedService<Leases>().AddSingleton<IRunGate, CalendarGate>(), _build);
        await _host.StartAsync();
    }

    async Task<Run> HeldAsync(string app)
    {
        var run = await _house.StartRunAsync(app, _build);
        return await Eventually.SeeAsync(async () => (await _house.Runs.FindAsync(run.Id, None))!, seen => seen.Hold is not null, $"run {run.Id} is held");
    }

    Task SucceedsAsync(Run run) => Eventually.HoldsAsync(
        async () => (await _house.Runs.FindAsync(run.Id, None))!.State == RunState.Succeeded, $"run {run.Id} succeeds", TimeSpan.FromSeconds(40));
}

using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Driving;

/// <summary>Runs that may not begin yet.</summary>
public sealed class HeldDriverTests
{
    readonly ScriptedStep _build = new("build");
    readonly Door _door = new();
    readonly InMemoryEngine _engine;
    readonly RunHold _hold;

    public HeldDriverTests()
    {
        _engine = new InMemoryEngine(_build) { Gate = _door };
        _hold = new RunHold(_engine.Time.GetUtcNow().AddHours(1), "freeze: launch");
    }

    [Fact]
    public async Task A_held_run_sleeps_until_it_may_begin_and_says_why()
    {
        var run = await HeldAsync();

        var seen = (await _engine.Store.FindAsync(run.Id, CancellationToken.None))!;
        (seen.State, seen.Hold).ShouldBe((RunState.Waiting, _hold));
        _engine.Store.Wakes.ShouldBe([(run.Id, _hold.Until)]);
        _build.Executions.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_begins_by_itself_when_its_time_has_come()
    {
        var run = await HeldAsync();
        _door.Closed = now => now < _hold.Until ? _hold : null;

        (await _engine.FinishAsync(run.Id)).State.ShouldBe(RunState.Succeeded);

        _build.Executions.ShouldHaveSingleItem().Now.ShouldBe(_hold.Until);
        (await _engine.EventsAsync(run.Id)).Take(2).ShouldBe([new JournalEvent.RunHeld(_hold.Until, _hold.Reason), new JournalEvent.HoldEnded()]);
    }

    [Fact]
    public async Task Woken_before_its_time_it_begins_only_when_it_may()
    {
        var run = await HeldAsync();
        await PokeAsync(run);
        await _engine.DriveAsync(run.Id);
        _build.Executions.ShouldBeEmpty();

        _door.Closed = _ => null;
        await PokeAsync(run);
        await _engine.DriveAsync(run.Id);

        _build.Executions.ShouldHaveSingleItem();
        (await _engine.EventsAsync(run.Id)).OfType<JournalEvent.RunHeld>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_longer_freeze_holds_it_longer()
    {
        var run = await HeldAsync();
        var longer = _hold with { Until = _hold.Until.AddDays(1), Reason = "freeze: audit" };
        _door.Closed = _ => longer;

        await PokeAsync(run);
        await _engine.DriveAsync(run.Id);

        (await _engine.Store.FindAsync(run.Id, CancellationToken.None))!.Hold.ShouldBe(longer);
        _engine.Store.Wakes.ShouldBe([(run.Id, longer.Until)]);
    }

    [Fact]
    public async Task A_change_that_comes_while_its_driver_asks_is_not_missed()
    {
        var run = await _engine.StartAsync(PipelineBuilder.Sequence(_build));
        var asked = 0;
        _door.Closed = _ =>
        {
            if (asked++ > 0)
            {
                return null;
            }

            // The freeze is removed after the driver has read it and before it writes.
            PokeAsync(run).GetAwaiter().GetResult();
            return _hold;
        };

        await _engine.DriveAsync(run.Id);

        asked.ShouldBe(2);
        (await _engine.Store.FindAsync(run.Id, CancellationToken.None))!.State.ShouldBe(RunState.Succeeded);
        (await _engine.EventsAsync(run.Id)).OfType<JournalEvent.RunHeld>().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_override_lets_it_begin_although_it_is_still_held()
    {
        var run = await HeldAsync();

        await _engine.Store.SignalAsync(run.Id, new JournalEvent.HoldOverridden("ada", "the shop is down"), CancellationToken.None);

        (await _engine.FinishAsync(run.Id)).State.ShouldBe(RunState.Succeeded);
        _build.Executions.ShouldHaveSingleItem().Now.ShouldBeLessThan(_hold.Until);
        (await _engine.EventsAsync(run.Id)).ShouldContain(new JournalEvent.HoldOverridden("ada", "the shop is down"));
    }

    [Fact]
    public async Task A_run_that_was_overridden_while_it_was_queued_is_never_held()
    {
        var first = await HeldAsync();
        var queued = await _engine.Store.CreateAsync(
            new NewRun("shop", PipelineBuilder.Sequence(_build), [], "test", "tester", Concurrency: Concurrency.Queue), CancellationToken.None);
        await _engine.Store.SignalAsync(queued.Id, new JournalEvent.HoldOverridden("ada", "the shop is down"), CancellationToken.None);

        await _engine.Store.SignalAsync(first.Id, new JournalEvent.CancelRequested("ada"), CancellationToken.None);
        await _engine.DriveAsync(first.Id);
        await _engine.DriveAsync(queued.Id);

        (await _engine.Store.FindAsync(queued.Id, CancellationToken.None))!.State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task Cancelled_while_it_is_held_it_ends_without_having_done_anything()
    {
        var run = await HeldAsync();

        await _engine.Store.SignalAsync(run.Id, new JournalEvent.CancelRequested("ada"), CancellationToken.None);
        await _engine.DriveAsync(run.Id);

        (await _engine.Store.FindAsync(run.Id, CancellationToken.None))!.State.ShouldBe(RunState.Cancelled);
        (_build.Executions.Count, _build.Compensations.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_run_that_has_begun_is_not_asked_about_any_more()
    {
        _build.ThenWait(TimeSpan.FromMinutes(1));
        var run = await _engine.StartAsync(PipelineBuilder.Sequence(_build));
        await _engine.DriveAsync(run.Id);
        _door.Closed = _ => _hold;

        (await _engine.FinishAsync(run.Id)).State.ShouldBe(RunState.Succeeded);

        _build.Executions[^1].Now.ShouldBeLessThan(_hold.Until);
    }

    async Task<Run> HeldAsync()
    {
        _door.Closed = _ => _hold;
        var run = await _engine.StartAsync(PipelineBuilder.Sequence(_build));
        await _engine.DriveAsync(run.Id);
        return run;
    }

    Task PokeAsync(Run run) => _engine.Store.SignalAsync(run.Id, new JournalEvent.RunPoked("the calendar changed"), CancellationToken.None);

    sealed class Door : IRunGate
    {
        public Func<DateTimeOffset, RunHold?> Closed { get; set; } = _ => null;

        public Task<RunHold?> AskAsync(Run run, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult(Closed(now));
    }
}

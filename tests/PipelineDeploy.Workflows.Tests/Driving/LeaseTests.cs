using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Driving;

/// <summary>A driver lives by its lease: it stops by its own clock before others may think that it is gone, and writes nothing after.</summary>
public sealed class LeaseTests
{
    readonly ManualTimeProvider _time = new();
    readonly ActiveRuns _active = new();
    readonly TaskCompletionSource _works = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<StepOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly InMemoryRunStore _store;
    CancellationToken _told;

    public LeaseTests() => _store = new InMemoryRunStore(_time);

    [Fact]
    public async Task A_driver_that_cannot_renew_stops_before_its_lease_ends_and_writes_nothing()
    {
        var (run, driving) = await DriveAsync();
        _time.Advance(Leases.TrustedFor - TimeSpan.FromTicks(1));
        driving.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromTicks(1));
        await driving;

        _told.IsCancellationRequested.ShouldBeTrue();
        (await EventsAsync(run)).ShouldBe([new JournalEvent.StepStarted("build", 1)]);
        (await _store.RearmAsync(default)).ShouldBe(0);
        _time.Advance(Leases.Length - Leases.TrustedFor);
        (await _store.RearmAsync(default)).ShouldBe(1);
    }

    [Fact]
    public async Task A_driver_whose_lease_is_renewed_goes_on()
    {
        var (run, driving) = await DriveAsync();
        var leases = Heartbeat(_store);
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(Leases.RenewEvery);
            await leases.RenewAsync(default);
            (await _store.RearmAsync(default)).ShouldBe(0);
        }

        _outcome.SetResult(new StepOutcome.Done([]));
        await driving;

        (await _store.FindAsync(run.Id, default))!.State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task A_lease_is_trusted_from_the_moment_its_renewal_was_sent()
    {
        var (_, driving) = await DriveAsync();
        var leases = Heartbeat(new HookedRunStore(_store) { WhenRenewing = () => _time.Advance(TimeSpan.FromSeconds(5)) });
        _time.Advance(Leases.RenewEvery);

        await leases.RenewAsync(default);
        _time.Advance(Leases.TrustedFor - TimeSpan.FromSeconds(5));

        await driving;
        _told.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task A_driver_learns_from_the_heartbeat_that_another_one_has_its_run()
    {
        var (run, driving) = await DriveAsync();
        await _store.ClaimAsync(run.Id, "other", default);

        await Heartbeat(_store).RenewAsync(default);

        await driving;
        _told.IsCancellationRequested.ShouldBeTrue();
        (await EventsAsync(run)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_asks_before_a_change_leaves_it_when_another_driver_has_its_run()
    {
        var hasChanged = false;
        InMemoryEngine engine = null!;
        var start = new ScriptedStep("start").Then(async (context, token) =>
        {
            await context.ConfirmAsync(token);
            await engine.Store.ClaimAsync(context.RunId, "other", default);
            await context.ConfirmAsync(token);
            hasChanged = true;
            return new StepOutcome.Done([]);
        });
        engine = new InMemoryEngine(start);
        var run = await engine.StartAsync(PipelineBuilder.Sequence(start));

        await engine.DriveAsync(run.Id);

        hasChanged.ShouldBeFalse();
        (await engine.EventsAsync(run.Id)).ShouldBe([new JournalEvent.StepStarted("start", 1)]);
    }

    [Fact]
    public async Task A_cancellation_that_the_change_feed_lost_comes_with_the_heartbeat()
    {
        var (run, driving) = await DriveAsync();
        await _store.SignalAsync(run.Id, new JournalEvent.CancelRequested("ada"), default);

        await Heartbeat(_store).RenewAsync(default);

        await driving;
        (await _store.FindAsync(run.Id, default))!.State.ShouldBe(RunState.Cancelled);
    }

    Leases Heartbeat(IRunStore store) => new(store, _active, _time, NullLogger<Leases>.Instance);

    async Task<(Run Run, Task Driving)> DriveAsync()
    {
        var build = new ScriptedStep("build").Then((_, token) =>
        {
            _told = token;
            _works.SetResult();
            return _outcome.Task.WaitAsync(token);
        });
        var executor = new StepExecutor(new StepCatalog([build]), new RecordingRunLog(), _time, NullLogger<StepExecutor>.Instance);
        var driver = new RunDriver(_store, executor, _active, new RecordingRunLog(), _time, NullLogger<RunDriver>.Instance);
        var run = await _store.CreateAsync(new NewRun("shop", PipelineBuilder.Sequence(build), [], "test", "tester"), default);
        _store.TakeWake(run.Id);
        var driving = driver.DriveAsync(run.Id, "node", default);
        await _works.Task;
        return (run, driving);
    }

    async Task<IReadOnlyList<JournalEvent>> EventsAsync(Run run) => [.. (await _store.ReadJournalAsync(run.Id, 0, default)).Select(entry => entry.Event)];
}

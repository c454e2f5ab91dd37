using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>Wake-ups: set with the state that makes them necessary, by signals, and again when they were lost.</summary>
public abstract partial class RunStoreConformance
{
    static readonly JournalEvent[] BuildWaits =
    [
        new JournalEvent.StepStarted("build", 1),
        new JournalEvent.StepWaiting("build", DateTimeOffset.UnixEpoch, [], "waits"),
    ];

    [Fact]
    public async Task A_run_that_sleeps_is_woken_at_its_moment()
    {
        var run = await StartAsync();
        var claimed = await ClaimAsync(run);
        await _harness!.LoseWakesAsync();

        await SleepAsync(claimed, InAnHour(run), BuildWaits);

        (await FindAsync(run)).State.ShouldBe(RunState.Waiting);
        (await WakesOfAsync(run)).ShouldHaveSingleItem().ShouldBe(InAnHour(run));
    }

    [Fact]
    public async Task A_run_that_sleeps_again_is_woken_at_the_new_moment_only()
    {
        var run = await StartAsync();
        await SleepAsync(await ClaimAsync(run), InAnHour(run), BuildWaits);

        await SleepAsync(await ClaimAsync(run), InAnHour(run).AddHours(1));

        (await WakesOfAsync(run)).ShouldHaveSingleItem().ShouldBe(InAnHour(run).AddHours(1));
    }

    [Fact]
    public async Task A_signal_is_written_at_the_end_of_the_journal_and_wakes_the_run_at_once()
    {
        var run = await StartAsync();
        await SleepAsync(await ClaimAsync(run), InAnHour(run), BuildWaits);

        (await Store.SignalAsync(run.Id, new JournalEvent.RunPoked("approved"), None)).ShouldBeTrue();

        var last = (await JournalAsync(run))[^1];
        last.Seq.ShouldBe(3);
        last.Event.ShouldBe(new JournalEvent.RunPoked("approved"));
        (await WakesOfAsync(run)).Min().ShouldBeLessThan(InAnHour(run));
    }

    [Fact]
    public async Task A_signal_to_a_queued_run_is_kept_for_when_it_starts()
    {
        var active = await StartAsync();
        var queued = await StartAsync();

        (await Store.SignalAsync(queued.Id, new JournalEvent.RunPoked("early"), None)).ShouldBeTrue();
        await FinishedAsync(active);

        (await ClaimAsync(queued)).Journal.ShouldHaveSingleItem().Event.ShouldBe(new JournalEvent.RunPoked("early"));
    }

    [Fact]
    public async Task A_signal_to_a_run_that_does_not_exist_is_refused() =>
        (await Store.SignalAsync(4711, new JournalEvent.RunPoked("who?"), None)).ShouldBeFalse();

    [Fact]
    public async Task Signals_at_the_same_time_leave_no_gap_in_the_journal()
    {
        var run = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Store.SignalAsync(run.Id, new JournalEvent.RunPoked($"{i}"), None))));

        (await JournalAsync(run)).Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, 16).Select(i => (long)i));
    }

    [Fact]
    public async Task Rearming_wakes_runs_that_lost_their_wake_up()
    {
        var started = await StartAsync("shop");
        var waiting = await StartAsync("blog");
        await SleepAsync(await ClaimAsync(waiting), InAnHour(waiting), BuildWaits);
        await _harness!.LoseWakesAsync();

        (await Store.RearmAsync(None)).ShouldBe(2);

        (await WakesOfAsync(started)).ShouldHaveSingleItem();
        (await WakesOfAsync(waiting)).ShouldHaveSingleItem();
        (await Store.RearmAsync(None)).ShouldBe(0);
    }

    [Fact]
    public async Task Rearming_leaves_a_run_alone_that_has_its_wake_up()
    {
        var run = await StartAsync();
        await SleepAsync(await ClaimAsync(run), InAnHour(run), BuildWaits);

        (await Store.RearmAsync(None)).ShouldBe(0);

        (await WakesOfAsync(run)).ShouldHaveSingleItem().ShouldBe(InAnHour(run));
    }

    [Fact]
    public async Task Rearming_wakes_neither_queued_nor_ended_runs()
    {
        var active = await StartAsync();
        await StartAsync();
        await FinishedAsync(await StartAsync("blog"));
        await FinishedAsync(await StartAsync("wiki"), RunState.NeedsAttention);
        await _harness!.LoseWakesAsync();

        (await Store.RearmAsync(None)).ShouldBe(1);

        (await _harness.WakesAsync()).Select(wake => wake.RunId).ShouldBe([active.Id]);
    }
}

using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>Runs that have their subject and may not begin yet.</summary>
public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task A_held_run_says_why_and_keeps_its_subject_and_its_wake_up()
    {
        var run = await StartAsync();

        var hold = await HoldAsync(await ClaimAsync(run));

        var held = await FindAsync(run);
        (held.State, held.Hold).ShouldBe((RunState.Waiting, hold));
        (await Store.ListAsync("shop", null, 1, None)).Single().Hold.ShouldBe(hold);
        (await WakesOfAsync(run)).ShouldBe([hold.Until]);
        (await StartAsync(concurrency: Concurrency.Queue)).State.ShouldBe(RunState.Queued);
    }

    [Fact]
    public async Task A_newer_run_takes_the_subject_from_a_held_one_which_is_never_woken_again()
    {
        var older = await StartAsync();
        var claimed = await ClaimAsync(older);
        await HoldAsync(claimed);
        var queued = await StartAsync(concurrency: Concurrency.Queue);

        var newest = await StartAsync(concurrency: Concurrency.Supersede);

        newest.State.ShouldBe(RunState.Running);
        (await WakesOfAsync(newest)).ShouldHaveSingleItem();
        var ended = await FindAsync(older);
        (ended.State, ended.Hold).ShouldBe((RunState.Superseded, null));
        ended.FinishedAt.ShouldNotBeNull();
        (await JournalAsync(older))[^1].ShouldSatisfyAllConditions(
            entry => entry.Event.ShouldBe(new JournalEvent.RunFinished(RunState.Superseded, null)), entry => entry.Seq.ShouldBe(2));
        (await WakesOfAsync(older)).ShouldBeEmpty();
        (await Store.ClaimAsync(older.Id, "node", None)).ShouldBeNull();
        (await GoOnAsync(claimed)).ShouldBeOfType<CommitResult.FencedOut>();
        (await FindAsync(queued)).State.ShouldBe(RunState.Superseded);
        (await Store.ClaimAsync(newest.Id, "node", None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_held_run_that_a_driver_has_in_hand_is_not_superseded()
    {
        var run = await StartAsync();
        await HoldAsync(await ClaimAsync(run));
        await ClaimAsync(run);

        var newer = await StartAsync();

        newer.State.ShouldBe(RunState.Queued);
        var driven = await FindAsync(run);
        (driven.State, driven.Hold).ShouldBe((RunState.Running, null));
    }

    [Fact]
    public async Task A_run_that_waits_in_one_of_its_steps_is_not_superseded()
    {
        var run = await StartAsync();
        await SleepAsync(await ClaimAsync(run), InAnHour(run), new JournalEvent.StepStarted("build", 1), new JournalEvent.StepWaiting("build", InAnHour(run), [], "waits"));

        (await StartAsync()).State.ShouldBe(RunState.Queued);

        (await FindAsync(run)).State.ShouldBe(RunState.Waiting);
    }

    [Fact]
    public async Task A_run_that_rejects_is_refused_because_of_a_held_one()
    {
        var run = await StartAsync();
        await HoldAsync(await ClaimAsync(run));

        (await Should.ThrowAsync<UserErrorException>(() => StartAsync(concurrency: Concurrency.Reject))).Error.Message.ShouldContain($"run {run.Id} ");

        (await FindAsync(run)).State.ShouldBe(RunState.Waiting);
    }

    [Fact]
    public async Task A_newer_run_and_the_driver_of_the_held_one_never_both_go_on()
    {
        for (var i = 0; i < 10; i++)
        {
            var run = await StartAsync($"app{i}");
            await HoldAsync(await ClaimAsync(run));

            var creating = Task.Run(() => StartAsync($"app{i}"));
            var claiming = Task.Run(() => Store.ClaimAsync(run.Id, "node", None));
            var (newer, claimed) = (await creating, await claiming);

            (await FindAsync(run)).State.ShouldBe(claimed is null ? RunState.Superseded : RunState.Running);
            newer.State.ShouldBe(claimed is null ? RunState.Running : RunState.Queued);
        }
    }

    [Fact]
    public async Task A_newer_run_and_the_end_of_the_held_one_do_not_wait_for_each_other()
    {
        for (var i = 0; i < 10; i++)
        {
            var run = await StartAsync($"app{i}");
            var claimed = await ClaimAsync(run);
            await HoldAsync(claimed);

            var creating = Task.Run(() => StartAsync($"app{i}"));
            // As the driver would end it that has just seen a cancellation.
            var ending = Task.Run(() => Store.CommitAsync(
                new RunCommit(run.Id, claimed.Fence, [new JournalEntry(2, InAnHour(run), new JournalEvent.RunFinished(RunState.Cancelled, null))], [], RunState.Cancelled, null, 1, InAnHour(run), null), None));
            await Task.WhenAll(creating, ending);

            (await FindAsync(await creating)).State.ShouldBe(RunState.Running);
            (await FindAsync(run)).State.ShouldBe(await ending is CommitResult.Accepted ? RunState.Cancelled : RunState.Superseded);
        }
    }

    async Task<RunHold> HoldAsync(ClaimedRun claimed)
    {
        var hold = new RunHold(InAnHour(claimed.Run), "freeze: launch");
        var commit = Commit(claimed, RunState.Waiting, hold.Until, new JournalEvent.RunHeld(hold.Until, hold.Reason)) with { Hold = hold };
        (await Store.CommitAsync(commit, None)).ShouldBeOfType<CommitResult.Accepted>();
        return hold;
    }
}

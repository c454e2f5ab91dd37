using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>Who may write: claims, fences, the seen journal, terminal states.</summary>
public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task A_claim_hands_over_the_run_and_its_whole_journal()
    {
        var run = await StartAsync();
        await GoOnAsync(await ClaimAsync(run), new JournalEvent.StepStarted("build", 1));

        var claimed = await ClaimAsync(run);

        claimed.Run.Id.ShouldBe(run.Id);
        JsonCopy.AreSame(claimed.Run.Definition, run.Definition).ShouldBeTrue();
        claimed.Journal.ShouldHaveSingleItem().Event.ShouldBe(new JournalEvent.StepStarted("build", 1));
    }

    [Fact]
    public async Task Each_claim_raises_the_fence()
    {
        var run = await StartAsync();

        var first = await ClaimAsync(run);
        var second = await ClaimAsync(run);

        second.Fence.ShouldBeGreaterThan(first.Fence);
    }

    [Fact]
    public async Task Claims_at_the_same_time_get_different_fences_and_only_the_highest_may_write()
    {
        var run = await StartAsync();

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => ClaimAsync(run, $"node{i}"))));

        claims.Select(claim => claim.Fence).ShouldBeUnique();
        foreach (var claim in claims.OrderBy(claim => claim.Fence).SkipLast(1))
        {
            (await GoOnAsync(claim, new JournalEvent.StepStarted("build", 1))).ShouldBeOfType<CommitResult.FencedOut>();
        }

        (await GoOnAsync(claims.MaxBy(claim => claim.Fence)!, new JournalEvent.StepStarted("build", 1))).ShouldBeOfType<CommitResult.Accepted>();
    }

    [Fact]
    public async Task The_first_claim_tells_when_the_run_started_and_later_ones_keep_it()
    {
        var run = await StartAsync();
        run.StartedAt.ShouldBeNull();

        var first = await ClaimAsync(run);
        var second = await ClaimAsync(run);

        first.Run.StartedAt.ShouldNotBeNull();
        second.Run.StartedAt.ShouldBe(first.Run.StartedAt);
        second.Run.State.ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task A_run_that_does_not_exist_cannot_be_claimed() => (await Store.ClaimAsync(4711, "node", None)).ShouldBeNull();

    [Fact]
    public async Task A_queued_run_cannot_be_claimed()
    {
        await StartAsync();
        var queued = await StartAsync();

        (await Store.ClaimAsync(queued.Id, "node", None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_commit_with_an_old_fence_is_fenced_out_and_writes_nothing()
    {
        var run = await StartAsync();
        var old = await ClaimAsync(run);
        await ClaimAsync(run);
        await _harness!.LoseWakesAsync();

        var result = await SleepAsync(old, InAnHour(run), new JournalEvent.StepStarted("build", 1));

        result.ShouldBeOfType<CommitResult.FencedOut>();
        (await JournalAsync(run)).ShouldBeEmpty();
        (await Store.ReadStepsAsync(run.Id, None)).ShouldBeEmpty();
        (await FindAsync(run)).State.ShouldBe(RunState.Running);
        (await WakesOfAsync(run)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_old_fence_is_told_before_a_moved_journal()
    {
        var run = await StartAsync();
        var old = await ClaimAsync(run);
        await GoOnAsync(await ClaimAsync(run), new JournalEvent.StepStarted("build", 1));

        (await GoOnAsync(old, new JournalEvent.StepStarted("build", 1))).ShouldBeOfType<CommitResult.FencedOut>();
    }

    [Fact]
    public async Task A_commit_that_has_not_seen_the_whole_journal_gets_the_newer_entries_and_writes_nothing()
    {
        var run = await StartAsync();
        var claimed = await ClaimAsync(run);
        await Store.SignalAsync(run.Id, new JournalEvent.RunPoked("first"), None);
        await Store.SignalAsync(run.Id, new JournalEvent.CancelRequested("ada"), None);

        var result = await FinishAsync(claimed, RunState.Succeeded);

        var newer = result.ShouldBeOfType<CommitResult.Moved>().Newer;
        newer.Select(entry => entry.Seq).ShouldBe([1, 2]);
        newer.Select(entry => entry.Event).ShouldBe([new JournalEvent.RunPoked("first"), new JournalEvent.CancelRequested("ada")]);
        (await JournalAsync(run)).Count.ShouldBe(2);
        (await FindAsync(run)).State.ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task After_looking_at_the_newer_entries_the_driver_may_write()
    {
        var run = await StartAsync();
        var claimed = await ClaimAsync(run);
        await Store.SignalAsync(run.Id, new JournalEvent.RunPoked("look"), None);
        var moved = (CommitResult.Moved)await GoOnAsync(claimed, new JournalEvent.StepStarted("build", 1));

        var result = await GoOnAsync(claimed with { Journal = moved.Newer }, new JournalEvent.StepStarted("build", 1));

        result.ShouldBeOfType<CommitResult.Accepted>();
        (await JournalAsync(run)).Select(entry => entry.Seq).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(RunState.Succeeded)]
    [InlineData(RunState.Failed)]
    [InlineData(RunState.RolledBack)]
    [InlineData(RunState.Cancelled)]
    [InlineData(RunState.NeedsAttention)]
    public async Task A_run_that_has_ended_takes_no_claim_no_commit_and_no_signal(RunState state)
    {
        var run = await StartAsync();
        var claimed = await ClaimAsync(run);
        await FinishAsync(claimed, state);
        var seen = claimed with { Journal = await JournalAsync(run) };

        (await Store.ClaimAsync(run.Id, "node", None)).ShouldBeNull();
        (await GoOnAsync(seen, new JournalEvent.StepStarted("build", 1))).ShouldBeOfType<CommitResult.FencedOut>();
        (await GoOnAsync(claimed, new JournalEvent.StepStarted("build", 1))).ShouldBeOfType<CommitResult.FencedOut>();
        (await Store.SignalAsync(run.Id, new JournalEvent.RunPoked("late"), None)).ShouldBeFalse();
        (await Store.CancelQueuedAsync(run.Id, "ada", None)).ShouldBeFalse();

        (await JournalAsync(run)).ShouldHaveSingleItem();
        (await FindAsync(run)).State.ShouldBe(state);
    }

    [Fact]
    public async Task A_run_that_has_ended_tells_when_and_why_and_has_no_wake_up()
    {
        var run = await StartAsync();
        var error = new StepError("build", new("build.failed", "No Dockerfile", "Add one."), "exit 1");

        await FinishAsync(await ClaimAsync(run), RunState.Failed, error);

        var ended = await FindAsync(run);
        ended.FinishedAt.ShouldBe(InAnHour(run));
        ended.Error.ShouldBe(error);
        (await WakesOfAsync(run)).ShouldBeEmpty();
    }
}

using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>One run at a time per subject: taking, queueing, superseding, releasing; and one run per delivery.</summary>
public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task A_run_of_a_free_subject_takes_it_and_is_woken_at_once()
    {
        var run = await StartAsync();

        run.State.ShouldBe(RunState.Running);
        (await WakesOfAsync(run)).ShouldHaveSingleItem().ShouldBeLessThanOrEqualTo(run.CreatedAt.AddSeconds(1));
    }

    [Fact]
    public async Task A_run_of_a_taken_subject_is_queued_and_not_woken()
    {
        await StartAsync();

        var second = await StartAsync();

        second.State.ShouldBe(RunState.Queued);
        (await WakesOfAsync(second)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_of_different_subjects_do_not_wait_for_each_other()
    {
        await StartAsync("shop");

        (await StartAsync("blog")).State.ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task A_new_run_supersedes_the_queued_ones_of_its_subject_and_no_other()
    {
        var active = await StartAsync();
        var queued = await StartAsync();
        await StartAsync("blog");
        var other = await StartAsync("blog");

        var newest = await StartAsync();

        (await FindAsync(queued)).State.ShouldBe(RunState.Superseded);
        (await FindAsync(queued)).FinishedAt.ShouldNotBeNull();
        (await FindAsync(active)).State.ShouldBe(RunState.Running);
        (await FindAsync(newest)).State.ShouldBe(RunState.Queued);
        (await FindAsync(other)).State.ShouldBe(RunState.Queued);
    }

    [Fact]
    public async Task The_journal_of_a_superseded_run_says_so_and_takes_no_more()
    {
        await StartAsync();
        var queued = await StartAsync();
        await StartAsync();

        (await JournalAsync(queued)).ShouldHaveSingleItem().Event.ShouldBe(new JournalEvent.RunFinished(RunState.Superseded, null));
        (await Store.SignalAsync(queued.Id, new JournalEvent.RunPoked("late"), None)).ShouldBeFalse();
        (await Store.ClaimAsync(queued.Id, "node", None)).ShouldBeNull();
    }

    [Theory]
    [InlineData(RunState.Succeeded)]
    [InlineData(RunState.Failed)]
    [InlineData(RunState.RolledBack)]
    [InlineData(RunState.Cancelled)]
    public async Task When_a_run_ends_the_next_one_takes_the_subject_and_is_woken(RunState end)
    {
        var first = await StartAsync();
        var next = await StartAsync();

        await FinishedAsync(first, end);

        (await FindAsync(next)).State.ShouldBe(RunState.Running);
        (await WakesOfAsync(next)).ShouldHaveSingleItem();
        (await Store.ClaimAsync(next.Id, "node", None)).ShouldNotBeNull();
        (await StartAsync()).State.ShouldBe(RunState.Queued);
    }

    [Fact]
    public async Task When_the_last_run_ends_the_subject_is_free()
    {
        await FinishedAsync(await StartAsync());

        (await StartAsync()).State.ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task A_run_that_needs_attention_keeps_its_subject()
    {
        var first = await StartAsync();
        var queued = await StartAsync();

        await FinishedAsync(first, RunState.NeedsAttention);

        (await FindAsync(queued)).State.ShouldBe(RunState.Queued);
        (await WakesOfAsync(queued)).ShouldBeEmpty();
        (await StartAsync()).State.ShouldBe(RunState.Queued);
    }

    [Fact]
    public async Task When_a_person_has_looked_the_next_run_gets_the_subject_and_is_woken()
    {
        var first = await StartAsync();
        var queued = await StartAsync();
        await FinishedAsync(first, RunState.NeedsAttention);

        (await Store.UnlockAsync(first.Id, None)).ShouldBeTrue();

        (await FindAsync(queued)).State.ShouldBe(RunState.Running);
        (await WakesOfAsync(queued)).ShouldNotBeEmpty();
        (await FindAsync(first)).State.ShouldBe(RunState.NeedsAttention);
        (await Store.UnlockAsync(first.Id, None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_that_needs_no_attention_is_not_unlocked()
    {
        var active = await StartAsync();

        (await Store.UnlockAsync(active.Id, None)).ShouldBeFalse();
        (await Store.UnlockAsync(4711, None)).ShouldBeFalse();
        (await StartAsync()).State.ShouldBe(RunState.Queued);
    }

    [Fact]
    public async Task Runs_created_at_the_same_time_leave_one_active_and_one_queued()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => StartAsync())));

        var states = (await Store.ListAsync("shop", null, 100, None)).Select(run => run.State).ToList();
        states.Count.ShouldBe(runs.Length);
        states.Count(state => state == RunState.Running).ShouldBe(1);
        states.Count(state => state == RunState.Queued).ShouldBe(1);
        states.Count(state => state == RunState.Superseded).ShouldBe(runs.Length - 2);
    }

    [Fact]
    public async Task The_same_delivery_makes_one_run()
    {
        var first = await StartAsync(deliveryKey: "github-1");

        var again = await StartAsync(deliveryKey: "github-1");
        var other = await StartAsync(deliveryKey: "github-2");

        again.Id.ShouldBe(first.Id);
        again.State.ShouldBe(RunState.Running);
        other.Id.ShouldNotBe(first.Id);
        (await Store.ListAsync(null, null, 100, None)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_repeated_delivery_supersedes_nothing_and_answers_also_a_run_that_has_ended()
    {
        var first = await FinishedAsync(await StartAsync(deliveryKey: "github-1"));
        await StartAsync();
        var queued = await StartAsync();

        var again = await StartAsync(deliveryKey: "github-1");

        again.Id.ShouldBe(first.Id);
        again.State.ShouldBe(RunState.Succeeded);
        (await FindAsync(queued)).State.ShouldBe(RunState.Queued);
    }

    [Fact]
    public async Task The_same_delivery_many_times_at_once_makes_one_run()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => StartAsync(deliveryKey: "github-1"))));

        runs.Select(run => run.Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_queued_run_can_be_cancelled()
    {
        await StartAsync();
        var queued = await StartAsync();

        (await Store.CancelQueuedAsync(queued.Id, "ada", None)).ShouldBeTrue();

        var ended = await FindAsync(queued);
        ended.State.ShouldBe(RunState.Cancelled);
        ended.FinishedAt.ShouldNotBeNull();
        (await JournalAsync(queued)).Select(entry => entry.Event).ShouldBe(
            [new JournalEvent.CancelRequested("ada"), new JournalEvent.RunFinished(RunState.Cancelled, null)]);
        (await Store.CancelQueuedAsync(queued.Id, "ada", None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_that_is_not_queued_or_not_there_is_not_cancelled_like_a_queued_one()
    {
        var active = await StartAsync();

        (await Store.CancelQueuedAsync(active.Id, "ada", None)).ShouldBeFalse();
        (await Store.CancelQueuedAsync(4711, "ada", None)).ShouldBeFalse();
        (await FindAsync(active)).State.ShouldBe(RunState.Running);
        (await JournalAsync(active)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_queued_run_is_not_started_when_the_subject_becomes_free()
    {
        var active = await StartAsync();
        var queued = await StartAsync();
        await Store.CancelQueuedAsync(queued.Id, "ada", None);

        await FinishedAsync(active);

        (await FindAsync(queued)).State.ShouldBe(RunState.Cancelled);
        (await StartAsync()).State.ShouldBe(RunState.Running);
    }
}

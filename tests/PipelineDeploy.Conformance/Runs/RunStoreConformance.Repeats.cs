using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>What is sent twice, because nobody heard the answer to the first time, is done once.</summary>
public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task A_commit_that_is_sent_twice_is_accepted_twice_and_written_once()
    {
        var run = await StartAsync();
        var commit = Commit(await ClaimAsync(run), RunState.Running, null, new JournalEvent.StepStarted("build", 1));

        (await Store.CommitAsync(commit, None)).ShouldBeOfType<CommitResult.Accepted>();
        (await Store.CommitAsync(commit, None)).ShouldBeOfType<CommitResult.Accepted>();

        (await JournalAsync(run)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_commit_that_is_sent_again_after_a_signal_is_still_the_one_that_was_written()
    {
        var run = await StartAsync();
        var commit = Commit(await ClaimAsync(run), RunState.Running, null, new JournalEvent.StepStarted("build", 1));
        await Store.CommitAsync(commit, None);
        await Store.SignalAsync(run.Id, new JournalEvent.RunPoked("look"), None);

        (await Store.CommitAsync(commit, None)).ShouldBeOfType<CommitResult.Accepted>();

        (await JournalAsync(run)).Select(entry => entry.Event).ShouldBe([new JournalEvent.StepStarted("build", 1), new JournalEvent.RunPoked("look")]);
    }

    [Fact]
    public async Task The_end_of_a_run_that_is_sent_twice_is_accepted_and_passes_the_subject_on_once()
    {
        var first = await StartAsync();
        var second = await StartAsync();
        var commit = Commit(await ClaimAsync(first), RunState.Succeeded, null, new JournalEvent.RunFinished(RunState.Succeeded, null));

        await Store.CommitAsync(commit, None);
        (await Store.CommitAsync(commit, None)).ShouldBeOfType<CommitResult.Accepted>();

        (await FindAsync(second)).State.ShouldBe(RunState.Running);
        (await JournalAsync(first)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_commit_of_an_outlived_driver_is_refused_even_when_it_had_been_written()
    {
        var run = await StartAsync();
        var commit = Commit(await ClaimAsync(run), RunState.Running, null, new JournalEvent.StepStarted("build", 1));
        await Store.CommitAsync(commit, None);
        await ClaimAsync(run);

        (await Store.CommitAsync(commit, None)).ShouldBeOfType<CommitResult.FencedOut>();
    }
}

using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>A run that goes on where another one ended.</summary>
public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task A_retry_is_a_new_run_with_the_old_ones_pipeline_and_inputs_and_a_journal_that_has_begun()
    {
        var old = await FinishedAsync(await StartAsync(), RunState.Failed);

        var run = (await RetryAsync(old)).ShouldNotBeNull();

        (run.Subject, run.State, run.Trigger, run.Actor).ShouldBe(("shop", RunState.Running, "retry", "bob"));
        run.Inputs.ToJsonString().ShouldBe(old.Inputs.ToJsonString());
        run.Definition.Name.ShouldBe(old.Definition.Name);
        (await WakesOfAsync(run)).ShouldHaveSingleItem();
        var claimed = await ClaimAsync(run);
        claimed.Journal.Select(entry => entry.Seq).ShouldBe([1, 2]);
        var history = RunHistory.Of(claimed.Run.Definition, claimed.Journal);
        (history.Continues!.Run, history.Continues.Origin, history["build"].State).ShouldBe((old.Id, old.Id, StepState.Succeeded));
        history["build"].Output!["image"]!.GetValue<string>().ShouldBe("shop:v1");
        (await Store.ReadStepsAsync(run.Id, None)).ShouldHaveSingleItem().State.ShouldBe(StepState.Succeeded);
        (await FinishAsync(claimed, RunState.Succeeded)).ShouldBeOfType<Workflows.Ports.CommitResult.Accepted>();
        (await FindAsync(old)).State.ShouldBe(RunState.Failed);
    }

    [Fact]
    public async Task A_run_that_needs_attention_hands_its_subject_to_its_retry_and_the_others_go_on_waiting()
    {
        var old = await FinishedAsync(await StartAsync(), RunState.NeedsAttention);
        var queued = await StartAsync();

        var run = (await RetryAsync(old)).ShouldNotBeNull();

        (await FindAsync(queued)).State.ShouldBe(RunState.Queued);
        (await Store.UnlockAsync(old.Id, None)).ShouldBeFalse();
        await FinishedAsync(run, RunState.RolledBack);
        (await FindAsync(queued)).State.ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task A_run_after_which_another_one_has_started_is_not_retried()
    {
        var old = await FinishedAsync(await StartAsync(), RunState.Failed);
        await FinishedAsync(await StartAsync());
        var unlocked = await FinishedAsync(await StartAsync("blog"), RunState.NeedsAttention);
        await StartAsync("blog");
        await Store.UnlockAsync(unlocked.Id, None);

        (await RetryAsync(old)).ShouldBeNull();
        (await RetryAsync(unlocked)).ShouldBeNull();
        (await StartAsync()).State.ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task A_run_of_another_subject_does_not_stand_in_the_way()
    {
        var old = await FinishedAsync(await StartAsync(), RunState.Failed);
        await StartAsync("blog");

        (await RetryAsync(old)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_run_that_goes_on_or_does_not_exist_is_not_retried()
    {
        var run = await StartAsync();

        (await RetryAsync(run)).ShouldBeNull();
        (await Store.RetryAsync(4711, "bob", [], None)).ShouldBeNull();
        (await Store.ListAsync(null, null, 10, None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Of_many_retries_at_once_one_is_made()
    {
        var old = await FinishedAsync(await StartAsync(), RunState.NeedsAttention);

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RetryAsync(old))));

        made.Count(run => run is not null).ShouldBe(1);
    }

    Task<Run?> RetryAsync(Run old) => Store.RetryAsync(
        old.Id,
        "bob",
        [
            new JournalEvent.RunContinues(old.Id, old.Id, [old.Actor], HasPivoted: false, IsCancelled: false),
            new JournalEvent.StepTakenOver("build", new StepHistory("build", StepState.Succeeded, 1, StartedSeq: 1, Output: new() { ["image"] = "shop:v1" })),
        ],
        None);
}

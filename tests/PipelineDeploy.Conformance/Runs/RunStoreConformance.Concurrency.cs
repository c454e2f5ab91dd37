using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>What becomes of a run whose subject is taken: queue, supersede or reject, decided where the run is created.</summary>
public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task Runs_that_queue_all_get_the_subject_in_the_order_of_their_numbers()
    {
        var active = await StartAsync(concurrency: Concurrency.Queue);
        List<Run> waiting = [];
        for (var i = 0; i < 3; i++)
        {
            waiting.Add(await StartAsync(concurrency: Concurrency.Queue));
        }

        foreach (var next in waiting)
        {
            (await FindAsync(next)).State.ShouldBe(RunState.Queued);
            await FinishedAsync(active);
            (await FindAsync(next)).State.ShouldBe(RunState.Running);
            active = next;
        }
    }

    [Fact]
    public async Task A_run_that_supersedes_replaces_also_those_that_queue()
    {
        await StartAsync(concurrency: Concurrency.Queue);
        var first = await StartAsync(concurrency: Concurrency.Queue);
        var second = await StartAsync(concurrency: Concurrency.Queue);

        var newest = await StartAsync(concurrency: Concurrency.Supersede);

        (await FindAsync(first)).State.ShouldBe(RunState.Superseded);
        (await FindAsync(second)).State.ShouldBe(RunState.Superseded);
        (await FindAsync(newest)).State.ShouldBe(RunState.Queued);
    }

    [Fact]
    public async Task A_run_that_rejects_names_the_one_in_the_way_and_leaves_nothing()
    {
        var active = await StartAsync();
        var queued = await StartAsync();

        var error = (await Should.ThrowAsync<UserErrorException>(() => StartAsync(deliveryKey: "once", concurrency: Concurrency.Reject))).Error;

        (error.Code, error.Message).ShouldBe(("run.subjectBusy", $"shop is busy with run {active.Id} (cli, ada), so no other run was started"));
        error.Hint.ShouldNotBeNull();
        (await Store.ListAsync(null, null, 100, None)).Select(run => run.Id).ShouldBe([queued.Id, active.Id]);
        (await FindAsync(queued)).State.ShouldBe(RunState.Queued);
        await FinishedAsync(active);
        await FinishedAsync(queued);
        (await StartAsync(deliveryKey: "once", concurrency: Concurrency.Reject)).State.ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task A_run_that_needs_attention_is_in_the_way_and_the_hint_says_what_to_do()
    {
        var stuck = await FinishedAsync(await StartAsync(), RunState.NeedsAttention);

        var error = (await Should.ThrowAsync<UserErrorException>(() => StartAsync(concurrency: Concurrency.Reject))).Error;

        error.Message.ShouldContain($"run {stuck.Id} ");
        error.Hint.ShouldNotBeNull().ShouldContain($"pdeploy runs cancel {stuck.Id}");
    }

    [Fact]
    public async Task A_repeated_delivery_is_answered_and_not_rejected()
    {
        var first = await StartAsync(deliveryKey: "github-1", concurrency: Concurrency.Reject);

        (await StartAsync(deliveryKey: "github-1", concurrency: Concurrency.Reject)).Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task Of_runs_created_at_the_same_time_all_queue_behind_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => StartAsync(concurrency: Concurrency.Queue))));

        var runs = await Store.ListAsync("shop", null, 100, None);
        runs.Where(run => run.State == RunState.Running).Select(run => run.Id).ShouldBe([runs.Min(run => run.Id)]);
        runs.Count(run => run.State == RunState.Queued).ShouldBe(7);
    }

    [Fact]
    public async Task Of_runs_created_at_the_same_time_all_but_one_are_rejected()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                return (await StartAsync(concurrency: Concurrency.Reject)).Id;
            }
            catch (UserErrorException e) when (e.Error.Code == "run.subjectBusy")
            {
                return 0;
            }
        })));

        var only = outcomes.Where(id => id != 0).ShouldHaveSingleItem();
        (await Store.ListAsync("shop", null, 100, None)).ShouldHaveSingleItem().Id.ShouldBe(only);
    }
}

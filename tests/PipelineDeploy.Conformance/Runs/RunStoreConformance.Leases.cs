using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>Leases: held by the present driver only, ended with its work, and what keeps the sweep's hands off a run.</summary>
public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task The_present_driver_renews_its_lease_and_an_outlived_one_does_not()
    {
        var run = await StartAsync();
        var old = await ClaimAsync(run);
        var present = await ClaimAsync(run);

        var answers = await Store.RenewAsync([TermOf(old), TermOf(present)], None);

        answers.OrderBy(answer => answer.Term.Fence).ShouldBe([new LeaseAnswer(TermOf(old), false, false), new LeaseAnswer(TermOf(present), true, false)]);
    }

    [Fact]
    public async Task A_run_that_sleeps_or_has_ended_has_no_lease()
    {
        var sleeping = await ClaimAsync(await StartAsync("blog"));
        await SleepAsync(sleeping, InAnHour(sleeping.Run), BuildWaits);
        var ended = await ClaimAsync(await StartAsync("wiki"));
        await FinishAsync(ended, RunState.Succeeded);

        (await Store.RenewAsync([TermOf(sleeping), TermOf(ended)], None)).ShouldAllBe(answer => !answer.IsHeld);
    }

    [Fact]
    public async Task Renewing_what_does_not_exist_answers_nothing() =>
        (await Store.RenewAsync([new LeaseTerm(4711, 1)], None)).ShouldBeEmpty();

    [Fact]
    public async Task A_renewal_tells_that_the_run_is_to_be_cancelled()
    {
        var run = await StartAsync();
        var claimed = await ClaimAsync(run);
        await Store.SignalAsync(run.Id, new JournalEvent.CancelRequested("ada"), None);

        (await Store.RenewAsync([TermOf(claimed)], None)).ShouldHaveSingleItem().ShouldBe(new LeaseAnswer(TermOf(claimed), true, true));
    }

    [Fact]
    public async Task Rearming_leaves_a_run_alone_whose_driver_lives()
    {
        var claimed = await ClaimAsync(await StartAsync());
        await _harness!.LoseWakesAsync();

        (await Store.RearmAsync(None)).ShouldBe(0);
        (await GoOnAsync(claimed, new JournalEvent.StepStarted("build", 1))).ShouldBeOfType<CommitResult.Accepted>();
        (await Store.RearmAsync(None)).ShouldBe(0);
    }

    static LeaseTerm TermOf(ClaimedRun claimed) => new(claimed.Run.Id, claimed.Fence);
}

using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>Signals: written once for their id, kept until a step takes them, refused by a run that has ended.</summary>
public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task A_signal_is_in_the_journal_as_it_was_sent_and_wakes_the_run()
    {
        var run = await StartAsync();
        await SleepAsync(await ClaimAsync(run), InAnHour(run), BuildWaits);

        (await SendAsync(run, "1", new JsonObject { ["text"] = "a\0b" })).ShouldBe(SignalDelivery.Written);

        var sent = (await JournalAsync(run))[^1];
        sent.Seq.ShouldBe(3);
        var signal = sent.Event.ShouldBeOfType<JournalEvent.SignalReceived>();
        (signal.Id, signal.Name, signal.Actor).ShouldBe(("1", "go", "ada"));
        signal.Payload!["text"]!.GetValue<string>().ShouldStartWith("a");
        (await WakesOfAsync(run)).Min().ShouldBeLessThan(InAnHour(run));
    }

    [Fact]
    public async Task A_signal_sent_again_is_the_same_signal_also_with_another_name_or_payload()
    {
        var run = await StartAsync();
        await SendAsync(run, "1");

        (await SendAsync(run, "1", new JsonObject { ["other"] = true })).ShouldBe(SignalDelivery.Repeated);
        (await SendAsync(run, "1", name: "stop")).ShouldBe(SignalDelivery.Repeated);

        (await JournalAsync(run)).ShouldHaveSingleItem().Seq.ShouldBe(1);
    }

    [Fact]
    public async Task An_id_is_taken_by_its_run_and_no_other()
    {
        await SendAsync(await StartAsync("shop"), "1");

        (await SendAsync(await StartAsync("blog"), "1")).ShouldBe(SignalDelivery.Written);
    }

    [Fact]
    public async Task A_signal_sent_many_times_at_once_is_one_and_leaves_no_gap()
    {
        var run = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => SendAsync(run, $"{i % 4}"))));

        answers.Count(answer => answer == SignalDelivery.Written).ShouldBe(4);
        answers.Count(answer => answer == SignalDelivery.Repeated).ShouldBe(12);
        (await JournalAsync(run)).Select(entry => entry.Seq).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task A_driver_that_has_not_seen_a_signal_writes_nothing_before_it_has()
    {
        var run = await StartAsync();
        var claimed = await ClaimAsync(run);
        await SendAsync(run, "1");

        var moved = (await SleepAsync(claimed, InAnHour(run), BuildWaits)).ShouldBeOfType<CommitResult.Moved>();

        moved.Newer.ShouldHaveSingleItem().Event.ShouldBeOfType<JournalEvent.SignalReceived>().Id.ShouldBe("1");
    }

    [Fact]
    public async Task A_signal_to_a_queued_run_is_there_when_it_starts_and_does_not_wake_it_before()
    {
        var active = await StartAsync();
        var queued = await StartAsync();

        (await SendAsync(queued, "1")).ShouldBe(SignalDelivery.Written);

        (await WakesOfAsync(queued)).ShouldBeEmpty();
        await FinishedAsync(active);
        (await ClaimAsync(queued)).Journal.ShouldHaveSingleItem().Event.ShouldBeOfType<JournalEvent.SignalReceived>();
    }

    [Fact]
    public async Task A_run_that_has_ended_takes_no_signal_but_knows_those_it_had()
    {
        var run = await StartAsync();
        await SendAsync(run, "1");
        await FinishedAsync(run);

        (await SendAsync(run, "2")).ShouldBe(SignalDelivery.Refused);
        (await SendAsync(run, "1")).ShouldBe(SignalDelivery.Repeated);
        (await JournalAsync(run)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_run_takes_so_many_signals_and_no_more()
    {
        var run = await StartAsync();
        for (var i = 0; i < SignalRules.MostOfRun; i++)
        {
            (await SendAsync(run, $"{i}")).ShouldBe(SignalDelivery.Written);
        }

        (await SendAsync(run, "more")).ShouldBe(SignalDelivery.TooMany);
        (await SendAsync(run, "0")).ShouldBe(SignalDelivery.Repeated);
        (await JournalAsync(run)).Count.ShouldBe(SignalRules.MostOfRun);
        (await Store.SignalAsync(run.Id, new JournalEvent.CancelRequested("ada"), None)).ShouldBeTrue("it can be cancelled all the same");
    }

    [Fact]
    public async Task A_run_that_does_not_exist_takes_no_signal() =>
        (await Store.DeliverAsync(4711, new JournalEvent.SignalReceived("1", "go", null, "ada"), None)).ShouldBe(SignalDelivery.Refused);

    Task<SignalDelivery> SendAsync(Run run, string id, JsonNode? payload = null, string name = "go") =>
        Store.DeliverAsync(run.Id, new JournalEvent.SignalReceived(id, name, payload, "ada"), None);
}

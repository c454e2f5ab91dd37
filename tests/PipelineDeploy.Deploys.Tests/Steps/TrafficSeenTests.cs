using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>What a journal tells of the traffic, written by the steps themselves.</summary>
public sealed class TrafficSeenTests : IDisposable
{
    readonly TrafficStage _stage = new();
    readonly List<JournalEntry> _journal = [];

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_switch_tells_when_the_traffic_moved_and_between_which_releases()
    {
        await PlayAsync(_stage.Switch(), await GreenBesideBlueAsync());

        var (step, seen) = Told().ShouldHaveSingleItem();

        step.ShouldBe("switch");
        seen.Move.ShouldBe(new TrafficMove(_stage.Route.SwitchedAt!.Value, 100, Green: 7, Blue: 5, Requests: 0, Failed: 0));
        seen.Look.ShouldBeNull();
    }

    [Fact]
    public async Task A_canary_tells_each_share_and_each_look_at_it()
    {
        var step = await PlayAsync(_stage.Canary(), await GreenBesideBlueAsync());
        foreach (var requests in new[] { 100, 220, 300 })
        {
            _stage.Counts(TrafficStage.Run, requests, errors: 1, slowestMs: 20);
            await GoOnAsync("canary", step, 60);
        }

        Told().Select(one => one.Seen.Move?.Percent).ShouldBe([10, 50, 100, null]);
        Told().Select(one => one.Seen.Look?.Requests).ShouldBe([null, 100, 120, 80]);
        Told().Select(one => one.Seen.Look?.Failed).ShouldBe([null, 1, 0, 0]);
        Told()[1].Seen.Look!.ShouldSatisfyAllConditions(look => look.ResponseMs.ShouldBe(20), look => look.MostFailedPercent.ShouldBe(5), look => look.LongestMs.ShouldBeNull());
    }

    [Fact]
    public async Task A_watch_that_fails_tells_what_it_saw_last()
    {
        await _stage.ServeAsync("shop-blue", TrafficStage.Run);
        _stage.Counts(TrafficStage.Run, 100);
        var step = await PlayAsync(_stage.Watch(), [], "watch");
        _stage.Counts(TrafficStage.Run, 140, errors: 12);

        (await GoOnAsync("watch", step, 5)).ShouldBeOfType<StepOutcome.Failed>();

        Told()[^1].Seen.Look!.ShouldSatisfyAllConditions(look => look.Requests.ShouldBe(40), look => look.Failed.ShouldBe(12));
    }

    [Fact]
    public async Task A_look_at_a_router_that_is_away_tells_nothing()
    {
        await _stage.ServeAsync("shop-blue", TrafficStage.Run);
        var step = await PlayAsync(_stage.Watch(), [], "watch");
        _stage.Away(new RouterException("HAProxy does not answer"));

        await GoOnAsync("watch", step, 5);

        Told().ShouldBeEmpty();
    }

    [Fact]
    public async Task Undoing_what_moved_the_traffic_has_moved_it_back_once()
    {
        await PlayAsync(_stage.Switch(), await GreenBesideBlueAsync());
        Write(new JournalEvent.CompensationStarted("switch"));
        Write(new JournalEvent.CompensationFailed("switch", new UserError("x", "x", null)));
        Write(new JournalEvent.CompensationStarted("switch"));
        Write(new JournalEvent.CompensationStarted("start"));

        Told().Select(one => one.Seen.Move!.Percent).ShouldBe([100, 0]);
    }

    [Fact]
    public async Task What_replaced_nothing_has_nothing_to_go_back_to()
    {
        var green = await _stage.StartAsync("shop-green", TrafficStage.Run);
        await PlayAsync(_stage.Switch(), Inputs(green));
        Write(new JournalEvent.CompensationStarted("switch"));

        Told().ShouldHaveSingleItem().Seen.Move!.Blue.ShouldBeNull();
    }

    [Fact]
    public void What_checks_have_seen_is_no_traffic()
    {
        Write(new JournalEvent.StepSucceeded("check", [], null, new JsonObject { ["attempts"] = new JsonArray() }));

        Told().ShouldBeEmpty();
        CheckAttempt.In(new TrafficSeen(new TrafficMove(default, 100, 1, null, 0, 0)).ToSeen()!).ShouldBeEmpty();
    }

    async Task<JsonObject> GreenBesideBlueAsync()
    {
        await _stage.ServeAsync("shop-blue", run: 5);
        var green = await _stage.StartAsync("shop-green", TrafficStage.Run);
        _stage.Counts(TrafficStage.Run, 0);
        return Inputs(green);
    }

    static JsonObject Inputs(string green) => new() { ["container"] = green, ["release"] = 7 };

    async Task<PlayedStep> PlayAsync(IStepKind kind, JsonObject inputs, string? id = null)
    {
        var step = new PlayedStep(kind, _stage.Time, inputs);
        await GoOnAsync(id ?? kind.Name, step, 0);
        return step;
    }

    async Task<StepOutcome> GoOnAsync(string id, PlayedStep step, int seconds)
    {
        _stage.Time.Advance(TimeSpan.FromSeconds(seconds));
        var outcome = await step.OnceAsync();
        Write(outcome switch
        {
            StepOutcome.WaitUntil wait => new JournalEvent.StepWaiting(id, wait.Until, wait.State, wait.Note, Seen: wait.Seen),
            StepOutcome.Done done => new JournalEvent.StepSucceeded(id, done.Output, done.Note, done.Seen),
            StepOutcome.Failed failed => new JournalEvent.StepFailed(id, failed.Error, failed.Detail, Seen: failed.Seen),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
        return outcome;
    }

    // As it comes back from the database.
    void Write(JournalEvent about) => _journal.Add(
        new JournalEntry(_journal.Count + 1, _stage.Time.GetUtcNow(), JsonSerializer.Deserialize<JournalEvent>(JsonSerializer.Serialize(about))!));

    List<(string Step, TrafficSeen Seen)> Told() => [.. TrafficSeen.InJournal(_journal)];
}

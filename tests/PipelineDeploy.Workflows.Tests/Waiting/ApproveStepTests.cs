using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.Workflows.Tests.Waiting;

public sealed class ApproveStepTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    readonly List<string> _calls = [];
    readonly InMemoryEngine _engine;
    readonly RunSignals _signals;
    long _run;

    public ApproveStepTests()
    {
        _engine = new InMemoryEngine(new ScriptedStep("start", _calls), new ApproveStep(), new ScriptedStep("switch", _calls));
        _signals = new RunSignals(_engine.Store);
    }

    [Fact]
    public async Task One_approval_is_enough_when_nothing_else_is_said()
    {
        await AskAsync([]);

        await AnswerAsync("bob", approves: true);

        (await EndAsync()).State.ShouldBe(RunState.Succeeded);
        _calls.ShouldBe(["start", "switch"]);
        (await StepAsync()).Output!.ToJsonString().ShouldBe("""{"approvedBy":["bob"]}""");
    }

    [Fact]
    public async Task While_it_waits_no_driver_is_held_and_the_note_tells_who_has_approved()
    {
        await AskAsync(new JsonObject { ["approvals"] = 2, ["message"] = "Ship it?" });

        await AnswerAsync("bob", approves: true);
        await _engine.DriveAsync(_run);

        (await _engine.Store.FindAsync(_run, default))!.State.ShouldBe(RunState.Waiting);
        (await StepAsync()).Note.ShouldBe("1 of 2 approvals (bob): Ship it?");
    }

    [Fact]
    public async Task A_person_who_approves_twice_counts_once()
    {
        await AskAsync(new JsonObject { ["approvals"] = 2 });

        await AnswerAsync("bob", approves: true);
        await AnswerAsync("bob", approves: true);
        await _engine.DriveAsync(_run);

        (await _engine.Store.FindAsync(_run, default))!.State.ShouldBe(RunState.Waiting);
        (await _engine.EventsAsync(_run)).OfType<JournalEvent.SignalReceived>().ShouldHaveSingleItem();
        await AnswerAsync("cleo", approves: true);
        (await EndAsync()).State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task A_rejection_fails_the_step_with_who_and_why_and_everything_is_undone()
    {
        await AskAsync(new JsonObject { ["approvals"] = 2 });

        await AnswerAsync("bob", approves: true);
        await AnswerAsync("cleo", approves: false, "Not on a Friday");

        var run = await EndAsync();
        run.State.ShouldBe(RunState.RolledBack);
        run.Error!.Error.ShouldBe(new UserError("approval.rejected", "cleo rejected it: Not on a Friday", "Talk to them, then deploy again."));
        _calls.ShouldBe(["start", "undo start"]);
    }

    [Fact]
    public async Task Whoever_approved_may_still_reject()
    {
        await AskAsync(new JsonObject { ["approvals"] = 2 });

        await AnswerAsync("bob", approves: true);
        await AnswerAsync("bob", approves: false);

        (await EndAsync()).State.ShouldBe(RunState.RolledBack);
    }

    [Fact]
    public async Task Answers_that_come_together_are_heard_one_after_the_other()
    {
        await AskAsync(new JsonObject { ["approvals"] = 3 });

        foreach (var person in new[] { "bob", "cleo", "dan" })
        {
            await AnswerAsync(person, approves: true);
        }

        (await EndAsync()).State.ShouldBe(RunState.Succeeded);
        (await StepAsync()).Note.ShouldBe("approved by bob, cleo, dan");
    }

    [Theory]
    [InlineData("fail", RunState.RolledBack, "approval.timedOut")]
    [InlineData("reject", RunState.RolledBack, "approval.rejected")]
    [InlineData("approve", RunState.Succeeded, null)]
    public async Task When_nobody_answers_in_time_onTimeout_decides(string verdict, RunState end, string? code)
    {
        await AskAsync(new JsonObject { ["timeout"] = "10m", ["onTimeout"] = verdict });

        var run = await EndAsync();

        (run.State, run.Error?.Error.Code).ShouldBe((end, code));
        (_engine.Time.GetUtcNow() - run.CreatedAt).ShouldBe(10 * Minute);
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_time_does_not_count_even_if_nobody_has_looked_before()
    {
        await AskAsync(new JsonObject { ["timeout"] = "10m" });

        _engine.Time.Advance(11 * Minute);
        await AnswerAsync("bob", approves: true);

        (await EndAsync()).Error!.Error.Code.ShouldBe("approval.timedOut");
    }

    [Fact]
    public async Task When_too_few_people_may_answer_it_fails_at_once()
    {
        await AskAsync(new JsonObject { ["approvals"] = 2, ["from"] = new JsonArray("tester", "bob"), ["notAuthor"] = true });

        (await EndAsync()).Error!.Error.Code.ShouldBe("approval.impossible");
    }

    [Theory]
    [InlineData("""{"approvals":0}""", "approvals")]
    [InlineData("""{"approvals":"many"}""", "approvals")]
    [InlineData("""{"approvals":1.5}""", "approvals")]
    [InlineData("""{"from":[1]}""", "from")]
    [InlineData("""{"notAuthor":"perhaps"}""", "notAuthor")]
    [InlineData("""{"timeout":"0s"}""", "timeout")]
    [InlineData("""{"timeout":"400d"}""", "timeout")]
    [InlineData("""{"onTimeout":"shrug"}""", "onTimeout")]
    [InlineData("""{"onTimeout":"0"}""", "onTimeout")]
    public async Task An_input_that_cannot_be_used_fails_the_step_and_is_named(string with, string input)
    {
        await AskAsync(JsonNode.Parse(with)!.AsObject());

        var error = (await EndAsync()).Error!.Error;

        error.Code.ShouldBe("step.badInput");
        error.Message.ShouldStartWith($"The input '{input}' must be ");
    }

    [Fact]
    public async Task A_step_that_asks_again_after_a_retry_wants_new_answers()
    {
        await AskAsync(new JsonObject { ["timeout"] = "10m", ["approvals"] = 2 }, retry: new(2, Minute, 1, Minute, RetryJitter.None, ["approval.timedOut"]));
        await AnswerAsync("bob", approves: true);
        await _engine.DriveAsync(_run);
        _engine.Time.Advance(10 * Minute);
        await _engine.DriveAsync(_run);
        _engine.Time.Advance(Minute);
        await _engine.DriveAsync(_run);

        (await StepAsync()).Note!.ShouldStartWith("0 of 2 approvals");
        await AnswerAsync("bob", approves: true);
        await AnswerAsync("cleo", approves: true);
        (await EndAsync()).State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task The_step_for_which_somebody_may_not_answer_refuses_them_whichever_way_it_comes()
    {
        await AskAsync(new JsonObject { ["from"] = "bob, cleo" });

        await _engine.Store.DeliverAsync(_run, Approval.SignalOf(await StepAsync(), "mallory", approves: true, null), default);
        await _engine.DriveAsync(_run);

        (await _engine.Store.FindAsync(_run, default))!.State.ShouldBe(RunState.Waiting);
        (await StepAsync()).Note!.ShouldStartWith("0 of 1 approvals");
    }

    async Task AskAsync(JsonObject with, RetryPolicy? retry = null)
    {
        var pipeline = new PipelineBuilder().Step("start").Step("approve", with: with, compensates: false).But(step => step with { Retry = retry }).Step("switch").Build();
        _run = (await _engine.StartAsync(pipeline)).Id;
        await _engine.DriveAsync(_run);
    }

    async Task AnswerAsync(string actor, bool approves, string? comment = null) =>
        await _signals.AnswerAsync((await _engine.Store.FindAsync(_run, default))!, null, actor, approves, comment, default);

    Task<Run> EndAsync() => _engine.FinishAsync(_run);

    async Task<StepHistory> StepAsync() => (await _engine.Store.ReadStepsAsync(_run, default)).Single(step => step.Id == "approve");
}

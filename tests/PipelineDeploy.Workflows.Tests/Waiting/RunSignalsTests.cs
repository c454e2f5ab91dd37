using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.Workflows.Tests.Waiting;

public sealed class RunSignalsTests
{
    readonly InMemoryEngine _engine = new(new ApproveStep(), new SignalStep(), new ScriptedStep("work"));
    readonly RunSignals _signals;

    public RunSignalsTests() => _signals = new RunSignals(_engine.Store);

    [Fact]
    public async Task Who_started_the_run_cannot_answer_when_the_step_says_so()
    {
        var run = await WaitingRunAsync(new JsonObject { ["notAuthor"] = true });

        var error = await Should.ThrowAsync<UserErrorException>(() => AnswerAsync(run, "tester"));

        error.Error.Code.ShouldBe("approval.ownRun");
        error.Message.ShouldContain("tester");
        (await _engine.EventsAsync(run.Id)).ShouldNotContain(e => e is JournalEvent.SignalReceived);
    }

    [Fact]
    public async Task Who_is_not_in_the_list_is_told_who_is()
    {
        var run = await WaitingRunAsync(new JsonObject { ["from"] = new JsonArray("bob", "cleo") });

        var error = (await Should.ThrowAsync<UserErrorException>(() => AnswerAsync(run, "mallory"))).Error;

        error.ShouldBe(new UserError("approval.notAsked", "'mallory' is not among those who are asked", "Asked are bob, cleo."));
    }

    [Fact]
    public async Task An_answer_that_nobody_waits_for_is_refused()
    {
        var run = await _engine.StartAsync(new PipelineBuilder().Step("work").Build());

        (await CodeAsync(() => AnswerAsync(run, "bob"))).ShouldBe("approval.notWaiting");
        (await CodeAsync(() => _signals.AnswerAsync(run, "work", "bob", true, null, default))).ShouldBe("approval.unknownStep");
    }

    [Fact]
    public async Task Where_two_steps_ask_the_answer_says_which()
    {
        var pipeline = new PipelineBuilder()
            .Step("code", []).But(step => step with { Uses = "approve" }).Step("data", []).But(step => step with { Uses = "approve" }).Build();
        var run = await _engine.StartAsync(pipeline);
        await _engine.DriveAsync(run.Id);

        var error = (await Should.ThrowAsync<UserErrorException>(() => AnswerAsync(run, "bob"))).Error;
        await _signals.AnswerAsync(run, "data", "bob", true, null, default);
        await _engine.DriveAsync(run.Id);

        error.Code.ShouldBe("approval.whichStep");
        error.Message.ShouldContain("code, data");
        (await _engine.Store.ReadStepsAsync(run.Id, default)).Select(step => (step.Id, step.State)).ShouldBe([("code", StepState.Waiting), ("data", StepState.Succeeded)]);
    }

    [Fact]
    public async Task An_answer_given_again_after_the_end_is_no_error_and_the_opposite_one_is()
    {
        var run = await WaitingRunAsync([]);
        await AnswerAsync(run, "bob");
        run = await _engine.FinishAsync(run.Id);

        await AnswerAsync(run, "bob");

        (await CodeAsync(() => _signals.AnswerAsync(run, null, "bob", false, null, default))).ShouldBe("run.finished");
        (await CodeAsync(() => AnswerAsync(run, "cleo"))).ShouldBe("run.finished");
    }

    [Fact]
    public async Task A_comment_has_a_limit()
    {
        var run = await WaitingRunAsync([]);

        (await CodeAsync(() => _signals.AnswerAsync(run, null, "bob", true, new string('x', 1001), default))).ShouldBe("approval.longComment");
    }

    [Theory]
    [InlineData("", null, "signal.badName")]
    [InlineData("Go", null, "signal.badName")]
    [InlineData("approve:approve", null, "signal.badName")]
    [InlineData("go\n", null, "signal.badName")]
    [InlineData("go", "", "signal.badId")]
    [InlineData("go", "approve:approve:1:bob", "signal.badId")]
    [InlineData("go", "a\nb", "signal.badId")]
    public async Task A_signal_that_cannot_be_taken_is_refused(string name, string? id, string code)
    {
        var run = await WaitingRunAsync([]);

        (await CodeAsync(() => _signals.SendAsync(run, name, id, null, "bob", default))).ShouldBe(code);
    }

    [Fact]
    public async Task A_payload_may_have_16_KiB_and_no_more()
    {
        var run = await WaitingRunAsync([]);
        static JsonNode Payload(int bytes) => JsonValue.Create(new string('x', bytes - 2));

        await _signals.SendAsync(run, "go", "1", Payload(16 * 1024), "bob", default);

        (await CodeAsync(() => _signals.SendAsync(run, "go", "2", Payload((16 * 1024) + 1), "bob", default))).ShouldBe("signal.tooLarge");
    }

    [Fact]
    public async Task A_run_takes_500_signals_and_then_no_approval_either()
    {
        var run = await WaitingRunAsync([]);
        for (var i = 0; i < SignalRules.MostOfRun; i++)
        {
            await _signals.SendAsync(run, "go", $"{i}", null, "bob", default);
        }

        (await CodeAsync(() => _signals.SendAsync(run, "go", null, null, "bob", default))).ShouldBe("signal.tooMany");
        (await CodeAsync(() => AnswerAsync(run, "bob"))).ShouldBe("signal.tooMany");
    }

    [Fact]
    public async Task A_pipeline_goes_on_with_what_a_signal_carries()
    {
        var run = await _engine.StartAsync(new PipelineBuilder()
            .Step("tests").But(step => step with { Uses = "wait-for-signal" })
            .Step("work").But(step => step with { If = "steps.tests.output.payload.passed" }).Build());
        await _signals.SendAsync(run, "tests", null, new JsonObject { ["passed"] = true }, "ci", default);

        (await _engine.FinishAsync(run.Id)).State.ShouldBe(RunState.Succeeded);

        var steps = await _engine.Store.ReadStepsAsync(run.Id, default);
        steps.Select(step => (step.Id, step.State)).ShouldBe([("tests", StepState.Succeeded), ("work", StepState.Succeeded)]);
        steps[0].Note.ShouldBe("'tests' from ci");
    }

    [Fact]
    public async Task A_signal_that_does_not_come_fails_the_step()
    {
        var run = await _engine.StartAsync(new PipelineBuilder().Step("tests", with: new JsonObject { ["timeout"] = "2h" }).But(step => step with { Uses = "wait-for-signal" }).Build());

        var ended = await _engine.FinishAsync(run.Id);

        ended.Error!.Error.Code.ShouldBe("signal.timedOut");
        (_engine.Time.GetUtcNow() - ended.CreatedAt).ShouldBe(TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task A_run_that_has_ended_takes_no_signal()
    {
        var run = await _engine.StartAsync(new PipelineBuilder().Step("work").Build());
        await _engine.FinishAsync(run.Id);

        (await CodeAsync(() => _signals.SendAsync(run, "go", null, null, "bob", default))).ShouldBe("run.finished");
    }

    async Task<Run> WaitingRunAsync(JsonObject with)
    {
        var run = await _engine.StartAsync(new PipelineBuilder().Step("approve", with: with).Build());
        await _engine.DriveAsync(run.Id);
        return run;
    }

    Task AnswerAsync(Run run, string actor) => _signals.AnswerAsync(run, null, actor, approves: true, null, default);

    static async Task<string> CodeAsync(Func<Task> act) => (await Should.ThrowAsync<UserErrorException>(act)).Error.Code;
}

using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Driving;

public sealed class RunDriverTests
{
    readonly List<string> _calls = [];
    readonly ScriptedStep _a;
    readonly ScriptedStep _b;
    readonly ScriptedStep _switch;
    readonly InMemoryEngine _engine;
    readonly PipelineDefinition _pipeline;

    public RunDriverTests()
    {
        _a = new ScriptedStep("a", _calls);
        _b = new ScriptedStep("b", _calls);
        _switch = new ScriptedStep("switch", _calls) { IsPivot = true };
        _engine = new InMemoryEngine(_a, _b, _switch);
        _pipeline = PipelineBuilder.Sequence(_a, _b);
    }

    [Fact]
    public async Task Steps_run_one_after_the_other_and_the_run_succeeds()
    {
        var run = await FinishAsync();

        run.State.ShouldBe(RunState.Succeeded);
        _calls.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task The_intent_is_in_the_journal_before_the_step_is_executed()
    {
        IReadOnlyList<JournalEvent> seen = [];
        _a.Then(async (context, _) =>
        {
            seen = await _engine.EventsAsync(context.RunId);
            return new StepOutcome.Done([]);
        });

        await FinishAsync();

        seen.ShouldBe([new JournalEvent.StepStarted("a", 1)]);
    }

    [Fact]
    public async Task A_step_sees_inputs_settings_and_the_outputs_of_earlier_steps()
    {
        _a.ThenDone(new JsonObject { ["image"] = "shop:v1" });
        var pipeline = new PipelineBuilder().Step(_a)
            .Step(_b, with: new JsonObject { ["image"] = "${{ steps.a.output.image }}", ["wait"] = "${{ settings.wait }}", ["by"] = "${{ inputs.by }}" })
            .Build();

        await FinishAsync(pipeline, new JsonObject { ["by"] = "ada", ["settings"] = new JsonObject { ["wait"] = 5 } });

        _b.Executions[0].Inputs.ToJsonString().ShouldBe("""{"image":"shop:v1","wait":5,"by":"ada"}""");
        (_b.Executions[0].Subject, _b.Executions[0].StepId, _b.Executions[0].Attempt).ShouldBe(("shop", "b", 1));
    }

    [Fact]
    public async Task A_waiting_step_holds_no_driver_and_gets_its_state_back()
    {
        _a.ThenWait(TimeSpan.FromSeconds(30), new JsonObject { ["tries"] = 1 });
        var run = await _engine.StartAsync(_pipeline);

        await _engine.DriveAsync(run.Id);
        var asleep = await _engine.Store.FindAsync(run.Id, default);
        var ended = await _engine.FinishAsync(run.Id);

        asleep!.State.ShouldBe(RunState.Waiting);
        ended.State.ShouldBe(RunState.Succeeded);
        _a.Executions[1].State!.ToJsonString().ShouldBe("""{"tries":1}""");
        (_a.Executions[1].Now - _a.Executions[0].Now).ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_poke_while_a_step_works_makes_it_look_again_before_it_waits()
    {
        _a.Then(async (context, _) =>
        {
            await _engine.Store.SignalAsync(context.RunId, new JournalEvent.RunPoked("approved"), default);
            return new StepOutcome.WaitUntil(context.Now.AddDays(1), [], "not approved yet");
        });

        await FinishAsync();

        _a.Executions[1].Now.ShouldBe(_a.Executions[0].Now);
    }

    [Fact]
    public async Task A_failure_is_undone_in_reverse_and_tells_why()
    {
        _b.ThenFail("b.broken");

        var run = await FinishAsync();

        run.State.ShouldBe(RunState.RolledBack);
        run.Error.ShouldBe(new StepError("b", new UserError("b.broken", "b failed"), null));
        _calls.ShouldBe(["a", "b", "undo b", "undo a"]);
    }

    [Fact]
    public async Task An_error_that_a_person_caused_reaches_them_unchanged()
    {
        _b.ThenThrow(new UserErrorException("b.bad", "bad input", "Use a good one."));

        (await FinishAsync()).Error!.Error.ShouldBe(new UserError("b.bad", "bad input", "Use a good one."));
    }

    [Fact]
    public async Task An_unexpected_error_fails_the_step_and_shows_nothing_of_its_inside()
    {
        _b.ThenThrow(new InvalidOperationException("password=secret"));

        var error = (await FinishAsync()).Error!.Error;

        error.Code.ShouldBe("step.unexpected");
        error.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_time_out_inside_a_step_is_a_failure_and_not_a_cancellation()
    {
        _b.ThenThrow(new TaskCanceledException("HttpClient.Timeout"));

        (await FinishAsync()).State.ShouldBe(RunState.RolledBack);
    }

    [Fact]
    public async Task An_input_without_a_value_fails_the_step()
    {
        var pipeline = new PipelineBuilder().Step(_a, with: new JsonObject { ["x"] = "${{ inputs.nope }}" }).Build();

        (await FinishAsync(pipeline)).Error!.Error.Code.ShouldBe("pipeline.unknownValue");
    }

    [Fact]
    public async Task A_compensation_that_fails_for_a_while_is_repeated_until_it_works()
    {
        _b.ThenFail();
        _a.ThenUndoThrows(new UserErrorException("a.busy", "busy")).ThenUndoThrows(new InvalidOperationException());

        (await FinishAsync()).State.ShouldBe(RunState.RolledBack);

        _a.Compensations.Select(context => (context.Now - _a.Executions[0].Now).TotalSeconds).ShouldBe([0, 2, 6]);
    }

    [Fact]
    public async Task Lines_of_a_step_are_stored_before_its_outcome()
    {
        _a.Then((context, _) =>
        {
            context.Log("building");
            return Task.FromResult<StepOutcome>(new StepOutcome.Done([]));
        });
        _b.Then((_, _) =>
        {
            _engine.Log.Flushed.ShouldBe(["building"]);
            return Task.FromResult<StepOutcome>(new StepOutcome.Done([]));
        });

        (await FinishAsync()).State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task Branches_run_side_by_side()
    {
        var isBRunning = new TaskCompletionSource();
        _a.Then(async (_, token) =>
        {
            await isBRunning.Task.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, token);
            return new StepOutcome.Done([]);
        });
        _b.Then((_, _) =>
        {
            isBRunning.SetResult();
            return Task.FromResult<StepOutcome>(new StepOutcome.Done([]));
        });

        (await FinishAsync(new PipelineBuilder().Step(_a, []).Step(_b, []).Build())).State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task A_cancellation_reaches_the_working_step_and_the_run_is_undone()
    {
        _b.Then(CancelAndObserveAsync);

        var run = await FinishAsync();

        run.State.ShouldBe(RunState.Cancelled);
        _calls.ShouldBe(["a", "b", "undo b", "undo a"]);
    }

    [Fact]
    public async Task A_cancellation_after_the_pivot_disturbs_nothing()
    {
        _b.Then(CancelAndObserveAsync);

        var run = await FinishAsync(PipelineBuilder.Sequence(_a, _switch, _b));

        run.State.ShouldBe(RunState.Succeeded);
        _calls.ShouldBe(["a", "switch", "b"]);
    }

    [Fact]
    public async Task A_server_that_stops_hands_back_the_step_that_takes_too_long_and_the_next_one_goes_on()
    {
        using var stopping = new CancellationTokenSource();
        _b.Then(async (_, token) =>
        {
            await stopping.CancelAsync();
            token.IsCancellationRequested.ShouldBeFalse();
            _engine.Time.Advance(Interruption.GraceWhenStopping);
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The step was not told.");
        });
        var run = await _engine.StartAsync(_pipeline);

        await _engine.DriveAsync(run.Id, stopping: stopping.Token);
        var ended = await _engine.FinishAsync(run.Id);

        ended.State.ShouldBe(RunState.Succeeded);
        var events = await _engine.EventsAsync(run.Id);
        events.ShouldContain(new JournalEvent.StepHandedBack("b"));
        events.ShouldNotContain(new JournalEvent.StepInterrupted("b"));
    }

    [Fact]
    public async Task A_server_that_stops_while_it_undoes_hands_that_back_too()
    {
        using var stopping = new CancellationTokenSource();
        _b.ThenFail();
        _a.ThenUndo(async (_, token) =>
        {
            await stopping.CancelAsync();
            _engine.Time.Advance(Interruption.GraceWhenStopping);
            token.ThrowIfCancellationRequested();
        });
        var run = await _engine.StartAsync(_pipeline);

        await _engine.DriveAsync(run.Id, stopping: stopping.Token);

        (await _engine.FinishAsync(run.Id)).State.ShouldBe(RunState.RolledBack);
        _calls.ShouldBe(["a", "b", "undo b", "undo a", "undo a"]);
    }

    [Fact]
    public async Task A_driver_whose_run_was_taken_by_another_stops_and_writes_nothing()
    {
        _a.Then(async (context, token) =>
        {
            await _engine.DriveAsync(context.RunId, stopping: token);
            return new StepOutcome.Failed(new UserError("late", "from an outlived driver"));
        });
        var run = await _engine.StartAsync(_pipeline);

        await _engine.DriveAsync(run.Id);

        (await _engine.Store.FindAsync(run.Id, default))!.State.ShouldBe(RunState.Succeeded);
        (await _engine.EventsAsync(run.Id)).ShouldNotContain(e => e is JournalEvent.StepFailed);
    }

    async Task<StepOutcome> CancelAndObserveAsync(StepContext context, CancellationToken token)
    {
        await _engine.Store.SignalAsync(context.RunId, new JournalEvent.CancelRequested("ada"), default);
        _engine.Active.Interrupt(context.RunId);
        token.ThrowIfCancellationRequested();
        return new StepOutcome.Done([]);
    }

    async Task<Run> FinishAsync(PipelineDefinition? pipeline = null, JsonObject? inputs = null) =>
        await _engine.FinishAsync((await _engine.StartAsync(pipeline ?? _pipeline, inputs: inputs)).Id);
}

using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Driving;

public sealed class SignalDriverTests
{
    readonly ScriptedStep _a = new("a");
    readonly ScriptedStep _b = new("b");
    readonly InMemoryEngine _engine;
    readonly PipelineDefinition _pipeline;

    public SignalDriverTests()
    {
        _engine = new InMemoryEngine(_a, _b);
        _pipeline = PipelineBuilder.Sequence(_a, _b);
    }

    [Fact]
    public async Task A_step_that_waits_for_a_signal_holds_no_driver_and_gets_the_signal()
    {
        _a.Then(WaitForGo);
        var run = await _engine.StartAsync(_pipeline);
        await _engine.DriveAsync(run.Id);

        await SendAsync(run, "1", new JsonObject { ["n"] = 7 });

        (await _engine.FinishAsync(run.Id)).State.ShouldBe(RunState.Succeeded);
        var signal = _a.Executions[1].Signal.ShouldNotBeNull();
        (signal.Id, signal.Name, signal.Actor, signal.Payload!.ToJsonString()).ShouldBe(("1", "go", "ada", """{"n":7}"""));
        _a.Executions[1].State!.ToJsonString().ShouldBe("""{"kept":true}""");
        _b.Executions[0].Signal.ShouldBeNull();
    }

    [Fact]
    public async Task When_no_signal_comes_the_step_is_executed_without_one_at_its_time()
    {
        _a.Then(WaitForGo);

        await _engine.FinishAsync((await _engine.StartAsync(_pipeline)).Id);

        _a.Executions[1].Signal.ShouldBeNull();
        (_a.Executions[1].Now - _a.Executions[0].Now).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_signal_that_comes_while_the_step_works_is_taken_as_soon_as_it_waits()
    {
        _a.Then(async (context, token) =>
        {
            await SendAsync(context.RunId, "1");
            return await WaitForGo(context, token);
        });

        await _engine.FinishAsync((await _engine.StartAsync(_pipeline)).Id);

        _a.Executions[1].Signal.ShouldNotBeNull().Id.ShouldBe("1");
        _a.Executions[1].Now.ShouldBe(_a.Executions[0].Now);
    }

    [Fact]
    public async Task A_signal_to_a_step_that_never_waits_disturbs_nothing()
    {
        var run = await _engine.StartAsync(_pipeline);
        await SendAsync(run, "1");

        (await _engine.FinishAsync(run.Id)).State.ShouldBe(RunState.Succeeded);

        (_a.Executions.Count, _b.Executions.Count).ShouldBe((1, 1));
        (await _engine.EventsAsync(run.Id)).ShouldNotContain(e => e is JournalEvent.SignalTaken);
    }

    [Fact]
    public async Task A_driver_that_dies_at_any_commit_neither_loses_the_signal_nor_takes_it_twice()
    {
        for (var commit = 1; commit <= 6; commit++)
        {
            foreach (var isWritten in new[] { false, true })
            {
                var (step, engine) = (new ScriptedStep("a"), default(InMemoryEngine));
                engine = new InMemoryEngine(step);
                step.Then(WaitForGo);
                var run = await engine.StartAsync(PipelineBuilder.Sequence(step));
                await engine.Store.DeliverAsync(run.Id, new JournalEvent.SignalReceived("1", "go", null, "ada"), default);
                await DieAsync(engine, run.Id, commit, isWritten);
                await engine.SweepAsync();

                (await engine.FinishAsync(run.Id)).State.ShouldBe(RunState.Succeeded);

                var events = await engine.EventsAsync(run.Id);
                events.OfType<JournalEvent.SignalTaken>().Count().ShouldBe(step.Executions.Any(execution => execution.Signal is not null) ? 1 : 0, $"{commit} {isWritten}");
                JournalRules.BrokenBy(run.Definition, await engine.Store.ReadJournalAsync(run.Id, 0, default)).ShouldBeEmpty($"{commit} {isWritten}");
            }
        }
    }

    static async Task DieAsync(InMemoryEngine engine, long run, int commit, bool isWritten)
    {
        try
        {
            await engine.DriveAsync(run, HookedRunStore.DyingAt(engine.Store, commit, isWritten));
        }
        catch (LostDatabaseException)
        {
            // The driver died here.
        }
    }

    static Task<StepOutcome> WaitForGo(StepContext context, CancellationToken token) => Task.FromResult<StepOutcome>(
        new StepOutcome.WaitFor("go", context.Now.AddHours(1), new JsonObject { ["kept"] = true }, "waits for go"));

    Task SendAsync(Run run, string id, JsonNode? payload = null) => SendAsync(run.Id, id, payload);

    async Task SendAsync(long run, string id, JsonNode? payload = null) =>
        (await _engine.Store.DeliverAsync(run, new JournalEvent.SignalReceived(id, "go", payload, "ada"), default)).ShouldBe(SignalDelivery.Written);
}

using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Tests.Planning;

namespace PipelineDeploy.Workflows.Tests.Driving;

public sealed class RetryingDriverTests
{
    readonly List<string> _calls = [];
    readonly ScriptedStep _a;
    readonly ScriptedStep _b;
    readonly InMemoryEngine _engine;

    public RetryingDriverTests()
    {
        _a = new ScriptedStep("a", _calls);
        _b = new ScriptedStep("b", _calls);
        _engine = new InMemoryEngine(_a, _b);
    }

    [Fact]
    public async Task A_step_that_fails_for_a_while_works_at_last()
    {
        _a.ThenFail(isRetryable: true).ThenWait(TimeSpan.FromSeconds(1), new JsonObject { ["n"] = 1 }).ThenFail(isRetryable: true).ThenDone();

        var run = await FinishAsync();

        (run.State, run.Error).ShouldBe((RunState.Succeeded, null));
        _a.Executions.Select(context => (context.Attempt, (context.Now - _a.Executions[0].Now).TotalSeconds, context.State?.ToJsonString()))
            .ShouldBe([(1, 0, null), (2, 8, null), (2, 9, """{"n":1}"""), (3, 25, null)]);
    }

    [Fact]
    public async Task No_driver_is_held_in_the_pause()
    {
        _a.ThenFail(isRetryable: true);
        var run = await _engine.StartAsync(Pipeline());

        await _engine.DriveAsync(run.Id);

        (await _engine.Store.FindAsync(run.Id, default))!.State.ShouldBe(RunState.Waiting);
        _engine.Store.Wakes.ShouldHaveSingleItem().At.ShouldBe(_engine.Time.GetUtcNow().AddSeconds(8));
    }

    [Fact]
    public async Task The_last_attempt_that_fails_fails_the_step_and_everything_is_undone_once()
    {
        _b.ThenFail(isRetryable: true).ThenFail(isRetryable: true).ThenFail("b.last", isRetryable: true);

        var run = await FinishAsync();

        (run.State, run.Error!.Error.Code).ShouldBe((RunState.RolledBack, "b.last"));
        _calls.ShouldBe(["a", "b", "b", "b", "undo b", "undo a"]);
    }

    [Fact]
    public async Task A_failure_that_the_step_does_not_call_retryable_is_final()
    {
        _a.ThenFail();

        (await FinishAsync()).State.ShouldBe(RunState.RolledBack);

        _a.Executions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Errors_that_are_thrown_are_tried_again_when_the_pipeline_names_them()
    {
        _a.ThenThrow(new UserErrorException("docker.unreachable", "no answer")).ThenThrow(new InvalidOperationException("broke"));

        (await FinishAsync("docker.", "step.unexpected")).State.ShouldBe(RunState.Succeeded);

        _a.Executions.Count.ShouldBe(3);
    }

    async Task<Run> FinishAsync(params string[] on) => await _engine.FinishAsync((await _engine.StartAsync(Pipeline(on))).Id);

    PipelineDefinition Pipeline(params string[] on)
    {
        StepDefinition Retried(StepDefinition step) => step with { Retry = Story.Retry(attempts: 3) with { On = on.Length == 0 ? null : on } };
        return new PipelineBuilder().Step(_a).But(Retried).Step(_b).But(Retried).Build();
    }
}

using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Driving;

public sealed class AlwaysDriverTests
{
    readonly List<string> _calls = [];
    readonly ScriptedStep _a;
    readonly ScriptedStep _b;
    readonly InMemoryEngine _engine;
    readonly PipelineDefinition _pipeline;

    public AlwaysDriverTests()
    {
        _a = new ScriptedStep("a", _calls);
        _b = new ScriptedStep("b", _calls);
        _engine = new InMemoryEngine(_a, _b);
        _pipeline = new PipelineBuilder().Step(_a).Always("b").Build();
    }

    [Fact]
    public async Task A_cancellation_does_not_disturb_a_step_that_runs_always()
    {
        _b.Then(CancelAndObserveAsync);

        var run = await FinishAsync();

        run.State.ShouldBe(RunState.Succeeded);
        _calls.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_step_that_runs_always_knows_how_the_run_ends_and_no_other_does()
    {
        _a.ThenFail();

        await FinishAsync();

        _a.Executions.ShouldHaveSingleItem().End.ShouldBeNull();
        var end = _b.Executions.ShouldHaveSingleItem().End.ShouldNotBeNull();
        (end.State, end.Error!.Step).ShouldBe((RunState.RolledBack, "a"));
    }

    [Fact]
    public async Task After_a_cancellation_what_runs_always_still_runs_undisturbed()
    {
        _a.Then(CancelAndObserveAsync);
        _b.Then((_, token) =>
        {
            token.ThrowIfCancellationRequested();
            return Task.FromResult<StepOutcome>(new StepOutcome.Done([]));
        });

        var run = await FinishAsync();

        run.State.ShouldBe(RunState.Cancelled);
        _calls.ShouldBe(["a", "undo a", "b"]);
    }

    [Fact]
    public async Task Its_failure_is_shown_and_changes_nothing()
    {
        _b.ThenFail();

        var run = await FinishAsync();

        (run.State, run.Error).ShouldBe((RunState.Succeeded, null));
        (await _engine.Store.ReadStepsAsync(run.Id, default)).Single(step => step.Id == "b").State.ShouldBe(StepState.Failed);
        _calls.ShouldBe(["a", "b"]);
    }

    async Task<StepOutcome> CancelAndObserveAsync(StepContext context, CancellationToken token)
    {
        await _engine.Store.SignalAsync(context.RunId, new JournalEvent.CancelRequested("ada"), default);
        _engine.Active.Interrupt(context.RunId);
        token.ThrowIfCancellationRequested();
        return new StepOutcome.Done([]);
    }

    async Task<Run> FinishAsync() => await _engine.FinishAsync((await _engine.StartAsync(_pipeline)).Id);
}

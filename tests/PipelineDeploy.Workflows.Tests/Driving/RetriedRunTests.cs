using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Driving;

public sealed class RetriedRunTests
{
    readonly List<string> _calls = [];
    readonly ScriptedStep _start;
    readonly ScriptedStep _check;
    readonly InMemoryEngine _engine;

    public RetriedRunTests()
    {
        (_start, _check) = (new ScriptedStep("start", _calls), new ScriptedStep("check", _calls));
        _engine = new InMemoryEngine(_start, _check);
    }

    [Fact]
    public async Task A_retried_run_works_with_the_outputs_and_under_the_name_of_the_first_one()
    {
        _start.ThenDone(new JsonObject { ["container"] = "abc" });
        _check.ThenFail();
        var first = await FinishAsync(FailurePolicy.Stop);

        var second = await _engine.FinishAsync((await RetryAsync(first)).Id);

        (first.State, second.State, second.Trigger, second.Actor).ShouldBe((RunState.Failed, RunState.Succeeded, "retry", "bob"));
        _calls.ShouldBe(["start", "check", "check"]);
        var context = _check.Executions[1];
        context.Outputs["start"]["container"]!.GetValue<string>().ShouldBe("abc");
        (context.RunId, context.Origin).ShouldBe((second.Id, first.Id));
        context.Authors.ShouldBe(["tester", "bob"]);
    }

    [Fact]
    public async Task The_run_that_is_retried_stays_as_it_ended()
    {
        _check.ThenFail();
        var first = await FinishAsync(FailurePolicy.Stop);
        var before = await _engine.EventsAsync(first.Id);

        await _engine.FinishAsync((await RetryAsync(first)).Id);

        (await _engine.Store.FindAsync(first.Id, default))!.State.ShouldBe(RunState.Failed);
        (await _engine.EventsAsync(first.Id)).Count.ShouldBe(before.Count);
    }

    [Fact]
    public async Task A_run_that_needs_a_person_hands_its_subject_to_its_retry_before_those_that_wait()
    {
        _check.ThenFail();
        for (var i = 0; i < Planner.MaxCompensationTries; i++)
        {
            _start.ThenUndoThrows(new UserErrorException("start.busy", "busy"));
        }

        var first = await FinishAsync(FailurePolicy.Rollback);
        var queued = await StartAsync(FailurePolicy.Rollback);

        var second = await RetryAsync(first);
        (await _engine.Store.FindAsync(queued.Id, default))!.State.ShouldBe(RunState.Queued);
        var undone = await _engine.FinishAsync(second.Id);

        (first.State, undone.State).ShouldBe((RunState.NeedsAttention, RunState.RolledBack));
        undone.Error!.Step.ShouldBe("check");
        _start.Compensations[^1].Origin.ShouldBe(first.Id);
        (await _engine.FinishAsync(queued.Id)).State.ShouldBe(RunState.Succeeded);
    }

    async Task<Run> FinishAsync(FailurePolicy policy) => await _engine.FinishAsync((await StartAsync(policy)).Id);

    Task<Run> StartAsync(FailurePolicy policy)
    {
        var with = new JsonObject { ["in"] = "${{ steps.start.output.container || 'none' }}" };
        return _engine.StartAsync(new PipelineBuilder().Step(_start).Step("check", with: with, compensates: false).But(step => step with { OnFailure = policy }).Build());
    }

    async Task<Run> RetryAsync(Run run)
    {
        var history = RunHistory.Of(run.Definition, await _engine.Store.ReadJournalAsync(run.Id, 0, default));
        return (await _engine.Store.RetryAsync(run.Id, "bob", RunRetry.Plan(run, history, null), default)).ShouldNotBeNull();
    }
}

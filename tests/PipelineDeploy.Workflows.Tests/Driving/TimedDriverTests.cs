using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;
using PipelineDeploy.Workflows.Tests.Planning;

namespace PipelineDeploy.Workflows.Tests.Driving;

public sealed class TimedDriverTests
{
    readonly ScriptedStep _a = new("a");
    readonly InMemoryEngine _engine;
    readonly PipelineDefinition _limited;

    public TimedDriverTests()
    {
        _engine = new InMemoryEngine(_a);
        _limited = new PipelineBuilder().Step(_a).But(step => step with { Timeout = TimeSpan.FromSeconds(60) }).Build();
    }

    [Fact]
    public async Task A_step_at_work_is_told_when_its_time_is_over()
    {
        _a.Then(WorkAsync(seconds: 61));

        var run = await FinishAsync(_limited);

        (run.State, run.Error!.Error.Code).ShouldBe((RunState.RolledBack, "step.timedOut"));
        _a.Compensations.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_step_at_work_within_its_time_is_left_alone()
    {
        _a.Then(WorkAsync(seconds: 59));

        (await FinishAsync(_limited)).State.ShouldBe(RunState.Succeeded);
    }

    [Fact]
    public async Task An_attempt_that_took_too_long_is_followed_by_the_next()
    {
        _a.Then(WorkAsync(seconds: 61)).Then(WorkAsync(seconds: 59));

        var run = await FinishAsync(_limited with { Steps = [_limited.Steps[0] with { Retry = Story.Retry(attempts: 2) }] });

        run.State.ShouldBe(RunState.Succeeded);
        _a.Executions.Select(context => context.Attempt).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_step_at_work_is_told_when_the_runs_time_is_over()
    {
        _a.Then(WorkAsync(seconds: 31));

        var run = await FinishAsync(_limited with { Timeout = TimeSpan.FromSeconds(30) });

        (run.State, run.Error!.Error.Code, run.Error.Step).ShouldBe((RunState.RolledBack, "run.timedOut", "a"));
        _a.Compensations.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Time_passes_while_no_server_is_there()
    {
        _a.ThenThrow(new LostDatabaseException());
        var run = await _engine.StartAsync(_limited);
        await Should.ThrowAsync<LostDatabaseException>(() => _engine.DriveAsync(run.Id));

        _engine.Time.Advance(TimeSpan.FromHours(1));
        await _engine.Store.RearmAsync(default);
        var ended = await _engine.FinishAsync(run.Id);

        ended.Error!.Error.Code.ShouldBe("step.timedOut");
        _a.Executions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_is_done_in_the_last_moment_is_done()
    {
        _a.Then((_, _) =>
        {
            _engine.Time.Advance(TimeSpan.FromSeconds(61));
            return Task.FromResult<StepOutcome>(new StepOutcome.Done([]));
        });

        (await FinishAsync(_limited)).State.ShouldBe(RunState.Succeeded);
    }

    Func<StepContext, CancellationToken, Task<StepOutcome>> WorkAsync(int seconds) => (_, token) =>
    {
        _engine.Time.Advance(TimeSpan.FromSeconds(seconds));
        token.ThrowIfCancellationRequested();
        return Task.FromResult<StepOutcome>(new StepOutcome.Done([]));
    };

    async Task<Run> FinishAsync(PipelineDefinition pipeline) => await _engine.FinishAsync((await _engine.StartAsync(pipeline)).Id);
}

using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Driving;

/// <summary>A server that is asked to stop lets short steps end, hands the rest back and leaves a wake-up for now.</summary>
public sealed class StoppingDriverTests : IDisposable
{
    readonly CancellationTokenSource _stopping = new();

    public void Dispose() => _stopping.Dispose();

    [Fact]
    public async Task A_step_that_ends_in_time_is_written_as_done_and_the_rest_is_left_for_the_next_server()
    {
        var build = new ScriptedStep("build").Then(StopAndFinish);
        var start = new ScriptedStep("start");
        var engine = new InMemoryEngine(build, start);
        var run = await engine.StartAsync(PipelineBuilder.Sequence(build, start));

        await engine.DriveAsync(run.Id, stopping: _stopping.Token);

        (await engine.EventsAsync(run.Id)).Select(e => e.GetType().Name).ShouldBe(["StepStarted", "StepSucceeded"]);
        start.Executions.ShouldBeEmpty();
        engine.Store.Wakes.ShouldHaveSingleItem().ShouldBe((run.Id, engine.Time.GetUtcNow()));
        (await engine.FinishAsync(run.Id)).State.ShouldBe(RunState.Succeeded);
        build.Executions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_step_that_takes_long_anyway_is_handed_back_at_once()
    {
        var build = new ScriptedStep("build") { TakesLong = true }.Then(async (_, token) =>
        {
            await _stopping.CancelAsync();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The step was not told.");
        });
        var engine = new InMemoryEngine(build);
        var run = await engine.StartAsync(PipelineBuilder.Sequence(build));

        await engine.DriveAsync(run.Id, stopping: _stopping.Token);

        (await engine.EventsAsync(run.Id)).ShouldBe([new JournalEvent.StepStarted("build", 1), new JournalEvent.StepHandedBack("build")]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_step_that_is_told_to_stop_knows_whether_another_server_goes_on_with_it(bool isStop)
    {
        bool? isLeft = null;
        InMemoryEngine engine = null!;
        var build = new ScriptedStep("build") { TakesLong = true }.Then(async (context, token) =>
        {
            await (isStop ? _stopping.CancelAsync() : Task.Run(() => engine.Active.Interrupt(context.RunId), CancellationToken.None));
            isLeft = context.Leaving.IsCancellationRequested;
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The step was not told.");
        });
        engine = new InMemoryEngine(build);
        var run = await engine.StartAsync(PipelineBuilder.Sequence(build));

        await engine.DriveAsync(run.Id, stopping: _stopping.Token);

        isLeft.ShouldBe(isStop);
    }

    [Fact]
    public async Task A_wake_up_that_fires_while_the_server_stops_is_set_again()
    {
        var build = new ScriptedStep("build");
        var engine = new InMemoryEngine(build);
        var run = await engine.StartAsync(PipelineBuilder.Sequence(build));
        await _stopping.CancelAsync();

        await engine.DriveAsync(run.Id, stopping: _stopping.Token);

        build.Executions.ShouldBeEmpty();
        engine.Store.Wakes.ShouldHaveSingleItem().RunId.ShouldBe(run.Id);
    }

    async Task<StepOutcome> StopAndFinish(StepContext context, CancellationToken token)
    {
        await _stopping.CancelAsync();
        token.IsCancellationRequested.ShouldBeFalse();
        return new StepOutcome.Done([]);
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Driving;

namespace PipelineDeploy.Workflows.Tests.Driving;

public sealed class RunSweeperTests
{
    [Fact]
    public async Task Lost_wake_ups_are_found_at_the_start_and_every_five_seconds()
    {
        var engine = new InMemoryEngine(new ScriptedStep("a"));
        var run = await engine.StartAsync(new PipelineBuilder().Step("a").Build());
        using var sweeper = new RunSweeper(engine.Store, engine.Time, NullLogger<RunSweeper>.Instance);
        engine.Store.TakeWake(run.Id);

        await sweeper.StartAsync(default);
        await engine.Time.WhenTimerArmedAsync();
        await UntilWokenAsync(engine);
        engine.Store.TakeWake(run.Id);
        engine.Time.Advance(TimeSpan.FromSeconds(5));
        await UntilWokenAsync(engine);

        engine.Store.Wakes.ShouldHaveSingleItem().RunId.ShouldBe(run.Id);
        await sweeper.StopAsync(default);
    }

    static async Task UntilWokenAsync(InMemoryEngine engine)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        while (engine.Store.Wakes.Count == 0)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}

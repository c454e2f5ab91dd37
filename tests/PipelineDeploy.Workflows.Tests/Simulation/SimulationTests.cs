using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Simulation;

public sealed class SimulationTests
{
    const int Seeds = 500;

    [Fact]
    public async Task Whatever_happens_when_the_engine_keeps_its_promises()
    {
        var ends = new HashSet<RunState>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            try
            {
                ends.UnionWith(await SimulatedWorld.PlayAsync(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"SimulatedWorld.PlayAsync({seed}): {e.Message}", e);
            }
        }

        ends.ShouldBe(Enum.GetValues<RunState>().Except([RunState.Running, RunState.Waiting]), ignoreOrder: true);
    }

    [Fact]
    public async Task The_same_seed_plays_the_same_story() =>
        (await SimulatedWorld.PlayAsync(42)).ShouldBe(await SimulatedWorld.PlayAsync(42));
}

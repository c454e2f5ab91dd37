using PipelineDeploy.EndToEnd.Kills.Stories;
using PipelineDeploy.EndToEnd.Stack;
using Xunit.Abstractions;

namespace PipelineDeploy.EndToEnd.Kills;

/// <summary>
/// The server is killed with SIGKILL at every moment of every step, once or twice; afterwards everything is as if nothing had
/// happened, and nobody who used the app meanwhile has noticed.
/// </summary>
[Collection(QuietCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class KillMatrixTests(ITestOutputHelper output)
{
    const string Variable = "PIPELINEDEPLOY_KILL_MATRIX";

    [Fact]
    public async Task A_run_that_nobody_kills_leaves_the_golden_trace() =>
        (await Lanes.GoThroughAsync<KillLane, Story>(Story.All, output)).ShouldBeEmpty();

    [Fact]
    public async Task A_run_whose_server_is_killed_ends_as_if_nothing_had_happened() =>
        (await Lanes.GoThroughAsync<KillLane, KillCell>(Lanes.Choose(Variable, KillMatrix.Full, KillMatrix.Representative), output)).ShouldBeEmpty();
}

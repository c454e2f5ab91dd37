using PipelineDeploy.EndToEnd.Stack;
using Xunit.Abstractions;

namespace PipelineDeploy.EndToEnd.Zombies;

/// <summary>
/// Two servers share everything; the one that drives a run is stopped (SIGSTOP) in the middle of a step and goes on (SIGCONT) when
/// the other one has ended that run and deploys the next.
/// </summary>
[Collection(QuietCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class ZombieTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_driver_that_was_stopped_changes_nothing_when_it_goes_on_and_is_a_good_server_again() =>
        (await Lanes.GoThroughAsync<ZombieLane, ZombieCell>(Lanes.Choose("PIPELINEDEPLOY_ZOMBIES", ZombieCell.Full, ZombieCell.Representative), output)).ShouldBeEmpty();
}

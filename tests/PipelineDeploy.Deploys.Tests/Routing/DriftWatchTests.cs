using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Tests.Docker;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Tests.Routing;

[Trait("Category", "Integration")]
public sealed class DriftWatchTests(DockerFixture fixture) : IClassFixture<DockerFixture>
{
    [Theory]
    [InlineData("always", false, true)]
    [InlineData("always", true, false)]
    [InlineData("unless-stopped", false, false)]
    public async Task A_serving_container_that_was_stopped_is_started_again_unless_that_may_be_meant(string policy, bool hasRun, bool isStarted)
    {
        var engine = fixture.Docker.Engine;
        var name = await fixture.Docker.RunAsync("trap 'exit 0' TERM; sleep 1000 & wait", restartPolicy: policy);
        await engine.StopContainerAsync(name, TimeSpan.FromSeconds(5), CancellationToken.None);
        var container = (await engine.FindContainerAsync(name, CancellationToken.None)).ShouldNotBeNull();
        (container.State, container.RestartPolicy).ShouldBe(("exited", policy));
        var route = new AppRoute("shop", [], 1, [new ServingTarget("v1-r1-web-1", container.Id, "127.0.0.1", 5000, 100, 1, 1)], null);
        var watch = new DriftWatch(engine, new Runs(hasRun ? [new LiveRun(1, "shop", [])] : []), new Later(), NullLogger<DriftWatch>.Instance);

        await watch.LookAsync([(route, [container])], CancellationToken.None);

        (await engine.FindContainerAsync(name, CancellationToken.None)).ShouldNotBeNull().IsRunning.ShouldBe(isStarted);
    }

    [Fact]
    public async Task The_engine_tells_when_a_container_was_created()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-5);
        var name = await fixture.Docker.RunAsync("true");

        (await fixture.Docker.Engine.FindContainerAsync(name, CancellationToken.None))!.CreatedAt.ShouldNotBeNull().ShouldBeInRange(before, before.AddMinutes(2));
    }

    sealed class Runs(IReadOnlyList<LiveRun> live) : ILiveRuns
    {
        public Task<LiveRuns> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new LiveRuns(live, 1));
    }

    sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddSeconds(30);
    }
}

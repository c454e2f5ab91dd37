using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Tests.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Tests.Containers;

/// <summary>What <c>restartDelay</c> does: Docker is told to restart nothing, and the container is started after that time.</summary>
public sealed class DelayedRestartTests
{
    static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("always", "no", "always 5s")]
    [InlineData("on-failure", "no", "on-failure 5s")]
    [InlineData("on-failure:3", "on-failure:3", "")]
    [InlineData("unless-stopped", "unless-stopped", "")]
    [InlineData("no", "no", "")]
    public async Task The_policy_goes_to_a_label_where_the_delay_holds_else_the_log_says_that_it_does_not(string policy, string expected, string label)
    {
        using var stage = new ProcessStage();
        stage.Settings["restartDelay"] = "5s";

        await stage.StartAsync(1, policy);

        stage.Names.ShouldAllBe(name => stage.Engine.SpecOf(name).RestartPolicy == expected && stage.Engine.SpecOf(name).Labels[DelayedRestart.Label] == label);
        stage.Log.Count(line => line.StartsWith(" !     restartDelay means nothing", StringComparison.Ordinal)).ShouldBe(label.Length == 0 ? 1 : 0);
    }

    [Fact]
    public async Task A_process_that_must_not_run_twice_is_left_to_Docker()
    {
        using var stage = new ProcessStage();
        stage.Settings["restartDelay"] = "5s";
        stage.Settings["noOverlap"] = "worker";

        await stage.StartAsync(1);

        stage.Engine.SpecOf("shop-green-worker-1").ShouldSatisfyAllConditions(
            spec => spec.RestartPolicy.ShouldBe("unless-stopped"), spec => spec.Labels[DelayedRestart.Label].ShouldBeEmpty());
    }

    [Theory]
    [InlineData("switch", true)]
    [InlineData("stop", false)]
    public async Task One_that_ended_is_started_after_the_delay_also_while_a_run_goes_on_unless_that_run_stops_what_serves(string kind, bool isStarted)
    {
        var time = new ManualTimeProvider();
        var engine = new InMemoryContainerEngine(time);
        var labels = new Dictionary<string, string> { [DelayedRestart.Label] = "on-failure 5s" };
        var id = await engine.CreateContainerAsync(new ContainerSpec("shop-blue", "image", labels, new Dictionary<string, string>(), 5000, "no"), None);
        await engine.StartContainerAsync(id, None);
        engine.End(id, 1);
        var route = new AppRoute("shop", [], 1, [new ServingTarget("v1-r1-web-1", id, "127.0.0.1", 5000, 100, 1, 1)], null);
        var watch = new DriftWatch(engine, new Runs(kind), time, NullLogger<DriftWatch>.Instance);

        (await watch.LookAsync([(route, [.. engine.Containers])], None)).ShouldBe(time.GetUtcNow().AddSeconds(5));
        engine.Containers.Single().IsRunning.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(5));

        (await watch.LookAsync([(route, [.. engine.Containers])], None)).ShouldBeNull();
        engine.Containers.Single().IsRunning.ShouldBe(isStarted);
    }

    sealed class Runs(string kind) : ILiveRuns
    {
        public Task<LiveRuns> ReadAsync(CancellationToken cancellationToken) =>
            Task.FromResult(new LiveRuns([new LiveRun(1, "shop", []) { Kinds = ["start", kind] }], 1));
    }
}

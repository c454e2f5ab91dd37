using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class DriftTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_serving_container_that_runs_is_as_wanted() => Find(Container("running")).ShouldBeEmpty();

    [Fact]
    public void One_that_is_gone_is_told_with_what_to_do()
    {
        var drift = Find().ShouldHaveSingleItem();

        (drift.Error.Code, drift.MayBeStarted).ShouldBe(("drift.containerGone", false));
        drift.Error.Message.ShouldBe("The container that serves v3 of shop is gone");
        drift.Error.Hint.ShouldBe("Deploy again: pdeploy deploy -a shop");
    }

    [Theory]
    [InlineData("exited", "always", 10, true)]
    [InlineData("exited", "always", 9, false)]
    [InlineData("created", "always", 10, true)]
    [InlineData("exited", "unless-stopped", 99, false)]
    [InlineData("exited", "on-failure", 99, false)]
    [InlineData("exited", "no", 99, false)]
    [InlineData("paused", "always", 99, false)]
    [InlineData("dead", "always", 99, false)]
    public void One_that_stopped_is_started_again_when_its_policy_says_always(string state, string policy, int seconds, bool expected)
    {
        var drift = Find(Container(state, policy, seconds)).ShouldHaveSingleItem();

        (drift.Error.Code, drift.MayBeStarted).ShouldBe(("drift.containerStopped", expected));
        drift.Error.Message.ShouldContain($"shop-blue, which serves v3 of shop, does not run: it is {state} (exit code 7)");
        drift.Error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void One_that_Docker_restarts_is_told_and_left_to_Docker() => Find(Container("restarting")).Single().ShouldSatisfyAllConditions(
        drift => drift.Error.Code.ShouldBe("drift.containerRestarting"), drift => drift.MayBeStarted.ShouldBeFalse());

    [Fact]
    public void What_drains_may_end_when_it_likes() => Drift.Find(Route(0), [], Now).ShouldBeEmpty();

    static IReadOnlyList<Drift> Find(params ContainerInfo[] containers) => Drift.Find(Route(100), containers, Now);

    static AppRoute Route(int weight) => new("shop", [], 1, [new ServingTarget("v3-r7-web-1", "c", "127.0.0.1", 5000, weight, 3, 7)], null);

    static ContainerInfo Container(string state, string policy = "always", int seconds = 60) =>
        new("c", "shop-blue", "image", new Dictionary<string, string>(), state, 7, 0, null, state == "created" ? null : Now.AddSeconds(-seconds), new Dictionary<int, int>(), "")
        {
            CreatedAt = Now.AddSeconds(-seconds),
            RestartPolicy = policy,
        };
}

using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class DriftTests
{
    static readonly DateTimeOffset Ended = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_serving_container_that_runs_is_as_wanted() => Find(Container("running")).ShouldBeEmpty();

    [Fact]
    public void One_that_is_gone_is_told_with_what_to_do()
    {
        var drift = Find().ShouldHaveSingleItem();

        (drift.Error.Code, drift.StartAt).ShouldBe(("drift.containerGone", null));
        drift.Error.Message.ShouldBe("The container that serves v3 of shop is gone");
        drift.Error.Hint.ShouldBe("Deploy again: pdeploy deploy -a shop");
    }

    [Theory]
    [InlineData("exited", "always", true)]
    [InlineData("created", "always", true)]
    [InlineData("exited", "unless-stopped", false)]
    [InlineData("exited", "on-failure", false)]
    [InlineData("exited", "no", false)]
    [InlineData("paused", "always", false)]
    [InlineData("dead", "always", false)]
    public void One_that_stays_stopped_is_started_again_after_ten_seconds_when_its_policy_says_always(string state, string policy, bool expected)
    {
        var drift = Find(Container(state, policy)).ShouldHaveSingleItem();

        (drift.Error.Code, drift.StartAt, drift.IsDelayedRestart).ShouldBe(("drift.containerStopped", expected ? Ended.AddSeconds(10) : null, false));
        drift.Error.Message.ShouldContain($"shop-blue, which serves v3 of shop, does not run: it is {state} (exit code 7)");
        drift.Error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void One_that_Docker_restarts_is_told_and_left_to_Docker() => Find(Container("restarting")).Single().ShouldSatisfyAllConditions(
        drift => drift.Error.Code.ShouldBe("drift.containerRestarting"), drift => drift.StartAt.ShouldBeNull());

    [Theory]
    [InlineData("always 3s", "exited", 0, 3.0)]
    [InlineData("always 3s", "exited", 7, 3.0)]
    [InlineData("on-failure 2m", "exited", 7, 120.0)]
    [InlineData("on-failure 2m", "exited", 0, null)]
    [InlineData("always 3s", "paused", 0, null)]
    public void One_with_a_delay_of_its_own_is_started_again_after_it(string label, string state, int exitCode, double? seconds)
    {
        var container = Container(state, "no", label) with { ExitCode = exitCode };

        var drift = Find(container).ShouldHaveSingleItem();

        (drift.StartAt, drift.IsDelayedRestart).ShouldBe((seconds is { } delay ? Ended.AddSeconds(delay) : null, true));
        drift.Error.Hint!.ShouldStartWith(seconds is null ? $"Its restart policy is '{label.Split(' ')[0]}', so it is left as it is." : "It is started again.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no 3s")]
    [InlineData("unless-stopped 3s")]
    [InlineData("always 0s")]
    [InlineData("always soon")]
    public void A_label_that_means_nothing_leaves_the_policy_as_it_is(string label) =>
        Find(Container("exited", "no", label)).Single().ShouldSatisfyAllConditions(drift => drift.StartAt.ShouldBeNull(), drift => drift.IsDelayedRestart.ShouldBeFalse());

    [Fact]
    public void What_drains_may_end_when_it_likes() => Drift.Find(Route(0), []).ShouldBeEmpty();

    static IReadOnlyList<Drift> Find(params ContainerInfo[] containers) => Drift.Find(Route(100), containers);

    static AppRoute Route(int weight) => new("shop", [], 1, [new ServingTarget("v3-r7-web-1", "c", "127.0.0.1", 5000, weight, 3, 7)], null);

    static ContainerInfo Container(string state, string policy = "always", string restart = "") =>
        new("c", "shop-blue", "image", new Dictionary<string, string> { [DelayedRestart.Label] = restart }, state, 7, 0, null, state == "created" ? null : Ended, new Dictionary<int, int>(), "")
        {
            CreatedAt = Ended,
            RestartPolicy = policy,
        };
}

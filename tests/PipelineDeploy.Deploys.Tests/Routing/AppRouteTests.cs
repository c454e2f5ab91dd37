using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class AppRouteTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    static readonly AppRoute Empty = new("shop", ["shop.localhost"], 1, [], null);

    [Fact]
    public void The_first_release_gets_everything() =>
        Weights(Empty.SwitchTo([Target(1)], Now)).ShouldBe([("v1", 100)]);

    [Fact]
    public void After_a_switch_the_old_release_drains() =>
        Weights(Empty.SwitchTo([Target(1)], Now).SwitchTo([Target(2)], Now)).ShouldBe([("v2", 100), ("v1", 0)]);

    [Fact]
    public void Switching_twice_changes_nothing()
    {
        var route = Empty.SwitchTo([Target(1)], Now).SwitchTo([Target(2)], Now);

        route.SwitchTo([Target(2)], Now.AddMinutes(1)).ShouldBeSameAs(route);
    }

    [Fact]
    public void Switching_back_gives_the_old_release_everything()
    {
        var route = Empty.SwitchTo([Target(1)], Now).SwitchTo([Target(2)], Now).SwitchBack(2, Now);

        Weights(route).ShouldBe([("v2", 0), ("v1", 100)]);
        Weights(route.Without(2)).ShouldBe([("v1", 100)]);
        route.SwitchBack(2, Now).ShouldBeSameAs(route);
    }

    [Fact]
    public void An_older_run_gets_no_traffic_from_a_newer_one_and_the_error_tells_which_serves()
    {
        var route = Empty.SwitchTo([Target(2)], Now);

        var error = Should.Throw<UserErrorException>(() => route.SwitchTo([Target(1)], Now)).Error;

        (error.Code, error.Message).ShouldBe(("switch.outdated", "shop is served by v2 of the newer run 2, so run 1 gets no traffic"));
        error.Hint.ShouldNotBeNull();
    }

    [Fact]
    public void An_explicit_rollback_gets_the_traffic_of_a_newer_run() =>
        Weights(Empty.SwitchTo([Target(2)], Now).SwitchTo([Target(1)], Now, isRollback: true)).ShouldBe([("v1", 100), ("v2", 0)]);

    [Fact]
    public void A_newer_run_that_was_undone_is_in_nobodys_way()
    {
        var route = Empty.SwitchTo([Target(1)], Now).SwitchTo([Target(3)], Now).SwitchBack(3, Now);

        Weights(route.SwitchTo([Target(2)], Now)).ShouldBe([("v2", 100), ("v1", 0), ("v3", 0)]);
    }

    [Fact]
    public void An_older_run_that_serves_already_is_left_alone()
    {
        var route = Empty.SwitchTo([Target(2)], Now).SwitchTo([Target(1)], Now, isRollback: true);

        route.SwitchTo([Target(1)], Now).ShouldBeSameAs(route);
    }

    [Fact]
    public void Undoing_a_switch_that_never_happened_changes_nothing()
    {
        var route = Empty.SwitchTo([Target(1)], Now);

        route.SwitchBack(2, Now).ShouldBeSameAs(route);
        route.Without(2).ShouldBeSameAs(route);
    }

    [Fact]
    public void Undoing_the_first_release_leaves_nothing() =>
        Empty.SwitchTo([Target(1)], Now).SwitchBack(1, Now).Without(1).Targets.ShouldBeEmpty();

    [Fact]
    public void Retiring_forgets_only_what_drains()
    {
        var route = Empty.SwitchTo([Target(1)], Now).SwitchTo([Target(2)], Now);

        Weights(route.WithoutOthers(2)).ShouldBe([("v2", 100)]);
        route.Without(2).ShouldBeSameAs(route);
    }

    [Fact]
    public void A_share_divides_the_traffic_and_blue_stays_what_serves()
    {
        var route = Empty.SwitchTo([Target(1)], Now).Share([Target(2)], 10, Now);

        Weights(route).ShouldBe([("v1", 90), ("v2", 10)]);
        (route.Blue!.Release, route.OnTrial!.Release).ShouldBe((1, 2));
        route.Share([Target(2)], 10, Now.AddMinutes(1)).ShouldBeSameAs(route);
        Weights(route.Share([Target(2)], 50, Now)).ShouldBe([("v1", 50), ("v2", 50)]);
    }

    [Fact]
    public void All_of_the_traffic_is_a_switch()
    {
        var route = Empty.SwitchTo([Target(1)], Now).Share([Target(2)], 50, Now).Share([Target(2)], 100, Now);

        Weights(route).ShouldBe([("v2", 100), ("v1", 0)]);
        (route.Blue!.Release, route.OnTrial).ShouldBe((2, null));
        Weights(Empty.Share([Target(1)], 10, Now)).ShouldBe([("v1", 100)]);
    }

    [Fact]
    public void A_share_that_shrinks_brings_blue_back()
    {
        var route = Empty.SwitchTo([Target(1)], Now).SwitchTo([Target(2)], Now).Share([Target(2)], 10, Now);

        Weights(route).ShouldBe([("v1", 90), ("v2", 10)]);
    }

    [Fact]
    public void Undoing_a_share_gives_blue_everything_and_leaves_what_drains_alone()
    {
        var route = Empty.SwitchTo([Target(1)], Now).SwitchTo([Target(2)], Now).Share([Target(3)], 10, Now);
        Weights(route).ShouldBe([("v2", 90), ("v3", 10), ("v1", 0)]);

        var back = route.SwitchBack(3, Now);

        Weights(back.Without(3)).ShouldBe([("v2", 100), ("v1", 0)]);
        back.SwitchBack(3, Now).ShouldBeSameAs(back);
    }

    [Fact]
    public void Undoing_a_switch_after_a_share_gives_everything_to_what_served_right_before()
    {
        var route = Empty.SwitchTo([Target(1)], Now).SwitchTo([Target(2)], Now).Share([Target(3)], 50, Now).SwitchTo([Target(3)], Now);

        Weights(route.SwitchBack(3, Now)).ShouldBe([("v3", 0), ("v2", 100), ("v1", 0)]);
    }

    [Fact]
    public void A_share_that_an_earlier_run_has_left_goes_to_blue()
    {
        var route = Empty.SwitchTo([Target(1)], Now).Share([Target(2)], 10, Now);

        Weights(route.Share([Target(3)], 20, Now)).ShouldBe([("v1", 80), ("v3", 20), ("v2", 0)]);
    }

    [Fact]
    public void An_older_run_gets_no_share_unless_a_person_asks_for_it()
    {
        var route = Empty.SwitchTo([Target(2)], Now);

        Should.Throw<UserErrorException>(() => route.Share([Target(1)], 10, Now)).Error.Code.ShouldBe("switch.outdated");
        Weights(route.Share([Target(1)], 10, Now, isRollback: true)).ShouldBe([("v2", 90), ("v1", 10)]);
    }

    [Fact]
    public void While_two_versions_serve_nothing_of_them_is_retired()
    {
        var route = Empty.SwitchTo([Target(1)], Now).Share([Target(2)], 50, Now);

        route.WithoutOthers(2).ShouldBeSameAs(route);
        route.Without(2).ShouldBeSameAs(route);
    }

    [Theory]
    [InlineData(10, 1, 1, 10, 90)]
    [InlineData(10, 3, 3, 10, 90)]
    [InlineData(50, 2, 1, 50, 100)]
    [InlineData(10, 1, 3, 30, 90)]
    [InlineData(1, 8, 1, 1, 256)]
    [InlineData(99, 1, 8, 256, 1)]
    public void Weights_give_green_as_a_whole_its_share(int percent, int green, int blue, int expectedGreen, int expectedBlue)
    {
        var weights = ShareWeights.Of(percent, green, blue);

        weights.ShouldBe(new ShareWeights(expectedGreen, expectedBlue));
        (100.0 * weights.Green * green / ((weights.Green * green) + (weights.Blue * blue))).ShouldBe(percent, tolerance: 3);
    }

    [Fact]
    public void A_container_that_moved_keeps_its_weight()
    {
        var route = Empty.SwitchTo([Target(1)], Now);

        route.Moved("container-1", 4711).Targets.Single().ShouldBe(route.Targets.Single() with { Port = 4711 });
        route.Moved("container-1", route.Targets.Single().Port).ShouldBeSameAs(route);
    }

    static ServingTarget Target(int release) => new($"v{release}", $"container-{release}", "127.0.0.1", 30000 + release, AppRoute.FullWeight, release, release);

    static IEnumerable<(string, int)> Weights(AppRoute route) => route.Targets.Select(target => (target.Name, target.Weight));
}

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

        Weights(route.SwitchTo([Target(2)], Now)).ShouldBe([("v2", 100), ("v3", 0), ("v1", 0)]);
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
    public void A_container_that_moved_keeps_its_weight()
    {
        var route = Empty.SwitchTo([Target(1)], Now);

        route.Moved("container-1", 4711).Targets.Single().ShouldBe(route.Targets.Single() with { Port = 4711 });
        route.Moved("container-1", route.Targets.Single().Port).ShouldBeSameAs(route);
    }

    static ServingTarget Target(int release) => new($"v{release}", $"container-{release}", "127.0.0.1", 30000 + release, AppRoute.FullWeight, release, release);

    static IEnumerable<(string, int)> Weights(AppRoute route) => route.Targets.Select(target => (target.Name, target.Weight));
}

using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Haproxy;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class HaproxyPlanTests
{
    [Fact]
    public void Nothing_is_done_when_all_is_as_wanted() =>
        HaproxyPlan.For([App("hello", 1, Target("v1", 9001))], [Seen("app-hello", "v1", 9001)]).IsEmpty.ShouldBeTrue();

    [Fact]
    public void A_switch_opens_the_new_target_before_it_lowers_the_old_one()
    {
        var plan = HaproxyPlan.For([App("hello", 2, Target("v2", 9002), Target("v1", 9001, 0))], [Seen("app-hello", "v1", 9001)]);

        plan.Open.ShouldBe(["add server app-hello/v2 127.0.0.1:9002 weight 100 pool-max-conn -1 pool-purge-delay 2s", "set server app-hello/v2 state ready"]);
        plan.Close.ShouldBe(["set server app-hello/v1 weight 0"]);
        plan.Delete.ShouldBeEmpty();
    }

    [Fact]
    public void A_target_that_is_gone_gets_no_more_requests_and_is_deleted_when_it_holds_none()
    {
        var plan = Plan([Target("v2", 9002)], Seen("app-hello", "v2", 9002), Seen("app-hello", "v1", 9001, weight: 0));

        plan.Open.ShouldBeEmpty();
        plan.Close.ShouldBe(["set server app-hello/v1 state maint"]);
        plan.Delete.ShouldBe(["del server app-hello/v1"]);
    }

    [Fact]
    public void A_target_that_is_gone_but_still_holds_a_request_stays_in_maintenance()
    {
        Plan([], Seen("app-hello", "v1", 9001, inUse: 1)).Delete.ShouldBeEmpty();
        Plan([], Seen("app-hello", "v1", 9001, isReady: false, inUse: 1)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_leftover_in_maintenance_is_deleted_once_it_is_idle()
    {
        var plan = Plan([], Seen("app-hello", "v1", 9001, isReady: false));

        plan.Close.ShouldBeEmpty();
        plan.Delete.ShouldBe(["del server app-hello/v1"]);
    }

    [Fact]
    public void A_target_whose_port_changed_is_dialled_there() =>
        Plan([Target("v1", 9009)], Seen("app-hello", "v1", 9001)).Open.ShouldBe(["set server app-hello/v1 addr 127.0.0.1 port 9009"]);

    [Fact]
    public void A_weight_that_rises_is_set_before_one_that_falls()
    {
        var plan = Plan([Target("v1", 9001, 50), Target("v2", 9002, 50)], Seen("app-hello", "v1", 9001, weight: 90), Seen("app-hello", "v2", 9002, weight: 10));

        plan.Open.ShouldBe(["set server app-hello/v2 weight 50"]);
        plan.Close.ShouldBe(["set server app-hello/v1 weight 50"]);
    }

    [Fact]
    public void A_target_that_comes_back_from_maintenance_gets_its_address_and_weight_before_its_first_request()
    {
        var plan = Plan([Target("v1", 9009, 10)], Seen("app-hello", "v1", 9001, isReady: false));

        plan.Open.ShouldBe(["set server app-hello/v1 addr 127.0.0.1 port 9009", "set server app-hello/v1 weight 10", "set server app-hello/v1 state ready"]);
        plan.Close.ShouldBeEmpty();
    }

    [Fact]
    public void Targets_of_the_same_name_in_two_apps_are_told_apart()
    {
        var plan = HaproxyPlan.For(
            [App("a", 1, Target("v1", 9001)), App("b", 1, Target("v1", 9002))], [Seen("app-a", "v1", 9001), Seen("app-b", "v1", 9003)]);

        plan.Open.ShouldBe(["set server app-b/v1 addr 127.0.0.1 port 9002"]);
    }

    [Fact]
    public void What_only_waits_to_be_deleted_is_no_mismatch() =>
        HaproxyPlan.Mismatch([App("hello", 1)], [Seen("app-hello", "v1", 9001, isReady: false, inUse: 3)]).ShouldBeNull();

    static HaproxyPlan Plan(RouteTarget[] wanted, params ServerState[] seen) => HaproxyPlan.For([App("hello", 2, wanted)], seen);
}

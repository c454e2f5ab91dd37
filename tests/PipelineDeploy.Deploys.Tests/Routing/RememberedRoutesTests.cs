using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Haproxy;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class RememberedRoutesTests
{
    [Fact]
    public void Routes_are_read_back_from_the_configuration_rendered_from_them()
    {
        var hello = App("hello", 7, Target("v8", 9008), Target("v7", 9007, 0));

        var read = RememberedRoutes.Parse(HaproxyConfig.Render(Options, [hello]).Text).ShouldHaveSingleItem();

        read.ShouldBeEquivalentTo(hello with { Domains = read.Domains, Targets = read.Targets, Certificates = read.Certificates });
        read.Domains.ShouldBe(hello.Domains);
        read.Targets.ShouldBe(hello.Targets);
    }

    [Fact]
    public void A_lower_generation_gives_way_to_the_remembered_route()
    {
        var merged = RememberedRoutes.Merge([App("hello", 4, Target("v1", 9001))], [App("hello", 5, Target("v2", 9002))]);

        merged.ShouldHaveSingleItem().Generation.ShouldBe(5);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void The_same_or_a_higher_generation_is_carried(long generation)
    {
        var merged = RememberedRoutes.Merge([App("hello", generation, Target("v3", 9003))], [App("hello", 5, Target("v2", 9002))]);

        merged.ShouldHaveSingleItem().Targets.ShouldHaveSingleItem().Name.ShouldBe("v3");
    }

    [Fact]
    public void An_app_that_is_wanted_no_more_is_forgotten() => RememberedRoutes.Merge([], [App("hello", 5)]).ShouldBeEmpty();

    [Fact]
    public void Lines_that_are_not_ours_or_spoiled_guard_nothing() =>
        RememberedRoutes.Parse("global\n# route {\"app\":\n# route null\n  # route {}\n").ShouldBeEmpty();
}

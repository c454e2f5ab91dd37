using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Housekeeping;

namespace PipelineDeploy.Deploys.Tests.Housekeeping;

public sealed class OldImagesTests
{
    [Fact]
    public void The_names_of_an_old_release_go_and_those_of_a_kept_one_stay() =>
        Choose([Ours("one", "shop:v1", "shop:run-1"), Ours("two", "shop:v2", "shop:run-2")], kept: [2]).ShouldBe(["pipelinedeploy/shop:v1", "pipelinedeploy/shop:run-1", "pipelinedeploy/shop:run-2"]);

    [Fact]
    public void A_run_that_goes_on_keeps_its_image() =>
        Choose([Ours("one", "shop:v1", "shop:run-7")], live: [7]).ShouldBe(["pipelinedeploy/shop:v1"]);

    [Fact]
    public void A_kept_image_keeps_its_last_name_whatever_that_is()
    {
        Choose([Ours("two", "shop:run-2")], kept: [2]).ShouldBeEmpty();
        Choose([Ours("one", "shop:v1", "shop:run-9")], releases: new() { [1] = "one", [3] = "one" }, kept: [3]).ShouldBeEmpty();
    }

    [Fact]
    public void Of_releases_that_share_an_image_the_old_names_go() =>
        Choose([Ours("one", "shop:v1", "shop:v2", "shop:v3")], releases: new() { [1] = "one", [2] = "one", [3] = "one" }, kept: [3])
            .ShouldBe(["pipelinedeploy/shop:v1", "pipelinedeploy/shop:v2"]);

    [Theory]
    [InlineData("pipelinedeploy/shop-x:v1")]
    [InlineData("pipelinedeploy/shop:latest")]
    [InlineData("pipelinedeploy/shop:v1a")]
    [InlineData("pipelinedeploy/shop:v")]
    [InlineData("pipelinedeploy/shop:run-")]
    [InlineData("pipelinedeploy/shop:v99999999999")]
    [InlineData("pipelinedeploy/shop/web:v1")]
    [InlineData("shop:v1")]
    [InlineData("registry.example.com/pipelinedeploy/shop:v1")]
    public void A_name_that_is_only_similar_stays(string tag) =>
        Choose([new ListedImage("one", [tag], new ContainerLabels("here").ForImage("shop"))]).ShouldBeEmpty();

    [Fact]
    public void What_others_have_built_stays_even_under_our_names()
    {
        var tag = "pipelinedeploy/shop:v9";

        Choose([new ListedImage("foreign", [tag], new Dictionary<string, string>())]).ShouldBeEmpty();
        Choose([new ListedImage("foreign", [tag], new ContainerLabels("elsewhere").ForImage("shop"))]).ShouldBeEmpty();
    }

    [Fact]
    public void An_image_from_before_it_carried_our_label_is_known_by_its_release() =>
        Choose([new ListedImage("one", ["pipelinedeploy/shop:v1"], new Dictionary<string, string>())]).ShouldBe(["pipelinedeploy/shop:v1"]);

    [Fact]
    public void A_pulled_image_loses_our_name_only() =>
        Choose([new ListedImage("one", ["nginx:1", "pipelinedeploy/shop:v1"], new Dictionary<string, string>())]).ShouldBe(["pipelinedeploy/shop:v1"]);

    [Fact]
    public void What_a_failed_build_left_goes_when_its_run_has_ended()
    {
        Choose([Ours("half", "shop:run-5")]).ShouldBe(["pipelinedeploy/shop:run-5"]);
        Choose([Ours("half")]).ShouldBe(["half"]);
        Choose([Ours("half", "shop:run-5")], live: [5]).ShouldBeEmpty();
    }

    [Fact]
    public void An_image_without_a_name_stays_when_a_release_has_it_or_somebody_else_built_it()
    {
        Choose([Ours("one")]).ShouldBeEmpty();
        Choose([new ListedImage("layer", [], new Dictionary<string, string>())]).ShouldBeEmpty();
    }

    [Fact]
    public void An_image_that_another_app_keeps_stays_for_it()
    {
        var apps = new[]
        {
            new ImageNeeds("staging", new Dictionary<int, string> { [1] = "one" }, new HashSet<int>()),
            new ImageNeeds("production", new Dictionary<int, string> { [4] = "one" }, new HashSet<int> { 4 }),
        };

        new OldImages("here", apps, new HashSet<long>()).Choose([Ours("one", "staging:v1", "production:v4")]).Select(old => old.Name).ShouldBe(["pipelinedeploy/staging:v1"]);
        new OldImages("here", apps, new HashSet<long>()).Choose([Ours("one", "staging:v1")]).ShouldBeEmpty();
    }

    [Fact]
    public void The_size_of_an_image_goes_with_its_last_name_and_only_then()
    {
        var image = Ours("one", "shop:v1", "shop:run-1") with { SizeBytes = 7 };
        var needs = new ImageNeeds("shop", new Dictionary<int, string> { [1] = "one" }, new HashSet<int>());

        new OldImages("here", [needs], new HashSet<long>()).Choose([image]).Select(old => old.SizeBytes).ShouldBe([0, 7]);
        new OldImages("here", [needs], new HashSet<long> { 1 }).Choose([image]).Select(old => (old.Name, old.SizeBytes)).ShouldBe([("pipelinedeploy/shop:v1", 0)]);
    }

    static ListedImage Ours(string id, params string[] tags) => new(id, [.. tags.Select(tag => $"pipelinedeploy/{tag}")], new ContainerLabels("here").ForImage("shop"));

    static IReadOnlyList<string> Choose(IReadOnlyList<ListedImage> images, Dictionary<int, string>? releases = null, int[]? kept = null, long[]? live = null) =>
        new OldImages("here", [new ImageNeeds("shop", releases ?? new() { [1] = "one", [2] = "two" }, (kept ?? []).ToHashSet())], (live ?? []).ToHashSet()).Choose(images)
            .Select(old => old.Name).ToList();
}

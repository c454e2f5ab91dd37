using PipelineDeploy.Deploys.Webhooks;

namespace PipelineDeploy.Deploys.Tests.Webhooks;

public sealed class WebhookRulesTests
{
    const string Repository = "https://git.example.com/acme/shop.git";

    [Theory]
    [InlineData("refs/heads/main", "accepted")]
    [InlineData("refs/heads/master", "accepted")]
    [InlineData("refs/heads/Main", "branch")]
    [InlineData("refs/heads/feature/main", "branch")]
    [InlineData("refs/tags/v1", "tag")]
    [InlineData("refs/notes/commits", "event")]
    [InlineData(null, "event")]
    public void Without_filters_the_apps_branches_deploy_and_nothing_else(string? reference, string verdict) => Judge(Requests.Filter(), Push(reference)).ShouldBe(verdict);

    [Theory]
    [InlineData("refs/heads/release/1", "accepted")]
    [InlineData("refs/heads/release/1/2", "branch")]
    [InlineData("refs/heads/main", "branch")]
    [InlineData("refs/tags/v1.2", "accepted")]
    [InlineData("refs/tags/w1", "tag")]
    public void Filters_stand_in_the_place_of_the_apps_branches(string reference, string verdict) => Judge(Requests.Filter(branches: ["release/*"], tags: ["v*"]), Push(reference)).ShouldBe(verdict);

    [Theory]
    [InlineData("src/a/b.cs", "accepted")]
    [InlineData("README.md", "path")]
    [InlineData("srcs/a", "path")]
    public void Only_files_that_count_deploy(string path, string verdict) =>
        Judge(Requests.Filter(paths: ["src/**", "Dockerfile"]), Push("refs/heads/main") with { Paths = [path] }).ShouldBe(verdict);

    [Fact]
    public void A_push_whose_files_are_not_known_deploys() => Judge(Requests.Filter(paths: ["src/**"]), Push("refs/heads/main")).ShouldBe("accepted");

    [Theory]
    [InlineData("acme/shop", "accepted")]
    [InlineData("Acme/Shop", "accepted")]
    [InlineData("git@git.example.com:acme/shop.git", "accepted")]
    [InlineData("ssh://git@git.example.com:2222/acme/shop.git", "accepted")]
    [InlineData("https://elsewhere.example.com/acme/shop", "accepted")]
    [InlineData("acme/shop-2", "repository")]
    [InlineData("evil/acme/shop", "repository")]
    [InlineData("shop", "repository")]
    [InlineData("", "repository")]
    [InlineData("https://git.example.com", "repository")]
    public void Only_the_configured_repository_deploys(string told, string verdict) => Judge(Requests.Filter(), Push("refs/heads/main") with { Repositories = [told] }).ShouldBe(verdict);

    [Fact]
    public void A_fork_is_told_as_such()
    {
        var fork = Push("refs/heads/main") with { Repositories = ["mallory/shop"], IsFork = true };

        Judge(Requests.Filter(), fork).ShouldBe("fork");
        Judge(Requests.Filter(), fork with { Repositories = [] }).ShouldBe("fork");
    }

    [Fact]
    public void An_app_without_a_repository_deploys_nothing() =>
        WebhookRules.Decide(Requests.Hook(), null, ["main"], Push("refs/heads/main")).ShouldSatisfyAllConditions(verdict => verdict.Word.ShouldBe("repository"), verdict => verdict.Reason.ShouldContain("gitUrl"));

    [Fact]
    public void Deletions_other_events_and_pings_deploy_nothing()
    {
        Judge(Requests.Filter(), Push("refs/heads/main") with { Kind = WebhookEventKind.Deletion }).ShouldBe("deletion");
        Judge(Requests.Filter(), Push(null) with { Kind = WebhookEventKind.Other, Name = "issues" }).ShouldBe("event");
        Judge(Requests.Filter(), WebhookEvent.About(WebhookEventKind.Ping, "ping")).ShouldBe("ping");
        WebhookRules.Decide(Requests.Hook(isEnabled: false), Repository, ["main"], Push("refs/heads/main")).Word.ShouldBe("disabled");
    }

    [Theory]
    [InlineData(false, new string[0], "event")]
    [InlineData(true, new string[0], "accepted")]
    [InlineData(true, new[] { "v*" }, "accepted")]
    [InlineData(true, new[] { "w*" }, "tag")]
    public void A_release_deploys_when_that_is_wanted(bool releases, string[] tags, string verdict) =>
        Judge(Requests.Filter(tags: tags, releases: releases), Push("refs/tags/v1") with { Kind = WebhookEventKind.Release }).ShouldBe(verdict);

    [Theory]
    [InlineData("*", "main", true)]
    [InlineData("*", "a/b", false)]
    [InlineData("**", "a/b", true)]
    [InlineData("**/x", "a/b/x", true)]
    [InlineData("v?", "v1", true)]
    [InlineData("v?", "v10", false)]
    [InlineData("a.b", "axb", false)]
    [InlineData("(a+)+$", "aaaa", false)]
    [InlineData("[a]", "[a]", true)]
    [InlineData("main", "main\n", false)]
    public void Patterns_mean_what_they_say(string pattern, string name, bool matches) => NamePattern.AnyMatches([pattern], name).ShouldBe(matches);

    [Fact]
    public void No_pattern_takes_long()
    {
        var (pattern, name) = (string.Concat(Enumerable.Repeat("*a", 120)) + "b", new string('a', 5000));

        NamePattern.AnyMatches([pattern], name).ShouldBeFalse();
    }

    static string Judge(WebhookFilter filter, WebhookEvent happened) => WebhookRules.Decide(Requests.Hook(filter), Repository, ["main", "master"], happened).Word;

    static WebhookEvent Push(string? reference) => WebhookEvent.About(WebhookEventKind.Push, "push", ["acme/shop"]) with { Ref = reference };
}

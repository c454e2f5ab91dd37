using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.TestKit.Webhooks;

namespace PipelineDeploy.Deploys.Tests.Webhooks;

/// <summary>Needs npm, and the first time its registry.</summary>
[Trait("Category", "Integration")]
public sealed class GithubExamplesTests(GithubExamples examples) : IClassFixture<GithubExamples>
{
    const string Secret = "a-secret-of-this-test";

    [Fact]
    public void Every_push_signed_by_the_secret_gets_the_right_verdict()
    {
        var pushes = examples.All.Where(example => example.Event == "push").ToList();

        pushes.Count.ShouldBeGreaterThan(10);
        foreach (var (_, body) in pushes)
        {
            var push = JsonNode.Parse(body)!;
            var repository = push["repository"]!["clone_url"]!.ToString();
            var (reference, branch) = (push["ref"]!.ToString(), push["repository"]!["default_branch"]!.ToString());
            var expected = (bool)push["deleted"]! ? "deletion" : reference == $"refs/heads/{branch}" ? "accepted" : reference.StartsWith("refs/tags/", StringComparison.Ordinal) ? "tag" : "branch";

            Verdict("push", body, repository, Requests.Filter(branches: [branch])).ShouldBe(expected, body);
            Verdict("push", body, repository, Requests.Filter(branches: ["other"], tags: ["*"])).ShouldBe(expected switch { "accepted" => "branch", "tag" => "accepted", _ => expected }, body);
            Verdict("push", body, "https://github.com/acme/shop.git", Requests.Filter(branches: [branch])).ShouldBe((bool)push["repository"]!["fork"]! ? "fork" : "repository", body);
        }

        pushes.Select(push => JsonNode.Parse(push.Body)!["deleted"]!.ToString()).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void A_push_that_is_changed_after_it_was_signed_is_not_proven()
    {
        foreach (var (name, body) in examples.All.Where(example => example.Event == "push"))
        {
            var signed = Signed(name, body);

            WebhookProof.WhyNot(WebhookHost.Github, signed, Secret, default).ShouldBeNull();
            WebhookProof.WhyNot(WebhookHost.Github, signed with { Body = Encoding.UTF8.GetBytes(body.Replace("refs/", "rofs/", StringComparison.Ordinal)) }, Secret, default).ShouldNotBeNull();
            WebhookProof.WhyNot(WebhookHost.Github, signed, Secret + "!", default).ShouldNotBeNull();
        }
    }

    [Fact]
    public void No_other_event_deploys_but_a_published_release_where_that_is_wanted()
    {
        var others = examples.All.Where(example => example.Event != "push").ToList();

        others.Count.ShouldBeGreaterThan(500);
        foreach (var (name, body) in others)
        {
            var example = JsonNode.Parse(body)!;
            var repository = example["repository"]?["clone_url"]?.ToString() ?? "https://github.com/acme/shop.git";
            var isPublished = name == "release" && example["action"]?.ToString() == "published";

            Verdict(name, body, repository, Requests.Filter(branches: ["**"], tags: ["**"])).ShouldNotBe("accepted", $"{name}: {body}");
            Verdict(name, body, repository, Requests.Filter(branches: ["**"], tags: ["**"], releases: true)).ShouldBe(
                isPublished ? "accepted" : Verdict(name, body, repository, Requests.Filter()), $"{name}: {body}");
        }

        others.ShouldContain(example => example.Event == "ping");
        others.ShouldContain(example => example.Event == "delete");
    }

    static string Verdict(string name, string body, string repository, WebhookFilter filter)
    {
        var request = Signed(name, body);
        WebhookProof.WhyNot(WebhookHost.Github, request, Secret, default).ShouldBeNull();
        return WebhookRules.Decide(Requests.Hook(filter), repository, ["main", "master"], WebhookPayload.Read(WebhookHost.Github, request).ShouldHaveSingleItem()).Word;
    }

    static WebhookRequest Signed(string name, string body) => Requests.Of(
        body, ("X-GitHub-Event", name), ("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)))}"));
}

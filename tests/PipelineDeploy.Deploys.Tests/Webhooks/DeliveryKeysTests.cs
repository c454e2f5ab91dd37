using PipelineDeploy.Deploys.Webhooks;

namespace PipelineDeploy.Deploys.Tests.Webhooks;

public sealed class DeliveryKeysTests
{
    [Theory]
    [InlineData(WebhookHost.Github, "X-GitHub-Delivery", true)]
    [InlineData(WebhookHost.Gitea, "X-Gitea-Delivery", true)]
    [InlineData(WebhookHost.Gitea, "X-Forgejo-Delivery", true)]
    [InlineData(WebhookHost.Bitbucket, "X-Request-UUID", true)]
    [InlineData(WebhookHost.Gitlab, "webhook-id", false)]
    [InlineData(WebhookHost.Gitlab, "Idempotency-Key", false)]
    [InlineData(WebhookHost.Gitlab, "X-Gitlab-Event-UUID", false)]
    [InlineData(WebhookHost.Generic, "webhook-id", false)]
    public void Where_the_id_is_not_signed_the_body_is_known_too(WebhookHost host, string header, bool alsoByBody)
    {
        var keys = DeliveryKeys.Of(host, Requests.Of("{}", (header, "one")));

        keys[0].ShouldBe("id:one");
        keys.Skip(1).Select(key => key[..5]).ShouldBe(alsoByBody ? ["body:"] : []);
    }

    [Fact]
    public void Without_an_id_that_can_be_kept_the_body_is_what_it_is_known_by()
    {
        DeliveryKeys.Of(WebhookHost.Gitlab, Requests.Of("{}")).ShouldHaveSingleItem().ShouldStartWith("body:");
        DeliveryKeys.Of(WebhookHost.Gitlab, Requests.Of("{}", ("Idempotency-Key", new string('x', 201)))).ShouldHaveSingleItem().ShouldStartWith("body:");
    }

    [Fact]
    public void No_secret_is_among_the_headers_that_are_kept()
    {
        var request = Requests.Of(
            "{}", ("X-GitHub-Event", "push\u001b[31m"), ("X-Gitlab-Token", "T0PSECRET"), ("X-Hub-Signature-256", "T0PSECRET"), ("Authorization", "T0PSECRET"), ("webhook-signature", "T0PSECRET"), ("Cookie", "T0PSECRET"));

        request.Kinds().ShouldBe(new Dictionary<string, string> { ["X-GitHub-Event"] = "push[31m" });
    }
}

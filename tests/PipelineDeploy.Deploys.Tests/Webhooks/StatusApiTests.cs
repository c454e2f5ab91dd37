using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Deploys.Webhooks.Statuses;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Tests.Webhooks;

public sealed class StatusApiTests
{
    const string Commit = "2222222222222222222222222222222222222222";

    [Theory]
    [InlineData(WebhookHost.Github, "https://github.com/acme/shop.git", "https://api.github.com/repos/acme/shop/statuses/" + Commit)]
    [InlineData(WebhookHost.Github, "git@github.com:acme/shop.git", "https://api.github.com/repos/acme/shop/statuses/" + Commit)]
    [InlineData(WebhookHost.Github, "https://github.example.com/acme/shop", "https://github.example.com/api/v3/repos/acme/shop/statuses/" + Commit)]
    [InlineData(WebhookHost.Gitlab, "https://gitlab.com/acme/web/shop.git", "https://gitlab.com/api/v4/projects/acme%2Fweb%2Fshop/statuses/" + Commit)]
    [InlineData(WebhookHost.Gitea, "http://10.0.0.7:3000/acme/shop.git", "http://10.0.0.7:3000/api/v1/repos/acme/shop/statuses/" + Commit)]
    [InlineData(WebhookHost.Gitea, "ssh://git@gitea.example.com:2222/acme/shop.git", "https://gitea.example.com/api/v1/repos/acme/shop/statuses/" + Commit)]
    public void The_api_is_asked_at_the_host_of_the_repository(WebhookHost host, string repository, string address) => Request(host, repository).RequestUri!.AbsoluteUri.ShouldBe(address);

    [Fact]
    public void Each_host_gets_its_own_sign_in()
    {
        var github = Request(WebhookHost.Github, "https://github.com/acme/shop.git");

        github.Headers.Authorization!.ToString().ShouldBe("Bearer T0KEN");
        github.Headers.GetValues("X-GitHub-Api-Version").ShouldBe(["2022-11-28"]);
        github.Headers.Accept.ToString().ShouldBe("application/vnd.github+json");
        // GitHub refuses requests without one.
        github.Headers.UserAgent.ShouldNotBeEmpty();
        Request(WebhookHost.Gitlab, "https://gitlab.com/acme/shop.git").Headers.GetValues("PRIVATE-TOKEN").ShouldBe(["T0KEN"]);
        Request(WebhookHost.Gitea, "https://gitea.example.com/acme/shop.git").Headers.Authorization!.ToString().ShouldBe("token T0KEN");
    }

    [Theory]
    [InlineData(WebhookHost.Github, RunState.Running, "pending")]
    [InlineData(WebhookHost.Github, RunState.Succeeded, "success")]
    [InlineData(WebhookHost.Github, RunState.RolledBack, "failure")]
    [InlineData(WebhookHost.Github, RunState.Superseded, "error")]
    [InlineData(WebhookHost.Gitlab, RunState.Queued, "pending")]
    [InlineData(WebhookHost.Gitlab, RunState.Failed, "failed")]
    [InlineData(WebhookHost.Gitlab, RunState.Cancelled, "canceled")]
    [InlineData(WebhookHost.Gitea, RunState.NeedsAttention, "failure")]
    public async Task Each_host_gets_its_own_words(WebhookHost host, RunState state, string word)
    {
        var body = JsonNode.Parse(await Request(host, "https://git.example.com/acme/shop.git", state).Content!.ReadAsStringAsync())!.AsObject();

        body["state"]!.ToString().ShouldBe(word);
        body["target_url"]!.ToString().ShouldBe("https://deploy.example.com/runs/12");
        body[host == WebhookHost.Gitlab ? "name" : "context"]!.ToString().ShouldBe("pipelinedeploy/shop");
        body["description"]!.ToString().Length.ShouldBeInRange(1, 140);
    }

    static HttpRequestMessage Request(WebhookHost host, string repository, RunState state = RunState.Running) => StatusApi.Request(
        new HostApi(host, GitAddress.Parse(repository), "T0KEN"), new CommitStatus("shop", 12, CommitStatus.StateOf(state), Commit, "https://deploy.example.com/runs/12"));
}

using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Deploys.Webhooks.Statuses;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Tests.Webhooks;

public sealed class DeploymentApiTests
{
    const string Commit = "2222222222222222222222222222222222222222";

    static readonly HostApi Github = new(WebhookHost.Github, GitAddress.Parse("git@github.com:acme/shop.git"), "T0KEN");
    static readonly HostApi Gitlab = new(WebhookHost.Gitlab, GitAddress.Parse("https://gitlab.com/acme/web/shop.git"), "T0KEN");

    [Fact]
    public async Task GitHub_makes_a_deployment_of_exactly_that_commit_and_waits_for_nothing()
    {
        var (address, body) = await ReadAsync(DeploymentApi.Create(Github, Status(RunState.Running)));

        address.ShouldBe("POST https://api.github.com/repos/acme/shop/deployments");
        body.ShouldBe($$"""{"ref":"{{Commit}}","task":"deploy","auto_merge":false,"required_contexts":[],"environment":"shop","description":"Run 12 of PipelineDeploy deploys shop"}""");
    }

    [Theory]
    [InlineData(RunState.Queued, "queued")]
    [InlineData(RunState.Running, "in_progress")]
    [InlineData(RunState.Waiting, "in_progress")]
    [InlineData(RunState.Succeeded, "success")]
    [InlineData(RunState.Failed, "failure")]
    [InlineData(RunState.RolledBack, "failure")]
    [InlineData(RunState.NeedsAttention, "error")]
    [InlineData(RunState.Cancelled, "inactive")]
    [InlineData(RunState.Superseded, "inactive")]
    public async Task GitHub_is_told_in_its_words(RunState state, string word)
    {
        var (address, body) = await ReadAsync(DeploymentApi.Tell(Github, Status(state), "42", "http://shop.example.com"));

        address.ShouldBe("POST https://api.github.com/repos/acme/shop/deployments/42/statuses");
        var told = JsonNode.Parse(body)!;
        (told["state"]!.ToString(), told["environment"]!.ToString(), told["log_url"]!.ToString(), told["environment_url"]!.ToString())
            .ShouldBe((word, "shop", "https://deploy.example.com/runs/12", "http://shop.example.com"));
        told["description"]!.ToString().Length.ShouldBeInRange(1, 140);
    }

    [Theory]
    [InlineData("refs/heads/release/1", "release/1", false, RunState.Queued, "running")]
    [InlineData("refs/tags/v1", "v1", true, RunState.Succeeded, "success")]
    [InlineData(null, Commit, false, RunState.NeedsAttention, "failed")]
    [InlineData("refs/heads/main", "main", false, RunState.Superseded, "canceled")]
    public async Task GitLab_makes_a_deployment_of_a_branch_or_a_tag_in_its_words(string? reference, string name, bool isTag, RunState state, string word)
    {
        var (address, body) = await ReadAsync(DeploymentApi.Create(Gitlab, Status(state) with { Ref = reference }));

        address.ShouldBe("POST https://gitlab.com/api/v4/projects/acme%2Fweb%2Fshop/deployments");
        body.ShouldBe($$"""{"environment":"shop","sha":"{{Commit}}","ref":"{{name}}","tag":{{(isTag ? "true" : "false")}},"status":"{{word}}"}""");
        (await ReadAsync(DeploymentApi.Tell(Gitlab, Status(state), "42", url: null))).ShouldBe(("PUT https://gitlab.com/api/v4/projects/acme%2Fweb%2Fshop/deployments/42", $$"""{"status":"{{word}}"}"""));
    }

    [Theory]
    [InlineData("""[{"id":1,"description":"another"},{"id":42,"description":"Run 12 of PipelineDeploy deploys shop"}]""", "42")]
    [InlineData("""[{"id":1,"description":"Run 11 of PipelineDeploy deploys shop"},{"id":2}]""", null)]
    [InlineData("[]", null)]
    [InlineData("{}", null)]
    [InlineData("[1,null]", null)]
    [InlineData("<html>", null)]
    [InlineData("""[{"id":42,"descr""", null)]
    public void The_deployment_of_the_run_is_found_among_those_of_the_commit(string answer, string? id) => DeploymentApi.Found(Github, Status(RunState.Running), answer).ShouldBe(id);

    [Fact]
    public void GitLab_has_one_that_goes_on_of_a_commit()
    {
        DeploymentApi.Found(Gitlab, Status(RunState.Running), $$"""[{"id":7,"sha":"11"},{"id":8,"sha":"{{Commit}}"}]""").ShouldBe("8");
        DeploymentApi.Search(Gitlab, Status(RunState.Running)).RequestUri!.Query.ShouldContain("environment=shop&status=running");
        DeploymentApi.Search(Github, Status(RunState.Running)).RequestUri!.Query.ShouldContain($"sha={Commit}&task=deploy&environment=shop");
    }

    [Theory]
    [InlineData(WebhookHost.Github, "Commit Deployment")]
    [InlineData(WebhookHost.Gitlab, "Commit Deployment")]
    [InlineData(WebhookHost.Gitea, "Commit")]
    [InlineData(WebhookHost.Bitbucket, "")]
    [InlineData(WebhookHost.Generic, "")]
    public void Each_host_is_told_what_its_API_takes(WebhookHost host, string kinds) => string.Join(' ', StatusKinds.Of(host)).ShouldBe(kinds);

    static DeploymentStatus Status(RunState state) => new("shop", 12, DeploymentStatus.StateOf(state), Commit, "refs/heads/main", "https://deploy.example.com/runs/12");

    static async Task<(string Address, string Body)> ReadAsync(HttpRequestMessage request) => ($"{request.Method} {request.RequestUri!.AbsoluteUri}", await request.Content!.ReadAsStringAsync());
}

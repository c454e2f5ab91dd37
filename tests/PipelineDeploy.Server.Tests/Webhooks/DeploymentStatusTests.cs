using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit.Git;

namespace PipelineDeploy.Server.Tests.Webhooks;

[Collection(HookServerCollection.Name)]
[Trait("Category", "Integration")]
public sealed class DeploymentStatusTests(HookServer server)
{
    readonly ToldRuns _runs = new(server);

    [Theory]
    [InlineData("github", "succeeded", "queued in_progress success")]
    [InlineData("github", "rolledBack", "queued in_progress failure")]
    [InlineData("github", "superseded", "queued in_progress inactive")]
    [InlineData("gitlab", "succeeded", "running success")]
    [InlineData("gitlab", "needsAttention", "running failed")]
    [InlineData("gitlab", "cancelled", "running canceled")]
    public async Task A_deployment_is_made_once_and_told_from_its_beginning_to_its_end(string host, string end, string words)
    {
        using var api = new StatusHost(host);
        // It has taken the first, and nobody has heard of that.
        api.Deployments.LostAnswers.Enqueue("POST");
        var (hook, delivery, run) = await _runs.StartedAsync($"deploys-{host}-{end}".ToLowerInvariant(), host, api.Port, "deployment");
        var lost = await SeeAsync(hook, delivery);
        await _runs.HurryAsync(delivery);
        var queued = await SeeAsync(hook, delivery);
        await _runs.HurryAsync(delivery);
        await server.Database.ExecuteAsync($"update runs set state = 'running' where id = {run}");
        await _runs.HurryAsync(delivery);
        var begun = await SeeAsync(hook, delivery);
        await server.Database.ExecuteAsync($"update runs set state = '{end}', finished_at = now() where id = {run}");
        // GitLab refuses to be told the same twice, so the last word may not be sent again when only its answer is lost.
        if (host == "gitlab")
        {
            api.Deployments.LostAnswers.Enqueue("PUT");
        }

        await _runs.HurryAsync(delivery);
        await _runs.HurryAsync(delivery);
        var ended = await SeeAsync(hook, delivery);

        (lost.Deployment, lost.DeploymentError).ShouldBe((null, "The host answered 502."));
        (queued.Deployment, queued.DeploymentError, begun.Deployment, ended.DeploymentError).ShouldBe(("queued", null, "in_progress", null));
        api.Wrong.ShouldBeEmpty();
        var made = api.Deployments.All.ShouldHaveSingleItem();
        (made.Environment, made.Commit, string.Join(' ', made.Words)).ShouldBe((hook.App, ToldRuns.Commit, words));
        made.Links.ShouldAllBe(link => link == $"https://deploy.example.com/runs/{run}");
        (await server.Database.ColumnAsync<string>($"select deployment from commit_statuses where delivery_id = {delivery} and due_at is null")).ShouldBe([made.Id]);
    }

    [Fact]
    public async Task A_token_without_the_right_to_deployments_is_told_and_asked_no_more_until_the_run_goes_on()
    {
        using var api = new StatusHost("github");
        api.Troubles.Enqueue(403);

        var (hook, delivery, _) = await _runs.StartedAsync("no-right", "github", api.Port, "deployment");
        await _runs.HurryAsync(delivery);

        (await SeeAsync(hook, delivery)).ShouldSatisfyAllConditions(
            seen => seen.Deployment.ShouldBe("queued"), seen => seen.DeploymentError.ShouldBe("The host answered 403 and did not take 'queued'."), seen => seen.StatusError.ShouldBeNull());
        api.Deployments.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("github", "commit deployment")]
    [InlineData("gitea", "commit")]
    public async Task What_a_host_keeps_is_told_of_a_push_that_starts_a_run(string host, string kinds)
    {
        using var git = new GitHost();
        var commit = await (await TestRepository.CreateAsync(git.Root, "shop.git")).CommitAsync(("Dockerfile", "FROM scratch\n"));
        var hook = await server.HookAsync($"tells-of-pushes-{host}", host, git.Url("shop.git"));
        await server.SendAsync(HttpMethod.Patch, $"/api/v1/apps/{hook.App}/webhooks/{hook.Id}", """{"statusToken":"T0KEN"}""");

        var answer = host == "github" ? await server.GithubAsync(hook, HookServer.Push(commit), "one") : await server.GiteaAsync(hook, HookServer.Push(commit), "one");
        var delivery = await server.SettledAsync(hook, answer.Read(WireJson.Default.WebhookAnswer).Delivery);

        delivery.Verdict.ShouldBe("started");
        (await server.Database.ColumnAsync<string>($"select kind from commit_statuses where delivery_id = {delivery.Id} order by kind")).ShouldBe(kinds.Split(' '));
    }

    Task<DeliveryView> SeeAsync(WebhookView hook, long delivery) => server.SeeAsync(hook, delivery, _ => true, "it is there");
}

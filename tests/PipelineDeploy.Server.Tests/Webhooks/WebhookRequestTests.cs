using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit.Git;

namespace PipelineDeploy.Server.Tests.Webhooks;

[Collection(HookServerCollection.Name)]
[Trait("Category", "Integration")]
public sealed class WebhookRequestTests(HookServer server)
{
    const string Nowhere = "https://git.example.com/acme/shop.git";

    [Fact]
    public async Task A_webhook_is_made_changed_and_removed_and_tells_its_secret_once()
    {
        var made = await server.HookAsync("kept", "github", Nowhere, ""","branches":["main"],"paths":["src/**"]""");
        var path = $"/api/v1/apps/kept/webhooks/{made.Id}";
        var changed = await server.SendAsync(HttpMethod.Patch, path, """{"tags":["v*"],"enabled":false,"statusToken":"T0PSECRET-of-the-api"}""");
        var listed = await server.SendAsync(HttpMethod.Get, "/api/v1/apps/kept/webhooks");
        var rows = string.Concat(await server.Database.ColumnAsync<string>("select to_jsonb(hooks)::text from hooks"));

        (made.Url, made.Host, made.Enabled, made.TellsStatus, made.CreatedBy).ShouldBe(($"https://deploy.example.com/hooks/{made.Id}", "github", true, false, "admin"));
        made.Id.Length.ShouldBe(32);
        made.Secret!.Length.ShouldBeGreaterThan(40);
        changed.Read(WireJson.Default.WebhookView).ShouldSatisfyAllConditions(
            view => view.Branches.ShouldBe(["main"]), view => view.Tags.ShouldBe(["v*"]), view => view.Paths.ShouldBe(["src/**"]), view => view.Enabled.ShouldBeFalse(), view => view.TellsStatus.ShouldBeTrue());
        (changed.Body + listed.Body + rows).ShouldNotContain(made.Secret);
        (changed.Body + listed.Body + rows).ShouldNotContain("T0PSECRET");
        (await server.SendAsync(HttpMethod.Patch, path, """{"statusToken":"","repository":"","branches":[]}""")).Read(WireJson.Default.WebhookView)
            .ShouldSatisfyAllConditions(view => view.TellsStatus.ShouldBeFalse(), view => view.Repository.ShouldBeNull(), view => view.Branches.ShouldBeEmpty());
        (await server.SendAsync(HttpMethod.Delete, path)).Status.ShouldBe(200);
        (await server.SendAsync(HttpMethod.Get, path)).ShouldBeProblem(404, "webhook.notFound");
        (await server.HookedAsync(made, [])).ShouldBeProblem(404, "webhook.unknown");
    }

    [Theory]
    [InlineData("""{"host":"sourceforge"}""", "webhook.badHost")]
    [InlineData("""{"host":"github","repository":"file:///etc"}""", "git.badUrl")]
    [InlineData("""{"host":"github","repository":"https://ann:x@git.example.com/shop"}""", "git.secretInUrl")]
    [InlineData("""{"host":"github","branches":[""]}""", "webhook.badPattern")]
    [InlineData("""{"host":"github","paths":["a\nb"]}""", "webhook.badPattern")]
    [InlineData("""{"host":"github","secret":"short"}""", "webhook.badSecret")]
    [InlineData("""{"host":"github","secret":"with a blank in the secret"}""", "webhook.badSecret")]
    [InlineData("""{"host":"generic","secret":"not-of-standard-webhooks"}""", "webhook.badSecret")]
    [InlineData("""{"host":"generic","secret":"whsec_dG9vIHNob3J0"}""", "webhook.badSecret")]
    [InlineData("""{"repository":"x"}""", "request.missingField")]
    public async Task What_is_wrong_with_a_webhook_is_told(string body, string code)
    {
        var app = $"wrong-{code.Replace('.', '-').ToLowerInvariant()}-{body.Length}";
        await server.CreateAppAsync(app);

        (await server.SendAsync(HttpMethod.Post, $"/api/v1/apps/{app}/webhooks", body)).ShouldBeProblem(400, code).Hint.ShouldNotBeNullOrEmpty();

        (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/{app}/webhooks")).Read(WireJson.Default.IReadOnlyListWebhookView).ShouldBeEmpty();
    }

    [Fact]
    public async Task Webhooks_and_deliveries_of_other_apps_are_not_to_be_had()
    {
        var hook = await server.HookAsync("own", "github", Nowhere);
        var other = await server.HookAsync("other", "github", Nowhere);
        var delivery = (await server.GithubAsync(hook, HookServer.Push(new string('2', 40), repository: "x/y"), "one")).Read(WireJson.Default.WebhookAnswer).Delivery;

        foreach (var (method, path) in new[] { ("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/test"), ("GET", "/deliveries"), ("GET", $"/deliveries/{delivery}"), ("POST", $"/deliveries/{delivery}/redeliver") })
        {
            (await server.SendAsync(new HttpMethod(method), $"/api/v1/apps/other/webhooks/{hook.Id}{path}", method == "PATCH" ? "{}" : null)).ShouldBeProblem(404, "webhook.notFound");
        }

        (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/other/webhooks/{other.Id}/deliveries/{delivery}")).ShouldBeProblem(404, "webhook.noDelivery");
        (await server.SendAsync(HttpMethod.Patch, $"/api/v1/apps/own/webhooks/{hook.Id}", """{"statusToken":"two\nlines"}""")).ShouldBeProblem(400, "webhook.badToken");
        var bitbucket = await server.HookOfAsync("own", "bitbucket", Nowhere);
        (await server.SendAsync(HttpMethod.Patch, $"/api/v1/apps/own/webhooks/{bitbucket.Id}", """{"statusToken":"token"}""")).ShouldBeProblem(400, "webhook.noStatus");
    }

    [Fact]
    public async Task A_delivery_is_taken_again_as_the_webhook_is_then()
    {
        using var git = new GitHost();
        var commit = await (await TestRepository.CreateAsync(git.Root, "shop.git")).CommitAsync(("Dockerfile", "FROM scratch\n"));
        var hook = await server.HookAsync("again", "github", git.Url("shop.git"), ""","branches":["release"]""");
        var first = (await server.GithubAsync(hook, HookServer.Push(commit), "one")).Read(WireJson.Default.WebhookAnswer);
        await server.SendAsync(HttpMethod.Patch, $"/api/v1/apps/again/webhooks/{hook.Id}", """{"branches":["main"]}""");

        var again = await server.SendAsync(HttpMethod.Post, $"/api/v1/apps/again/webhooks/{hook.Id}/deliveries/{first.Delivery}/redeliver");

        first.Verdict.ShouldBe("branch");
        again.Status.ShouldBe(202, again.Body);
        var settled = await server.SettledAsync(hook, again.Read(WireJson.Default.DeliveryView).Id);
        (settled.Verdict, settled.Run).ShouldBe(("started", (await server.RunsAsync("again")).ShouldHaveSingleItem().Id));
    }

    [Fact]
    public async Task A_test_fetches_and_deploys_nothing()
    {
        using var git = new GitHost { Authorization = "Basic " + Convert.ToBase64String("git:T0KEN"u8) };
        var commit = await (await TestRepository.CreateAsync(git.Root, "shop.git")).CommitAsync(("Dockerfile", "FROM scratch\n"));
        var hook = await server.HookAsync("tested", "gitea", git.Url("shop.git"));
        var path = $"/api/v1/apps/tested/webhooks/{hook.Id}/test";

        var closed = (await server.SendAsync(HttpMethod.Post, path)).Read(WireJson.Default.DeliveryView);
        await server.SendAsync(HttpMethod.Put, $"/api/v1/apps/tested/git-access/127.0.0.1:{git.Port}", """{"token":"T0KEN"}""");
        var open = (await server.SendAsync(HttpMethod.Post, path)).Read(WireJson.Default.DeliveryView);

        closed.Verdict.ShouldBe("failed");
        closed.Reason.ShouldContain("pdeploy git-access set");
        (open.Verdict, open.Commit, open.Ref).ShouldBe(("tested", commit, "refs/heads/main"));
        (await server.RunsAsync("tested")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_host_that_is_away_is_asked_again_and_a_ref_that_is_not_there_is_not()
    {
        using var git = new GitHost();
        var commit = await (await TestRepository.CreateAsync(git.Root, "shop.git")).CommitAsync(("Dockerfile", "FROM scratch\n"));
        git.Asked = _ => Task.FromResult<int?>(503);
        var hook = await server.HookAsync("away", "github", git.Url("shop.git"), ""","branches":["**"]""");

        var missing = (await server.GithubAsync(hook, HookServer.Push(commit, "refs/heads/nowhere"), "one")).Read(WireJson.Default.WebhookAnswer).Delivery;
        var waiting = await server.SeeAsync(hook, missing, seen => seen.Reason.Contains("503", StringComparison.Ordinal), "it waits");
        git.Asked = _ => Task.FromResult<int?>(null);
        // Its second try is due in 10 s; nobody wants to wait for that.
        await server.Database.ExecuteAsync($"update deliveries set due_at = now() where id = {missing}");
        await server.Database.ExecuteAsync($"delete from qrtz_simple_triggers where trigger_group = 'deliveries' and trigger_name = '{missing}'; delete from qrtz_triggers where trigger_group = 'deliveries' and trigger_name = '{missing}'");

        (waiting.Verdict, waiting.SettledAt).ShouldBe(("accepted", null));
        var settled = await server.SettledAsync(hook, missing);
        (settled.Verdict, settled.Run).ShouldBe(("failed", null));
        settled.Reason.ShouldContain("has no 'refs/heads/nowhere'");
    }
}

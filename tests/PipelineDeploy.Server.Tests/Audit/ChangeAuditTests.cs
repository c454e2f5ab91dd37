using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Git;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.Server.Tests.Audit;

/// <summary>What the audit says of each kind of change: what was before, and what is now.</summary>
[Trait("Category", "Integration")]
public sealed class ChangeAuditTests(GitServer server) : IClassFixture<GitServer>
{
    const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";

    [Theory]
    [InlineData("POST", "domains", """{"domains":["z.APP.localhost"]}""", """{"domains":{"before":["APP.localhost"],"after":["APP.localhost","z.APP.localhost"]}}""")]
    [InlineData("PUT", "scale", """{"processes":{"web":2},"noRestart":true}""", """{"scale":{"before":["web=1"],"after":["web=2"]}}""")]
    [InlineData("PUT", "maintenance", """{"message":"Back at noon"}""", """{"isOn":{"before":false,"after":true},"message":{"before":null,"after":"Back at noon"}}""")]
    [InlineData("PATCH", "config", """{"set":{"KEY":"canary-value","DOKKU_CHECKS_WAIT":"3"},"noRestart":true}""", """{"set":["KEY"],"checksWait":{"before":"5s","after":"3s"}}""")]
    [InlineData("POST", "schedules", """{"name":"nightly","cron":"0 3 * * *"}""", """{"cron":{"before":null,"after":"0 3 * * *"},"timeZone":{"before":null,"after":"UTC"}}""")]
    [InlineData("PATCH", "schedules/kept", """{"cron":"0 4 * * *"}""", """{"cron":{"before":"0 3 * * *","after":"0 4 * * *"}}""")]
    [InlineData("DELETE", "schedules/kept", null, """{"cron":{"before":"0 3 * * *","after":null}}""")]
    [InlineData("POST", "webhooks", """{"host":"github","branches":["main"]}""", """{"host":{"before":null,"after":"github"},"branches":{"before":null,"after":["main"]}}""")]
    [InlineData("PUT", "git-access/git.example.com", """{"token":"canary-token"}""", """{"host":{"before":null,"after":"git.example.com"},"kind":{"before":null,"after":"token"}}""")]
    public async Task A_change_of_an_app_is_told_with_before_and_after(string method, string path, string? json, string says)
    {
        var app = await NewAppAsync();

        var answer = await server.SendAsync(new HttpMethod(method), $"/api/v1/apps/{app}/{path}", json?.Replace("APP", app, StringComparison.Ordinal));

        answer.Status.ShouldBeInRange(200, 299, answer.Body);
        ShouldSay(await DetailsAsync(app), says.Replace("APP", app, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_webhook_is_told_before_and_after_without_its_secrets()
    {
        var app = await NewAppAsync();
        var made = (await server.SendAsync(HttpMethod.Post, $"/api/v1/apps/{app}/webhooks", """{"host":"github","branches":["main"],"secret":"canary-secret-0123456789abcdef"}""")).Read(WireJson.Default.WebhookView);

        await server.SendAsync(HttpMethod.Patch, $"/api/v1/apps/{app}/webhooks/{made.Id}", """{"branches":["release"],"enabled":false,"statusToken":"canary-token"}""");

        ShouldSay(await DetailsAsync(app), """{"branches":{"before":["main"],"after":["release"]},"enabled":{"before":true,"after":false},"statusToken":"set"}""");
        await server.SendAsync(HttpMethod.Delete, $"/api/v1/apps/{app}/webhooks/{made.Id}");
        ShouldSay(await DetailsAsync(app), """{"branches":{"before":["release"],"after":null}}""");
        string.Join('\n', await server.Database.ColumnAsync<string>("select a::text from audit a")).ShouldNotContain("canary");
    }

    [Fact]
    public async Task A_window_and_a_freeze_are_told_when_they_come_and_when_they_go()
    {
        var app = await NewAppAsync();
        var window = (await server.SendAsync(HttpMethod.Post, "/api/v1/windows", $$"""{"app":"{{app}}","days":["mon"],"opens":"09:00","closes":"17:00"}""")).Read(WireJson.Default.WindowView);
        ShouldSay(await DetailsAsync(app), """{"opens":{"before":null,"after":"09:00"}}""");
        await server.SendAsync(HttpMethod.Delete, $"/api/v1/windows/{window.Id}");
        ShouldSay(await DetailsAsync(app), """{"opens":{"before":"09:00","after":null}}""");

        var freeze = (await server.SendAsync(HttpMethod.Post, "/api/v1/freezes", $$"""{"app":"{{app}}","until":"{{TimeProvider.System.GetUtcNow().AddDays(1):O}}","reason":"holidays"}""")).Read(WireJson.Default.FreezeView);
        ShouldSay(await DetailsAsync(app), """{"reason":{"before":null,"after":"holidays"}}""");
        await server.SendAsync(HttpMethod.Delete, $"/api/v1/freezes/{freeze.Id}");
        ShouldSay(await DetailsAsync(app), """{"reason":{"before":"holidays","after":null}}""");
    }

    [Fact]
    public async Task A_push_over_HTTP_is_told_with_its_token_its_refs_and_what_became_of_it()
    {
        using var pusher = await server.NewPusherAsync("audited");
        var head = await pusher.GitAsync("rev-parse", "HEAD");

        await pusher.PushAsync("main:dev");

        var entry = await Eventually.SeeAsync(() => LastAsync("audited"), last => last.What.Contains("receive-pack", StringComparison.Ordinal), "the push is in the audit");
        (entry.Actor, entry.Token, entry.What, entry.Outcome).ShouldBe(("admin", "admin", "POST /audited.git/git-receive-pack", "done"));
        ShouldSay(Details(entry), $$$"""{"refs":1,"refs/heads/dev":{"before":null,"after":"{{{head}}}"},"accepted":true}""");
    }

    [Fact]
    public async Task A_push_over_SSH_is_told_with_its_key_and_from_where_and_a_fetch_is_not()
    {
        var app = await NewAppAsync();
        using var admin = new PipelineDeployClient(server.Address, server.Token);
        var key = await admin.AddSshKeyAsync(new AddSshKey($"{Key} ann@laptop"));

        foreach (var service in new[] { "git-upload-pack", "git-receive-pack" })
        {
            // A talk in which nothing is asked for: git says what it has, and ends with the connection.
            await using var git = await admin.OpenGitAsync(key.Id, service, app, from: "203.0.113.7");
            (await git.ReadAtLeastAsync(new byte[4], 4)).ShouldBe(4);
        }

        var entry = await Eventually.SeeAsync(() => LastAsync(app), last => last.What.Contains("ssh-keys", StringComparison.Ordinal), "the push is in the audit");
        (entry.Actor, entry.Token, entry.Address, entry.App, entry.Outcome).ShouldBe(("admin", "admin", "203.0.113.7", app, "done"));
        entry.What.ShouldBe($"GET /api/v1/ssh-keys/{key.Id}/git-receive-pack/{app}");
        ShouldSay(Details(entry), """{"sshKey":"ann@laptop"}""");
        (await server.Database.ScalarAsync<long>($"select count(*) from audit where app = '{app}' and what like '%upload-pack%'")).ShouldBe(0);
    }

    // What is said besides is fine: views have more parts than a test is about.
    static void ShouldSay(JsonObject details, string says)
    {
        foreach (var (name, value) in JsonNode.Parse(says)!.AsObject())
        {
            JsonNode.DeepEquals(details[name], value).ShouldBeTrue($"{name} is {details[name]?.ToJsonString()}, not {value?.ToJsonString()}, in {details.ToJsonString()}");
        }

        details.ToJsonString().ShouldNotContain("canary");
    }

    async Task<string> NewAppAsync()
    {
        var app = $"change-{Guid.CreateVersion7():n}"[..24];
        (await server.SendAsync(HttpMethod.Post, "/api/v1/apps", $$"""{"name":"{{app}}","domains":["{{app}}.localhost"]}""")).Status.ShouldBe(201);
        (await server.SendAsync(HttpMethod.Post, $"/api/v1/apps/{app}/schedules", """{"name":"kept","cron":"0 3 * * *"}""")).Status.ShouldBe(201);
        return app;
    }

    async Task<AuditEntryView> LastAsync(string app) => (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/{app}/audit?limit=1")).Read(WireJson.Default.AuditPage).Items[0];

    async Task<JsonObject> DetailsAsync(string app) => Details(await LastAsync(app));

    static JsonObject Details(AuditEntryView entry) => JsonObject.Create(entry.Details.ShouldNotBeNull())!;
}

using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.Server.Tests.Webhooks;

/// <summary>A server that may fetch from this machine and that knows its own address. Its apps are frozen, so that runs are made and none begins.</summary>
public sealed class HookServer : RunningServer
{
    protected override OutboundRules Outbound { get; } = OutboundRules.Parse("127.0.0.1");

    protected override string PublicUrl => "https://deploy.example.com";

    /// <summary>A new app with a webhook.</summary>
    public async Task<WebhookView> HookAsync(string app, string host, string repository, string more = "")
    {
        await this.CreateAppAsync(app);
        var freeze = $$"""{"app":"{{app}}","reason":"nothing is to be built here","until":"{{TimeProvider.System.GetUtcNow().AddDays(1):O}}"}""";
        (await SendAsync(HttpMethod.Post, "/api/v1/freezes", freeze)).Status.ShouldBe(201);
        return await HookOfAsync(app, host, repository, more);
    }

    /// <summary>A webhook of an app that there is.</summary>
    public async Task<WebhookView> HookOfAsync(string app, string host, string repository, string more = "")
    {
        var made = await SendAsync(HttpMethod.Post, $"/api/v1/apps/{app}/webhooks", $$"""{"host":"{{host}}","repository":"{{repository}}"{{more}}}""");
        made.Status.ShouldBe(201, made.Body);
        return made.Read(WireJson.Default.WebhookView);
    }

    /// <summary>Sends as GitHub does.</summary>
    public Task<Answer> GithubAsync(WebhookView hook, string body, string delivery, string name = "push", string? secret = null, HttpClient? client = null) => HookedAsync(
        client, hook, Encoding.UTF8.GetBytes(body), ("X-GitHub-Event", name), ("X-GitHub-Delivery", delivery),
        ("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? hook.Secret!), Encoding.UTF8.GetBytes(body)))}"));

    /// <summary>Sends as Gitea does.</summary>
    public Task<Answer> GiteaAsync(WebhookView hook, string body, string delivery) => HookedAsync(
        hook, Encoding.UTF8.GetBytes(body), ("X-Gitea-Event", "push"), ("X-Gitea-Delivery", delivery),
        ("X-Gitea-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(hook.Secret!), Encoding.UTF8.GetBytes(body)))));

    /// <summary>Sends to the address of a webhook, signed in to nothing.</summary>
    public Task<Answer> HookedAsync(WebhookView hook, byte[] body, params (string Name, string Value)[] headers) => HookedAsync(null, hook, body, headers);

    async Task<Answer> HookedAsync(HttpClient? given, WebhookView hook, byte[] body, params (string Name, string Value)[] headers)
    {
        using var own = given is null ? Client(null) : null;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{hook.Id}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var response = await (given ?? own)!.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>A delivery once its verdict is final.</summary>
    public Task<DeliveryView> SettledAsync(WebhookView hook, long delivery) =>
        SeeAsync(hook, delivery, seen => seen.SettledAt is not null, "it is settled");

    /// <summary>A delivery once it is as it should be.</summary>
    public Task<DeliveryView> SeeAsync(WebhookView hook, long delivery, Func<DeliveryView, bool> isSo, string what) => Eventually.SeeAsync(
        async () => (await SendAsync(HttpMethod.Get, $"/api/v1/apps/{hook.App}/webhooks/{hook.Id}/deliveries/{delivery}")).Read(WireJson.Default.DeliveryView), isSo, what, TimeSpan.FromSeconds(30));

    public async Task<IReadOnlyList<RunView>> RunsAsync(string app) => (await SendAsync(HttpMethod.Get, $"/api/v1/runs?app={app}")).Read(WireJson.Default.RunPage).Items;

    /// <summary>GitHub's body of a push.</summary>
    public static string Push(string commit, string reference = "refs/heads/main", string repository = "shop", bool isFork = false, bool isDeleted = false) => JsonSerializer.Serialize(new
    {
        @ref = reference,
        before = "1111111111111111111111111111111111111111",
        after = isDeleted ? new string('0', 40) : commit,
        deleted = isDeleted,
        repository = new { full_name = repository, fork = isFork },
        sender = new { login = "ann" },
    });
}

/// <summary>One server for all tests of webhooks.</summary>
[CollectionDefinition(Name)]
public sealed class HookServerCollection : ICollectionFixture<HookServer>
{
    public const string Name = "webhooks";
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Auth;
using PipelineDeploy.Server.Tests.Hostile;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.Server.Tests.Webhooks;
using PipelineDeploy.TestKit.Http;
using PipelineDeploy.TestKit.Tls;

namespace PipelineDeploy.Server.Tests.Secrets;

/// <summary>A secret in every field of every door that takes one; then everything that can be read is searched for each.</summary>
/// <remarks>tj-actions CVE-2025-30066, Argo CD CVE-2025-55190.</remarks>
[Trait("Category", "Integration")]
public sealed class CanaryTests(HookServer server) : IClassFixture<HookServer>, IDisposable
{
    const string Shop = "/api/v1/apps/shop";

    readonly List<Canary> _canaries = [];
    readonly RecordedLog _log = new();
    readonly List<Canary> _echoed = [];
    Receiver? _echo;

    public void Dispose() => _echo?.Dispose();

    [Fact]
    public async Task No_secret_of_any_door_is_in_the_database_in_a_file_in_the_log_or_in_an_answer()
    {
        server.Get<ILoggerFactory>().AddProvider(_log);
        // Answers with what it was sent, and with what it should not know, in many forms.
        _echo = new Receiver(request => (500, string.Join('\n', [request.Headers.GetValueOrDefault("Authorization") ?? "", request.Body, .. _echoed.SelectMany(canary => canary.Told)])));
        await server.CreateAppAsync("shop");

        await SetConfigAsync();
        var run = await RunAsync();
        // What a run was never told it cannot hide: the secrets of hooks and hosts are echoed to those that send them.
        var hook = await SetHookAsync();
        await SetGitAccessAsync();
        await SetUsersAsync();
        await SetCertificateAsync();

        _canaries.Count.ShouldBeGreaterThan(15);
        _canaries.ShouldAllBe(canary => canary.Text.Length > 20);
        await HoldNoneInTablesAsync();
        HoldNoneIn("the log", string.Join('\n', _log.Lines));
        _log.Lines.ShouldNotBeEmpty();
        foreach (var file in Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ("admin-token" or "setup-token" or "push.sock")))
        {
            HoldNoneIn(file, await File.ReadAllTextAsync(file));
        }

        await HoldNoneInAnswersAsync(hook, run);
    }

    async Task SetConfigAsync()
    {
        var (set, imported, taken) = (New("config"), New("import"), New("dokku"));
        await DoneAsync(HttpMethod.Patch, $"{Shop}/config", new { set = new Dictionary<string, string> { ["API_KEY"] = set.Text }, noRestart = true });
        await DoneAsync(HttpMethod.Post, $"{Shop}/config/import", new { text = $"OTHER_KEY='{imported.Text}'\n", noRestart = true });
        await DoneAsync(HttpMethod.Post, "/api/v1/imports", new { app = "moved", from = "dokku", files = new Dictionary<string, string> { ["ENV"] = $"export KEY='{taken.Text}'\n" } });
        await DoneAsync(HttpMethod.Patch, $"{Shop}/config", new { set = new Dictionary<string, string> { ["1 BAD"] = New("refusedConfig").Text } }, 400);
        _echoed.AddRange([set, imported]);
    }

    // The other end tells everything it was told, and the run fails with it.
    async Task<long> RunAsync()
    {
        var token = Canary.Of("runInput");
        _echoed.Add(token);
        var pipeline = $$$"""
            name: leaky
            inputs: { token: { type: string, required: true } }
            steps:
              - id: call
                uses: http
                with: { url: "{{{_echo!.Address}}}", method: POST, body: "${{ inputs.token }}", headers: { Authorization: "Bearer ${{ inputs.token }}" } }
            """;
        await DoneAsync(HttpMethod.Post, "/api/v1/pipelines", new { text = pipeline });
        using var source = new ByteArrayContent(Deploying.BrokenBuild());
        source.Headers.ContentType = new("application/x-tar");
        var started = await server.SendAsync(HttpMethod.Post, $"{Shop}/deploys?pipeline=leaky&input={Uri.EscapeDataString($"token={token.Text}")}", source);
        started.Status.ShouldBe(202, started.Body);
        var run = await server.EndOfAsync(started.Read(WireJson.Default.RunView).Id);
        run.State.ShouldBe("failed");
        _echo!.Requests.ShouldNotBeEmpty();
        HoldNoneIn("the run", JsonSerializer.Serialize(run, WireJson.Default.RunView), token);
        HoldNoneIn("its journal", string.Join('\n', await server.Database.ColumnAsync<string>("select j::text from journal j")), token);
        HoldNoneIn("its lines", string.Join('\n', await server.Database.ColumnAsync<string>("select l::text from log_lines l")), token);
        return run.Id;
    }

    async Task<WebhookView> SetHookAsync()
    {
        var (secret, status) = (New("hookSecret"), Plain("statusToken"));
        var hook = (await DoneAsync(HttpMethod.Post, $"{Shop}/webhooks", new { host = "github", repository = $"{_echo!.Address}acme/shop.git", secret = secret.Text })).Read(WireJson.Default.WebhookView);
        await DoneAsync(HttpMethod.Patch, $"{Shop}/webhooks/{hook.Id}", new { statusToken = status.Text });
        var made = (await DoneAsync(HttpMethod.Post, $"{Shop}/webhooks", new { host = "gitlab", repository = $"{_echo.Address}acme/other.git" })).Read(WireJson.Default.WebhookView);
        _canaries.Add(new Canary("madeHookSecret", made.Secret.ShouldNotBeNull()));
        _echoed.AddRange([secret, status]);
        // One that is proven and has a run, so that the status is told with the token; GitLab sends its secret as it is.
        var body = HookServer.Push(new string('a', 40), repository: "acme/shop");
        (await server.GithubAsync(hook with { Secret = secret.Text }, body, "one")).Status.ShouldBe(202);
        (await server.GithubAsync(hook with { Secret = secret.Text }, body, "two", secret: New("wrongHookSecret").Text)).Status.ShouldBe(401);
        await server.HookedAsync(made, "{}"u8.ToArray(), ("X-Gitlab-Token", made.Secret!), ("X-Gitlab-Event", "Push Hook"));
        // The host does not let itself be fetched from, which is tried again for long.
        var told = await server.SeeAsync(hook, 1, seen => seen.Reason.Contains("cannot be fetched", StringComparison.Ordinal), "the fetch has failed");
        HoldNoneIn("the verdict", $"{told}");
        return hook;
    }

    async Task SetGitAccessAsync()
    {
        var (token, key) = (Plain("gitToken"), Plain("deployKey"));
        _echoed.Add(token);
        await DoneAsync(HttpMethod.Put, $"{Shop}/git-access/127.0.0.1:{_echo!.Address.Port}", new { token = token.Text });
        await DoneAsync(HttpMethod.Put, $"{Shop}/git-access/git.example.com", new { key = $"-----BEGIN OPENSSH PRIVATE KEY-----\n{key.Text}\n-----END OPENSSH PRIVATE KEY-----\n", knownHosts = "git.example.com ssh-ed25519 AAAA" });
        var fetched = await StartAsync($"{Shop}/deploys?git={Uri.EscapeDataString($"{_echo.Address}acme/shop.git")}&ref=main");
        fetched.Status.ShouldBe(400, fetched.Body);
        HoldNoneIn("the refusal", fetched.Body);
        await StartAsync($"{Shop}/deploys?git={Uri.EscapeDataString($"https://ann:{Plain("secretInUrl").Text}@git.example.com/shop.git")}&ref=main");
    }

    async Task SetUsersAsync()
    {
        var (first, second) = (New("password"), New("otherPassword"));
        await DoneAsync(HttpMethod.Post, "/api/v1/users", new { name = "ann", password = first.Text, role = "viewer" });
        await DoneAsync(HttpMethod.Put, "/api/v1/users/ann/password", new { password = second.Text });
        await DoneAsync(HttpMethod.Post, "/api/v1/sign-in", new { user = "ann", password = New("wrongPassword").Text, token = "laptop" }, 401);
        var laptop = (await DoneAsync(HttpMethod.Post, "/api/v1/sign-in", new { user = "ann", password = second.Text, token = "laptop" })).Read(WireJson.Default.NewTokenView);
        var machine = (await DoneAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "ci", role = "viewer" })).Read(WireJson.Default.NewTokenView);
        var link = (await server.SendAsync(HttpMethod.Post, "/api/v1/sign-in-links")).Read(WireJson.Default.SignInLink).Url.Split('/')[^1];
        var browser = new Browser(server);
        (await browser.PostBareAsync($"/sign-in/{link}")).Status.ShouldBe(302);
        (await browser.GetAsync("/")).Status.ShouldBe(200);
        _canaries.AddRange([new Canary("loginToken", laptop.Secret), new Canary("apiToken", machine.Secret), new Canary("signInLink", link), new Canary("adminToken", server.Token)]);
        _canaries.AddRange(browser.Cookies.Where(cookie => cookie.Key.EndsWith("pipelinedeploy", StringComparison.Ordinal)).Select(cookie => new Canary("session", cookie.Value)));
    }

    async Task SetCertificateAsync()
    {
        await DoneAsync(HttpMethod.Post, $"{Shop}/domains", new { domains = new[] { "shop.example.com" } });
        var certificate = TestCertificate.For("shop.example.com");
        _canaries.Add(new Canary("certificateKey", certificate.Key.Split('\n')[1]));
        // Without HTTPS the router has no place for it; what was sent may have been looked at nevertheless.
        await server.SendAsync(HttpMethod.Put, $"{Shop}/certificates", JsonSerializer.Serialize(new { chain = certificate.Chain, key = certificate.Key }));
    }

    // A row as text has every column: jsonb as it is, bytea in hex.
    async Task HoldNoneInTablesAsync()
    {
        var seen = 0;
        foreach (var table in await server.Database.ColumnAsync<string>("select quote_ident(table_name) from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"))
        {
            var rows = string.Join('\n', await server.Database.ColumnAsync<string>($"select r::text from {table} as r"));
            seen += rows.Contains("shop", StringComparison.Ordinal) ? 1 : 0;
            HoldNoneIn(table, rows);
        }

        seen.ShouldBeGreaterThan(8, "the search sees what there is");
    }

    // The one door that is there to show one is left out.
    async Task HoldNoneInAnswersAsync(WebhookView hook, long run)
    {
        var description = JsonNode.Parse((await server.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Body)!;
        var values = new Dictionary<string, string> { ["app"] = "shop", ["id"] = $"{run}", ["number"] = "1", ["hook"] = hook.Id, ["name"] = "leaky" };
        var doors = DescribedDoor.Of(description, name => values.GetValueOrDefault(name, "x"))
            .Where(door => door.Method == HttpMethod.Get && !door.Path.EndsWith("/events", StringComparison.Ordinal) && door.Path != "/api/v1/apps/{app}/config/{name}").ToList();
        doors.Count.ShouldBeGreaterThan(30);
        foreach (var path in doors.Select(door => door.Plain().RequestUri!.PathAndQuery).Concat(["/", "/apps/shop", $"/runs/{run}"]))
        {
            var answer = await server.SendAsync(HttpMethod.Get, path, (HttpContent?)null, ("Accept", path.StartsWith("/api", StringComparison.Ordinal) ? "application/json" : "text/html"));
            HoldNoneIn(path, answer.Body);
        }
    }

    void HoldNoneIn(string where, string text, params Canary[] more)
    {
        foreach (var canary in _canaries.Concat(more))
        {
            var found = canary.Forms.FirstOrDefault(form => text.Contains(form, StringComparison.Ordinal));
            found.ShouldBeNull($"{canary.Name} is in {where}: {text[Math.Max(0, text.IndexOf(found ?? "", StringComparison.Ordinal) - 200)..][..Math.Min(600, text.Length)]}");
        }
    }

    Task<Answer> StartAsync(string path) => server.SendAsync(HttpMethod.Post, path, (HttpContent?)null);

    Canary New(string name) => Kept(Canary.Of(name));

    Canary Plain(string name) => Kept(Canary.Plain(name));

    Canary Kept(Canary canary)
    {
        _canaries.Add(canary);
        return canary;
    }

    async Task<Answer> DoneAsync(HttpMethod method, string path, object body, int? refusedWith = null)
    {
        var answer = await server.SendAsync(method, path, JsonSerializer.Serialize(body, Loose));
        if (refusedWith is { } status)
        {
            answer.Status.ShouldBe(status, answer.Body);
            HoldNoneIn(path, answer.Body);
        }
        else
        {
            answer.Status.ShouldBeLessThan(300, answer.Body);
        }

        return answer;
    }

    static readonly JsonSerializerOptions Loose = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

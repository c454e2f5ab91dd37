using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit.Git;
using PipelineDeploy.TestKit.Webhooks;

namespace PipelineDeploy.Server.Tests.Webhooks;

/// <summary>The payloads that GitHub shows of its own, sent as it sends them. Needs npm, and the first time its registry.</summary>
[Collection(HookServerCollection.Name)]
[Trait("Category", "Integration")]
public sealed class GithubExamplesRequestTests(HookServer server, GithubExamples examples) : IClassFixture<GithubExamples>
{
    const string Repository = "Codertocat/Hello-World";
    const int SideBySide = 8;

    // One webhook takes 300 requests at once.
    const int MostOfHook = 250;

    static readonly string[] Deployed = ["started", "merged"];

    [Fact]
    public async Task Each_event_gets_the_verdict_that_it_should()
    {
        using var git = await HostAsync();
        var hook = await server.HookAsync("hello", "github", git.Url($"{Repository}.git"), ""","branches":["master"]""");
        var all = examples.All.DistinctBy(KindOf).ToList();
        var hooks = new List<WebhookView> { hook };
        for (var sent = MostOfHook; sent < all.Count; sent += MostOfHook)
        {
            hooks.Add(await server.HookOfAsync("hello", "github", git.Url($"{Repository}.git"), ""","branches":["master"]"""));
        }

        var seen = await SendAsync(all.Select((example, i) => (hooks[i / MostOfHook], example.Event, example.Body)));

        foreach (var (name, body, verdict) in seen)
        {
            var expected = Expected(name, JsonNode.Parse(body)!, releases: false);
            (expected == "deployed" ? Deployed : [expected]).ShouldContain(verdict, $"{name}: {body}");
        }

        seen.Select(one => one.Verdict == "merged" ? "started" : one.Verdict).Distinct().ShouldBe(["deletion", "event", "fork", "ping", "repository", "started", "tag"], ignoreOrder: true);
        seen.Select(one => one.Name).Distinct().Count().ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task Tags_and_published_releases_deploy_where_that_is_wanted()
    {
        using var git = await HostAsync();
        var hook = await server.HookAsync("tags", "github", git.Url($"{Repository}.git"), ""","branches":["other"],"tags":["*"],"releases":true""");

        var seen = await SendAsync(examples.All.DistinctBy(KindOf).Where(example => example.Event is "push" or "release" or "create" or "delete").Select(example => (hook, example.Event, example.Body)));

        foreach (var (name, body, verdict) in seen)
        {
            var expected = Expected(name, JsonNode.Parse(body)!, releases: true);
            (expected == "deployed" ? Deployed : [expected]).ShouldContain(verdict, $"{name}: {body}");
        }

        seen.Count(one => Deployed.Contains(one.Verdict)).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_push_with_a_wrong_signature_is_refused()
    {
        var hook = await server.HookAsync("unsigned", "github", "https://git.example.com/shop.git");
        var pushes = examples.All.DistinctBy(KindOf).Where(example => example.Event == "push").ToList();

        foreach (var (name, body) in pushes)
        {
            (await server.GithubAsync(hook, body, "one", name, secret: hook.Secret + "!")).ShouldBeProblem(401, "webhook.unproven");
            (await server.HookedAsync(hook, Encoding.UTF8.GetBytes(body), ("X-GitHub-Event", name), ("X-Hub-Signature-256", $"sha256={new string('0', 64)}"))).ShouldBeProblem(401, "webhook.unproven");
        }

        var after = (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/unsigned/webhooks/{hook.Id}")).Read(WireJson.Default.WebhookView);
        after.Refused.ShouldBe(2 * pushes.Count);
        (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/unsigned/webhooks/{hook.Id}/deliveries")).Read(WireJson.Default.DeliveryPage).Items.ShouldBeEmpty();
    }

    // The repository of nearly all of them, with the refs of which they tell.
    static async Task<GitHost> HostAsync()
    {
        var git = new GitHost();
        var repository = await TestRepository.CreateAsync(git.Root, $"{Repository}.git", ("Dockerfile", "FROM scratch\n"));
        await GitCommand.RunAsync(repository.Folder, "branch", "master");
        await GitCommand.RunAsync(repository.Folder, "tag", "simple-tag");
        await GitCommand.RunAsync(repository.Folder, "tag", "0.0.1");
        await repository.PushAsync();
        return git;
    }

    async Task<IReadOnlyList<(string Name, string Body, string Verdict)>> SendAsync(IEnumerable<(WebhookView Hook, string Name, string Body)> all)
    {
        var seen = new ConcurrentQueue<(string, string, string)>();
        using var client = server.Client(null);
        var numbered = all.Select((one, i) => (one.Hook, one.Name, one.Body, Id: $"{i}"));
        await Parallel.ForEachAsync(numbered, new ParallelOptions { MaxDegreeOfParallelism = SideBySide }, async (one, _) =>
        {
            var answer = await server.GithubAsync(one.Hook, one.Body, one.Id, one.Name, client: client);
            var said = answer.Read(WireJson.Default.WebhookAnswer);
            answer.Status.ShouldBe(said.Verdict is "accepted" or "started" or "merged" ? 202 : 200, answer.Body);
            seen.Enqueue((one.Name, one.Body, said.Verdict == "accepted" ? (await server.SettledAsync(one.Hook, said.Delivery)).Verdict : said.Verdict));
        });
        return [.. seen];
    }

    // Every push, and of all else one of each kind: GitHub Enterprise Server sends many of them alike.
    static string KindOf((string Event, string Body) example)
    {
        var body = JsonNode.Parse(example.Body)!;
        return example.Event == "push" ? example.Body : $"{example.Event} {body["action"]} {(body["repository"] as JsonObject)?["full_name"]} {(body["repository"] as JsonObject)?["fork"]}";
    }

    static bool IsOurs(JsonObject? repository) =>
        new[] { Repository, $"https://github.com/{Repository}.git" }.Any(name => new[] { repository?["full_name"], repository?["clone_url"] }.Any(told => name.Equals(told?.ToString(), StringComparison.OrdinalIgnoreCase)));

    // What GitHub's documents say that such an event is about.
    static string Expected(string name, JsonNode example, bool releases)
    {
        var repository = example["repository"] as JsonObject;
        return name switch
        {
            "ping" => "ping",
            _ when !IsOurs(repository) => repository?["fork"]?.GetValue<bool>() == true ? "fork" : "repository",
            "delete" => "deletion",
            "release" => releases && example["action"]!.ToString() == "published" ? "deployed" : "event",
            "push" when (bool)example["deleted"]! => "deletion",
            "push" when example["ref"]!.ToString().StartsWith("refs/tags/", StringComparison.Ordinal) => releases ? "deployed" : "tag",
            "push" => releases ? "branch" : "deployed",
            _ => "event",
        };
    }
}

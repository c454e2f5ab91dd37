using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Git;

namespace PipelineDeploy.Server.Tests.Webhooks;

[Collection(HookServerCollection.Name)]
[Trait("Category", "Integration")]
public sealed class ReceiverTests(HookServer server)
{
    const string Commit = "2222222222222222222222222222222222222222";
    const string Nowhere = "https://git.example.com/shop.git";

    [Fact]
    public async Task Fifty_parallel_copies_of_a_push_make_one_run_and_each_is_answered_with_it()
    {
        using var git = new GitHost();
        var commit = await (await TestRepository.CreateAsync(git.Root, "shop.git")).CommitAsync(("Dockerfile", "FROM scratch\n"));
        var hook = await server.HookAsync("copies", "github", git.Url("shop.git"));
        var body = HookServer.Push(commit);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.GithubAsync(hook, body, "one")));

        answers.Select(answer => answer.Status).Distinct().ShouldBe([202]);
        var ids = answers.Select(answer => answer.Read(WireJson.Default.WebhookAnswer).Delivery).Distinct().ToList();
        var delivery = await server.SettledAsync(hook, ids.ShouldHaveSingleItem());
        (delivery.Verdict, delivery.Repeats, delivery.Sender, delivery.Ref, delivery.Key).ShouldBe(("started", 49, "ann", "refs/heads/main", "one"));
        var run = (await server.RunsAsync("copies")).ShouldHaveSingleItem();
        (run.Id, run.Trigger, run.Actor, run.Git).ShouldBe((delivery.Run!.Value, "webhook", "github", new RunGitView(git.Url("shop.git"), "refs/heads/main", commit)));
        var again = (await server.GithubAsync(hook, body, "one")).Read(WireJson.Default.WebhookAnswer);
        (again.Repeated, again.Run, again.Url).ShouldBe((true, run.Id, $"https://deploy.example.com/api/v1/runs/{run.Id}"));
    }

    [Fact]
    public async Task A_body_that_was_caught_and_sent_again_under_another_id_starts_nothing()
    {
        var hook = await server.HookAsync("replayed", "github", Nowhere);
        var body = HookServer.Push(Commit, "refs/heads/other");

        var first = (await server.GithubAsync(hook, body, "one")).Read(WireJson.Default.WebhookAnswer);
        var second = (await server.GithubAsync(hook, body, "two")).Read(WireJson.Default.WebhookAnswer);

        (first.Repeated, second.Repeated, second.Delivery).ShouldBe((false, true, first.Delivery));
    }

    [Fact]
    public async Task A_push_for_which_a_run_waits_already_joins_it()
    {
        using var git = new GitHost();
        var commit = await (await TestRepository.CreateAsync(git.Root, "shop.git")).CommitAsync(("Dockerfile", "FROM scratch\n"));
        var hook = await server.HookAsync("joins", "github", git.Url("shop.git"));

        var first = await DeliverAsync(hook, HookServer.Push(commit), "one");
        await Eventually.SeeAsync(async () => (await server.RunsAsync("joins"))[0], run => run.Hold is not null, "it waits to begin", TimeSpan.FromSeconds(20));
        var second = await DeliverAsync(hook, HookServer.Push(commit) + " ", "two");

        (first.Verdict, second.Verdict, second.Run).ShouldBe(("started", "merged", first.Run));
        (await server.RunsAsync("joins")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("deletion")]
    [InlineData("fork")]
    [InlineData("repository")]
    [InlineData("branch")]
    [InlineData("event")]
    [InlineData("ping")]
    public async Task What_deploys_nothing_is_kept_with_its_reason(string verdict)
    {
        var hook = await server.HookAsync($"ignores-{verdict}", "github", Nowhere);
        var body = verdict switch
        {
            "deletion" => HookServer.Push(Commit, isDeleted: true),
            "fork" => HookServer.Push(Commit, repository: "mallory/shop", isFork: true),
            "repository" => HookServer.Push(Commit, repository: "mallory/shop"),
            "branch" => HookServer.Push(Commit, "refs/heads/feature"),
            _ => HookServer.Push(Commit),
        };

        var answer = await server.GithubAsync(hook, body, "one", verdict switch { "ping" => "ping", "event" => "issues", _ => "push" });

        answer.Status.ShouldBe(200, answer.Body);
        answer.Read(WireJson.Default.WebhookAnswer).ShouldSatisfyAllConditions(said => said.Verdict.ShouldBe(verdict), said => said.Reason.ShouldNotBeNullOrEmpty(), said => said.Run.ShouldBeNull());
        var kept = (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/{hook.App}/webhooks/{hook.Id}/deliveries")).Read(WireJson.Default.DeliveryPage).Items.ShouldHaveSingleItem();
        kept.Verdict.ShouldBe(verdict);
        kept.Headers.Keys.ShouldBe(["Content-Type", "X-GitHub-Event", "X-GitHub-Delivery"], ignoreOrder: true);
        (await server.RunsAsync(hook.App)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_does_not_know_the_secret_is_refused_and_counted_and_nothing_of_it_is_kept()
    {
        var hook = await server.HookAsync("forged", "github", Nowhere);

        (await server.GithubAsync(hook, HookServer.Push(Commit), "one", secret: "another secret")).ShouldBeProblem(401, "webhook.unproven");
        (await server.HookedAsync(hook, "{}"u8.ToArray())).ShouldBeProblem(401, "webhook.unproven");
        (await server.HookedAsync(hook with { Id = new string('0', 32) }, "{}"u8.ToArray())).ShouldBeProblem(404, "webhook.unknown");

        var seen = (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/forged/webhooks/{hook.Id}")).Read(WireJson.Default.WebhookView);
        (seen.Refused, seen.RefusedReason).ShouldBe((2, "It has no X-Hub-Signature-256: give the host the secret."));
        (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/forged/webhooks/{hook.Id}/deliveries")).Read(WireJson.Default.DeliveryPage).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deep_body_is_refused_though_it_is_signed()
    {
        var hook = await server.HookAsync("deep", "github", Nowhere);

        (await server.GithubAsync(hook, string.Concat(Enumerable.Repeat("{\"a\":", 200_000)), "one")).ShouldBeProblem(400, "webhook.badBody");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_30_MB_is_refused_whether_it_says_so_or_not(bool saysSo)
    {
        var hook = await server.HookAsync($"huge-{saysSo}".ToLowerInvariant(), "github", Nowhere);
        using var client = server.Client(null);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{hook.Id}") { Content = new StreamContent(new MemoryStream(new byte[30 * 1024 * 1024])) };
        request.Headers.TransferEncodingChunked = !saysSo;
        // So that the refusal is heard before the body is on its way.
        request.Headers.ExpectContinue = saysSo;

        using var response = await client.SendAsync(request);

        (await Answer.OfAsync(response)).ShouldBeProblem(413, "webhook.tooLarge");
    }

    [Theory]
    [InlineData("gitlab", 0, 200)]
    [InlineData("generic", 0, 200)]
    [InlineData("generic", -400, 401)]
    [InlineData("generic", 400, 401)]
    [InlineData("gitlab", -400, 401)]
    public async Task A_signature_with_a_time_holds_for_five_minutes(string host, int seconds, int status)
    {
        var hook = await server.HookAsync($"timed-{host}-{seconds + 1000}", host, Nowhere);
        var body = """{"object_kind":"push","type":"push"}"""u8.ToArray();
        var timestamp = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = Convert.FromBase64String(hook.Secret!["whsec_".Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"msg_1.{timestamp}."), .. body];
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, signed));

        var answer = await server.HookedAsync(hook, body, ("webhook-id", "msg_1"), ("webhook-timestamp", timestamp), ("webhook-signature", $"v1,{signature}"));

        answer.Status.ShouldBe(status, answer.Body);
    }

    [Fact]
    public async Task A_host_that_answers_slowly_does_not_keep_the_sender_waiting()
    {
        using var git = new GitHost();
        var release = new TaskCompletionSource();
        var commit = await (await TestRepository.CreateAsync(git.Root, "shop.git")).CommitAsync(("Dockerfile", "FROM scratch\n"));
        git.Asked = async _ =>
        {
            await release.Task;
            return null;
        };
        var hook = await server.HookAsync("slow", "github", git.Url("shop.git"));

        var since = Stopwatch.GetTimestamp();
        var answer = await server.GithubAsync(hook, HookServer.Push(commit), "one");
        var took = Stopwatch.GetElapsedTime(since);
        release.SetResult();

        took.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        var said = answer.Read(WireJson.Default.WebhookAnswer);
        (answer.Status, said.Verdict, said.Run, said.Url).ShouldBe((202, "accepted", null, $"https://deploy.example.com/api/v1/apps/slow/webhooks/{hook.Id}/deliveries/{said.Delivery}"));
        (await server.SettledAsync(hook, said.Delivery)).Run.ShouldNotBeNull();
    }

    async Task<DeliveryView> DeliverAsync(WebhookView hook, string body, string delivery) =>
        await server.SettledAsync(hook, (await server.GithubAsync(hook, body, delivery)).Read(WireJson.Default.WebhookAnswer).Delivery);
}

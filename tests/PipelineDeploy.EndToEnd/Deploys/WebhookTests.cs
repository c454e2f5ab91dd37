using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Git;

namespace PipelineDeploy.EndToEnd.Deploys;

[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class WebhookTests(DeployStack stack)
{
    [Fact]
    public async Task A_signed_push_deploys_its_commit_and_the_delivery_names_the_run()
    {
        using var host = new GitHost();
        var app = await stack.NewAppAsync("hooked");
        var commit = await CommitAsync(await TestRepository.CreateAsync(host.Root, "shop.git"), stack.Version("pushed"));
        var made = await stack.CliAsync("hooks", "create", "github", "--repository", host.Url("shop.git"), "-a", app, "--json");
        made.ExitCode.ShouldBe(0, made.Errors);
        var hook = JsonSerializer.Deserialize(made.Output, WireJson.Default.WebhookView)!;

        var answer = await PushAsync(hook, commit);

        answer.Verdict.ShouldBeOneOf("accepted", "started");
        var delivery = await SettledAsync(hook, answer.Delivery);
        delivery.Verdict.ShouldBe("started", delivery.Reason);
        var end = await stack.EndOfAsync(await stack.Client.GetRunAsync(delivery.Run!.Value));
        (end.State, end.Trigger, end.Git).ShouldBe(("succeeded", "webhook", new RunGitView(host.Url("shop.git"), "refs/heads/main", commit)));
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from pushed"));
        var listed = await stack.CliAsync("hooks", "deliveries", hook.Id, "-a", app);
        listed.Output.ShouldContain("started");
        listed.Output.ShouldContain($"Run {end.Id} deploys refs/heads/main at {commit}.");
    }

    [Fact]
    public async Task A_push_that_was_answered_deploys_once_though_the_server_was_killed_while_it_fetched()
    {
        using var host = new GitHost();
        var app = await stack.NewAppAsync("hookkill");
        var commit = await CommitAsync(await TestRepository.CreateAsync(host.Root, "shop.git"), stack.Version("survived"));
        var hook = await stack.Client.CreateWebhookAsync(app, new CreateWebhook("github", host.Url("shop.git")));
        var (asked, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        host.Asked = async _ =>
        {
            asked.TrySetResult();
            await goOn.Task;
            return null;
        };

        var answer = await PushAsync(hook, commit);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await stack.Server.Process.KillAsync();
        goOn.SetResult();
        await stack.Server.StartAsync();

        (answer.Verdict, answer.Run).ShouldBe(("accepted", null));
        var delivery = await SettledAsync(hook, answer.Delivery);
        var end = await stack.EndOfAsync(await stack.Client.GetRunAsync(delivery.Run.ShouldNotBeNull(delivery.Reason)));
        end.State.ShouldBe("succeeded", end.Error?.Message);
        (await stack.Client.ListRunsAsync(app)).Items.ShouldHaveSingleItem().Id.ShouldBe(end.Id);
        (await PushAsync(hook, commit)).ShouldSatisfyAllConditions(again => again.Repeated.ShouldBeTrue(), again => again.Run.ShouldBe(end.Id));
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from survived"));
    }

    Task<DeliveryView> SettledAsync(WebhookView hook, long delivery) => Eventually.SeeAsync(
        () => stack.Client.GetDeliveryAsync(hook.App, hook.Id, delivery), seen => seen.SettledAt is not null, "the delivery is settled", TimeSpan.FromSeconds(60));

    static async Task<WebhookAnswer> PushAsync(WebhookView hook, string commit)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { @ref = "refs/heads/main", before = new string('1', 40), after = commit, repository = new { full_name = "shop" } });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958");
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(hook.Secret!), body))}");
        using var response = await http.SendAsync(request);
        return JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(), WireJson.Default.WebhookAnswer)!;
    }

    static Task<string> CommitAsync(TestRepository repository, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(repository.Folder, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return repository.CommitAsync();
    }
}

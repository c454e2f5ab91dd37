using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit.Git;
using static Microsoft.Playwright.Assertions;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>A webhook set up on the page, by what the page says and nothing else.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class WebhookPageTests(DeployStack stack, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_webhook_is_set_up_with_its_exact_fields_and_its_deliveries_say_what_became_of_them()
    {
        using var host = new GitHost();
        var app = await stack.NewAppAsync("hooks");
        var commit = await (await TestRepository.CreateAsync(host.Root, "shop.git")).CommitAsync(
            ("Dockerfile", "FROM pipelinedeploy/busybox:1\nCOPY index.html /www/\nEXPOSE 5000\nCMD [\"httpd\", \"-f\", \"-p\", \"5000\", \"-h\", \"/www\"]\n"),
            ("index.html", "by webhook"),
            ("CHECKS", "WAIT=0.2\n/ by webhook\n"));
        await using var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        await window.GoAsync($"/apps/{app}/webhooks");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "New webhook" }).ClickAsync();
        await window.Page.GetByLabel("Repository").FillAsync(host.Url("shop.git"));
        await window.Page.GetByLabel("Branches").FillAsync("main");
        await window.ShouldBeSoundAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();

        var url = await FieldAsync(window, "Payload URL");
        var secret = await FieldAsync(window, "Secret");
        url.ShouldStartWith(stack.Server.Address.ToString());
        await Expect(window.Page.GetByText("application/json", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("Just the push event; for releases also Releases")).ToBeVisibleAsync();
        await window.ShouldBeSoundAsync();

        await PushAsync(url, secret, "refs/heads/other", commit);
        await PushAsync(url, secret, "refs/heads/main", commit);

        var deliveries = window.Page.GetByRole(AriaRole.Group, new() { Name = "Deliveries" });
        await Expect(deliveries.GetByRole(AriaRole.Row).Filter(new() { HasText = "other" })).ToContainTextAsync("branch", new() { Timeout = 15_000 });
        var started = deliveries.GetByRole(AriaRole.Row).Filter(new() { HasText = "started" });
        await Expect(started).ToHaveCountAsync(1, new() { Timeout = 15_000 });
        await Expect(started.GetByRole(AriaRole.Link)).ToBeVisibleAsync();
        await stack.EndOfAsync((await stack.Client.ListRunsAsync(app)).Items.ShouldHaveSingleItem());

        await started.GetByRole(AriaRole.Button, new() { Name = "Redeliver" }).ClickAsync();
        await Expect(started).ToHaveCountAsync(2, new() { Timeout = 15_000 });
        (await Task.WhenAll((await stack.Client.ListRunsAsync(app)).Items.Select(stack.EndOfAsync))).Select(run => (run.State, run.Trigger)).ShouldBe([("succeeded", "webhook"), ("succeeded", "webhook")]);
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "by webhook"));
        await window.GoAsync($"/apps/{app}/webhooks");
        (await window.Page.ContentAsync()).ShouldNotContain(secret);
        await window.ShouldBeSoundAsync();
    }

    static async Task<string> FieldAsync(Window window, string label) =>
        (await window.Page.GetByRole(AriaRole.Region, new() { Name = label, Exact = true }).InnerTextAsync()).Trim();

    // As GitHub signs it.
    static async Task PushAsync(string url, string secret, string reference, string commit)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { @ref = reference, before = new string('1', 40), after = commit, repository = new { full_name = "shop" } });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-GitHub-Delivery", Guid.CreateVersion7().ToString());
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}");
        using var response = await http.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }
}

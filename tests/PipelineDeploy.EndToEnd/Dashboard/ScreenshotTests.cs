using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.EndToEnd.Switches;
using PipelineDeploy.TestKit.Load;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>The pictures of <c>docs/images</c>; <c>scripts/screenshots.sh</c> takes them anew.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed partial class ScreenshotTests(DeployStack stack, Chromium chromium) : IClassFixture<Chromium>
{
    const int MostBytes = 150_000;

    // The lines of a log come after the log itself.
    const string LogIsRead = "() => document.querySelector('[role=log]') === null || document.querySelector('[role=log] time') !== null";

    static readonly string Docs = Path.Combine(Repository.Root, "docs");

    [Fact]
    public async Task The_pictures_that_the_docs_show_are_there_and_small()
    {
        if (Environment.GetEnvironmentVariable("PIPELINEDEPLOY_SCREENSHOTS") == "1")
        {
            await TakeAsync();
        }

        var shown = Picture().Matches(await File.ReadAllTextAsync(Path.Combine(Docs, "dashboard.md"))).Select(match => match.Groups[1].Value).ToList();
        shown.ShouldNotBeEmpty();
        shown.ShouldAllBe(name => File.Exists(Path.Combine(Docs, name)));
        Directory.EnumerateFiles(Path.Combine(Docs, "images"), "*.png").ShouldAllBe(file => new FileInfo(file).Length <= MostBytes);
    }

    async Task TakeAsync()
    {
        var (app, run) = await FillAsync();
        Directory.CreateDirectory(Path.Combine(Docs, "images"));
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 390), (ColorScheme.Dark, 390) })
        {
            await using var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url, scheme, width);
            await window.Page.SetViewportSizeAsync(width, width > 1000 ? 720 : 844);
            foreach (var (name, path) in EveryPage.Of(app, run))
            {
                await window.GoAsync(path);
                await window.Page.WaitForFunctionAsync(LogIsRead);
                var file = $"{name}-{(scheme == ColorScheme.Dark ? "dark" : "light")}-{(width > 1000 ? "wide" : "narrow")}.png";
                await window.Page.ScreenshotAsync(new() { Path = Path.Combine(Docs, "images", file) });
            }
        }
    }

    /// <summary>Some apps with a history: one that waits for a person, one that failed, and one whose canary has just succeeded.</summary>
    async Task<(string App, long Run)> FillAsync()
    {
        var (shop, api, blog) = (await AppAsync("shop"), await AppAsync("api"), await AppAsync("blog"));
        await stack.DeployVersionAsync(api, "v1");
        await stack.DeployAsync(api, Repository.SampleApp("failing-check"));
        await stack.DeployVersionAsync(blog, "v1");
        await stack.Client.PublishPipelineAsync(new PublishPipeline("name: careful\nsteps:\n  - uses: approve\n    with: {message: Is the newsletter out?}\n  - id: deploy\n    uses: pipeline\n    with: {pipeline: blue-green}\n"));
        await stack.BeginDeployAsync(blog, stack.Version("v2"), "careful");
        await stack.Client.ChangeConfigAsync(shop, new ChangeConfig(new Dictionary<string, string> { ["DATABASE_URL"] = "postgres://shop@db/shop", ["FEATURE_CART"] = "on" }, NoRestart: true));
        await stack.Client.CreateWebhookAsync(shop, new CreateWebhook("github", "https://github.com/acme/shop.git"));
        await stack.DeployAsync(shop, stack.Echo("v1"));
        await using var load = KeepAliveLoad.Start(new LoadOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, stack.RouterPort),
            Host = $"{shop}.localhost",
            Connections = 2,
            Pause = TimeSpan.FromMilliseconds(10),
        });
        var run = await stack.DeployAsync(shop, stack.Echo("v2"), "canary", ("pause", "5s"), ("interval", "500ms"), ("maxResponseTime", "200ms"));
        return (shop, run.Id);
    }

    // Names that read well; the tests' own are unique, and nobody else's on an engine that is shared.
    async Task<string> AppAsync(string name)
    {
        stack.Owns(name);
        await stack.Client.CreateAppAsync(new CreateApp(name));
        await stack.Client.SetSettingAsync(name, "waitToRetire", "1s");
        await stack.Client.SetSettingAsync(name, "stopTimeout", "2s");
        return name;
    }

    [GeneratedRegex(@"!\[[^\]]*\]\((images/[^)]+\.png)\)")]
    private static partial Regex Picture();
}

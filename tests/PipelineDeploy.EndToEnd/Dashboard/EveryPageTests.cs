using Microsoft.Playwright;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>Each page by its address, in every look.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class EveryPageTests(DeployStack stack, Chromium chromium) : IClassFixture<Chromium>
{
    static readonly string[] AppParts = ["", "/runs", "/environment", "/pipeline", "/domains", "/webhooks", "/schedules", "/settings"];
    static readonly string[] RunParts = ["", "/graph", "/log", "/events", "/inputs"];

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Every_page_can_be_opened_by_its_address_and_keeps_nobody_out(ColorScheme scheme, int width)
    {
        var app = await stack.NewAppAsync("tour");
        var run = await stack.DeployAsync(app, Repository.SampleApp("failing-check"));
        await stack.DeployVersionAsync(app, "v1");
        await stack.Client.ChangeConfigAsync(app, new ChangeConfig(new Dictionary<string, string> { ["KEY"] = "value" }, NoRestart: true));
        await stack.Client.CreateWebhookAsync(app, new CreateWebhook("github", "https://github.com/acme/shop.git"));
        await using var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url, scheme, width);

        foreach (var path in (string[])["/", "/calendar", "/people", "/people/tokens", "/people/keys", "/settings", "/account", "/nodes", "/audit", .. AppParts.Select(part => $"/apps/{app}{part}"), .. RunParts.Select(part => $"/runs/{run.Id}{part}")])
        {
            await window.GoAsync(path);
            await window.ShouldBeSoundAsync();
            (await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, $"{path} is wider than the window");
        }
    }
}

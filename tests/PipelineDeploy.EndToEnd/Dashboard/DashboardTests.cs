using System.Globalization;
using Microsoft.Playwright;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using static Microsoft.Playwright.Assertions;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>The page in a real browser, on the real server.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class DashboardTests(DeployStack stack, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_first_app_is_made_on_the_page_and_its_first_deploy_arrives_live()
    {
        var app = stack.NameFor("first");
        await using var window = await OpenAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "New app" }).ClickAsync();
        await window.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(app);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = app })).ToBeVisibleAsync();
        await Expect(window.Page.GetByText($"{app}.git")).ToBeVisibleAsync();

        await stack.DeployVersionAsync(app, "v1");

        await Expect(window.Page.GetByText("serves now")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText($"{app}-blue")).ToBeVisibleAsync();
        await window.ShouldBeSoundAsync();
    }

    [Fact]
    public async Task A_run_that_fails_is_explained_live_and_can_be_retried()
    {
        var app = await stack.NewAppAsync("explained");
        var run = await stack.BeginDeployAsync(app, Repository.SampleApp("failing-check"));
        await using var window = await OpenAsync($"/runs/{run.Id}");

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "My Amazing App" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(window.Page.GetByText("Something else").First).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Open the whole log" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Searchbox).FillAsync("AMAZING");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page.GetByRole(AriaRole.Log, new() { Name = "Lines found" })).ToContainTextAsync("My Amazing App");
        await window.ShouldBeSoundAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();

        await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = $"run {run.Id}", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_rollback_shows_what_it_changes_and_brings_the_old_version_back()
    {
        var app = await stack.NewAppAsync("back");
        await stack.DeployVersionAsync(app, "v1");
        await stack.Client.ChangeConfigAsync(app, new ChangeConfig(new Dictionary<string, string> { ["COLOUR"] = "red" }, NoRestart: true));
        await stack.DeployVersionAsync(app, "v2");
        await using var window = await OpenAsync($"/apps/{app}");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back to v1" }).ClickAsync();
        await Expect(window.Page.GetByText("COLOUR is not set any more")).ToBeVisibleAsync();
        await window.ShouldBeSoundAsync();
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();

        await window.Page.WaitForURLAsync("**/runs/*");
        await stack.EndOfAsync(await stack.Client.GetRunAsync(long.Parse(window.Page.Url.Split('/')[^1], CultureInfo.InvariantCulture)));
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back" })).ToBeVisibleAsync();
        (await stack.Client.GetAppAsync(app)).ServingRelease.ShouldBe(1);
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_nothing_else()
    {
        var app = await stack.NewAppAsync("looked-at");
        await stack.DeployVersionAsync(app, "v1");
        var made = await stack.Client.CreateTokenAsync(new CreateToken(stack.NameFor("viewer"), "viewer", Machine: true));
        using var viewer = new PipelineDeployClient(stack.Server.Address, made.Secret);
        await using var window = await chromium.OpenAsync(stack, (await viewer.CreateSignInLinkAsync()).Url);

        await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = app })).ToBeVisibleAsync();
        foreach (var path in new[] { "/", $"/apps/{app}", $"/apps/{app}/environment", $"/apps/{app}/settings", $"/apps/{app}/domains", $"/apps/{app}/webhooks" })
        {
            await window.GoAsync(path);
            (await window.Page.Locator("main button").AllInnerTextsAsync()).Where(text => text.Trim() is not ("" or "Copy")).ShouldBeEmpty(path);
            await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Audit" })).ToHaveCountAsync(0);
        }
    }

    async Task<Window> OpenAsync(string path = "/")
    {
        var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        await window.GoAsync(path);
        return window;
    }
}

using System.Globalization;
using Microsoft.Playwright;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using static Microsoft.Playwright.Assertions;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>The pages of pipelines, but for the designer itself.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class PipelinePagesTests(DeployStack stack, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Versions_are_compared_and_an_old_one_is_restored_but_never_over_what_somebody_else_published()
    {
        var name = stack.NameFor("careful");
        await PublishAsync(name, "1s");
        await PublishAsync(name, "2s");
        await PublishAsync(name, "3s");
        await using var window = await OpenAsync($"/pipelines/{name}/versions?from=1&to=3");
        var compared = window.Page.GetByRole(AriaRole.Region, new() { Name = "Version 1 against version 3" });
        await Expect(compared).ToContainTextAsync("Removed:     with: {for: 1s}");
        await Expect(compared).ToContainTextAsync("Added:     with: {for: 3s}");
        await window.ShouldBeSoundAsync();

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Restore version 1" }).ClickAsync();
        var dialog = window.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Heading, new() { Name = $"Publish version 4 of {name}" })).ToBeVisibleAsync();
        await PublishAsync(name, "4s", "Mine came first");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(dialog.GetByText("Version 4 was published meanwhile")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("Mine came first")).ToBeVisibleAsync();
        await Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "Version 3 against version 4" })).ToContainTextAsync("Added:     with: {for: 4s}");
        await window.ShouldBeSoundAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Back to your text" }).ClickAsync();
        (await stack.Client.GetPipelineAsync(name)).Pipeline.Version.ShouldBe(4);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Restore version 1" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = $"v5 of {name}" })).ToBeVisibleAsync();

        var restored = await stack.Client.GetPipelineAsync(name);
        (restored.Text, restored.Pipeline.Version, restored.Pipeline.Note).ShouldBe((Waiting(name, "1s"), 5, "As version 1"));
    }

    [Fact]
    public async Task Who_may_only_look_sees_pipelines_and_can_publish_none()
    {
        var name = stack.NameFor("seen");
        await PublishAsync(name, "1s");
        await PublishAsync(name, "2s");
        var made = await stack.Client.CreateTokenAsync(new CreateToken(stack.NameFor("onlooker"), "viewer", Machine: true));
        using var viewer = new PipelineDeployClient(stack.Server.Address, made.Secret);
        await using var window = await chromium.OpenAsync(stack, (await viewer.CreateSignInLinkAsync()).Url);

        await window.GoAsync("/");
        await window.Page.Keyboard.PressAsync("g");
        await window.Page.Keyboard.PressAsync("p");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Region, new() { Name = $"Graph of {name}" })).ToBeVisibleAsync();

        foreach (var path in new[] { "/pipelines", $"/pipelines/{name}", $"/pipelines/{name}/versions", $"/pipelines/{name}/yaml" })
        {
            await window.GoAsync(path);
            (await window.Page.Locator("main :is(button, a)").AllInnerTextsAsync())
                .Where(text => text.Trim() is var word && (word.StartsWith("Edit", StringComparison.Ordinal) || word.StartsWith("Make a copy", StringComparison.Ordinal)
                    || word.StartsWith("Restore", StringComparison.Ordinal) || word is "New pipeline" or "Try it on an app")).ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task A_dry_run_shows_the_order_and_the_times_with_an_apps_own_settings()
    {
        var app = await stack.NewAppAsync("rehearsed");
        await stack.Client.SetSettingAsync(app, "waitToRetire", "97s");
        await using var window = await OpenAsync("/pipelines/blue-green/dry-run");

        await window.Page.GetByLabel("App", new() { Exact = true }).SelectOptionAsync(app);
        var steps = window.Page.GetByRole(AriaRole.Group, new() { Name = $"What a run for {app} would do" });
        await Expect(steps).ToContainTextAsync("for 1 min 37 s");

        (await steps.GetByRole(AriaRole.Rowheader).AllInnerTextsAsync()).Select(text => text.Trim().Split(' ', '\n')[0])
            .ShouldBe(["build", "migrate", "start", "check", "switch", "post-deploy", "wait-to-retire", "retire"]);
        await window.ShouldBeSoundAsync();
        (await stack.Client.ListRunsAsync(app)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pipeline_is_tried_once_on_an_app_that_keeps_its_own()
    {
        var app = await stack.NewAppAsync("guinea-pig");
        await stack.DeployVersionAsync(app, "v1");
        var name = stack.NameFor("tried");
        var text = (await stack.Client.GetPipelineAsync("blue-green")).Text;
        await stack.Client.PublishPipelineAsync(new PublishPipeline(text.Replace("name: blue-green", $"name: {name}", StringComparison.Ordinal)));
        await using var window = await OpenAsync($"/pipelines/{name}");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Try it on an app" }).ClickAsync();
        var dialog = window.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("App", new() { Exact = true }).SelectOptionAsync(app);
        await window.ShouldBeSoundAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Deploy" }).ClickAsync();
        await window.Page.WaitForURLAsync("**/runs/*");

        var run = await stack.EndOfAsync(await stack.Client.GetRunAsync(long.Parse(window.Page.Url.Split('/')[^1], CultureInfo.InvariantCulture)));
        (run.State, run.Pipeline).ShouldBe(("succeeded", name));
        (await stack.Client.ListSettingsAsync(app)).Single(setting => setting.Name == "pipeline").Value.ShouldBe("blue-green");
    }

    static string Waiting(string name, string time) => $"name: {name}\nsteps:\n  - uses: wait\n    with: {{for: {time}}}\n";

    Task<PipelineView> PublishAsync(string name, string time, string? note = null) => stack.Client.PublishPipelineAsync(new PublishPipeline(Waiting(name, time), note));

    async Task<Window> OpenAsync(string path)
    {
        var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        await window.GoAsync(path);
        return window;
    }
}

using System.Globalization;
using Microsoft.Playwright;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using static Microsoft.Playwright.Assertions;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>A pipeline is changed on the page: by keyboard, in its YAML, by two people at once, and when it is large.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class DesignerTests(DeployStack stack, Chromium chromium) : IClassFixture<Chromium>
{
    const string Naps = "# Two naps.\nname: NAME   # ours\ndescription: Naps.\n\nsteps:\n  - id: short\n    uses: wait\n    with:\n      for:   1s  # not long\n\n  # The long one.\n  - id: long\n    uses: wait\n    with: {for: 2s}\n";

    [Fact]
    public async Task By_keyboard_alone_an_approval_is_put_before_the_switch_and_a_deploy_asks_for_it()
    {
        var (app, pipeline) = (await stack.NewAppAsync("designed"), NewName());
        await using var window = await OpenAsync("/pipelines/blue-green/edit");
        var page = window.Page;
        var problems = page.GetByRole(AriaRole.Region, new() { Name = "Problems" });
        await Expect(StepOf(page, "switch")).ToBeVisibleAsync();

        await PressAsync(page, "i", "Control+a");
        await page.Keyboard.TypeAsync(pipeline);
        await PressAsync(page, "Enter", "Escape", "j", "j", "j", "j", "j", "b");
        await page.Keyboard.TypeAsync("appr");
        await PressAsync(page, "Enter");
        await Expect(StepOf(page, "approve")).ToBeVisibleAsync();
        await Expect(problems).ToContainTextAsync("Nothing is wrong with it");
        await window.ShouldBeSoundAsync();

        await PressAsync(page, "Escape", "i", "Tab", "Tab");
        await page.Keyboard.TypeAsync("0");
        await Expect(problems).ToContainTextAsync("'approvals' must be from 1 to 100, not 0");
        await window.ShouldBeSoundAsync();
        await PressAsync(page, "Control+z");
        await Expect(problems).ToContainTextAsync("Nothing is wrong with it");

        await PublishAsync(window, "Ask before the switch");
        await page.WaitForURLAsync($"**/pipelines/{pipeline}/edit");
        var text = (await stack.Client.GetPipelineAsync(pipeline)).Text;
        text.ShouldBe((await stack.Client.GetPipelineAsync("blue-green")).Text
            .Replace("name: blue-green", $"name: {pipeline}", StringComparison.Ordinal)
            .Replace("  - id: switch\n", "  - id: approve\n    uses: approve\n\n  - id: switch\n", StringComparison.Ordinal));

        await stack.Client.SetSettingAsync(app, "pipeline", pipeline);
        var run = await stack.BeginDeployAsync(app, stack.Version("v1"));
        await stack.SeeStepAsync(run, "approve", "waiting");
        await window.GoAsync($"/runs/{run.Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        (await stack.EndOfAsync(run)).State.ShouldBe("succeeded");
        (await stack.ServingAsync(app)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_typed_in_the_yaml_is_seen_on_the_canvas_and_what_is_done_there_leaves_the_comments()
    {
        var pipeline = await PublishedAsync(Naps);
        await using var window = await OpenAsync($"/pipelines/{pipeline}/edit");
        var page = window.Page;
        await Expect(StepOf(page, "long")).ToBeVisibleAsync();

        await PressAsync(page, "y", "Control+End");
        await page.Keyboard.InsertTextAsync("  - id: third\n    uses: [\n");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The YAML cannot be read at line");
        await Expect(StepOf(page, "long")).ToBeVisibleAsync();
        await window.ShouldBeSoundAsync();
        await PressAsync(page, "Control+z", "Control+End");
        await page.Keyboard.InsertTextAsync("  - id: third\n    uses: wait\n    with: {for: 3s}\n");
        await Expect(StepOf(page, "third")).ToBeVisibleAsync();

        await PressAsync(page, "Escape", "v");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete long" }).ClickAsync();
        await page.GetByRole(AriaRole.List, new() { Name = "Steps" }).GetByRole(AriaRole.Button, new() { NameRegex = new("^short") }).ClickAsync();
        await page.GetByLabel("for (required)").FillAsync("5s");
        await window.ShouldBeSoundAsync();
        await PublishAsync(window, "One nap less");

        await Expect(page.GetByText("v2", new() { Exact = true })).ToBeVisibleAsync();
        (await stack.Client.GetPipelineAsync(pipeline)).Text.ShouldBe(
            $"# Two naps.\nname: {pipeline}   # ours\ndescription: Naps.\n\nsteps:\n  - id: short\n    uses: wait\n    with:\n      for: 5s  # not long\n\n  - id: third\n    uses: wait\n    with: {{for: 3s}}\n");
    }

    [Fact]
    public async Task Of_two_who_edit_at_once_the_second_is_told_and_overwrites_nothing()
    {
        var pipeline = await PublishedAsync(Naps);
        await using var first = await OpenAsync($"/pipelines/{pipeline}/edit");
        await using var second = await OpenAsync($"/pipelines/{pipeline}/edit");

        await first.Page.GetByLabel("description", new() { Exact = true }).FillAsync("By the first.");
        await second.Page.GetByLabel("description", new() { Exact = true }).FillAsync("By the second.");
        await PublishAsync(first, "first");
        await Expect(first.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await PublishAsync(second, "second");

        await Expect(second.Page.GetByRole(AriaRole.Heading, new() { Name = $"{pipeline} was not published" })).ToBeVisibleAsync();
        await second.ShouldBeSoundAsync();
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Back to your text" }).ClickAsync();
        await Expect(second.Page.GetByLabel("description", new() { Exact = true })).ToHaveValueAsync("By the second.");
        var newest = await stack.Client.GetPipelineAsync(pipeline);
        (newest.Pipeline.Version, newest.Pipeline.Description).ShouldBe((2, "By the first."));
    }

    [Fact]
    public async Task A_pipeline_of_two_hundred_steps_is_opened_and_changed()
    {
        var steps = string.Concat(Enumerable.Range(0, 199).Select(i => string.Create(CultureInfo.InvariantCulture, $"  - id: s{i}\n    uses: wait\n    with: {{for: 1s}}\n")));
        var pipeline = await PublishedAsync($"name: NAME\nsteps:\n{steps}");
        await using var window = await OpenAsync($"/pipelines/{pipeline}/edit");
        var page = window.Page;

        await Expect(page.Locator(".react-flow__node")).ToHaveCountAsync(199);
        await PressAsync(page, "j", "j", "a");
        await page.Keyboard.TypeAsync("approve");
        await PressAsync(page, "Enter");
        await Expect(page.Locator(".react-flow__node")).ToHaveCountAsync(200);
        await Expect(StepOf(page, "approve")).ToBeInViewportAsync();
        await PressAsync(page, "Control+z");
        await Expect(page.Locator(".react-flow__node")).ToHaveCountAsync(199);
    }

    static string NewName() => $"own-{Guid.CreateVersion7().ToString("n")[^13..]}";

    static ILocator StepOf(IPage page, string id) => page.Locator($".react-flow__node[data-id='{id}']");

    static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }

    // Ctrl+S, Tab to the field for the reason, Enter.
    static async Task PublishAsync(Window window, string note)
    {
        var page = window.Page;
        await PressAsync(page, "Control+s");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true })).ToBeEnabledAsync();
        await window.ShouldBeSoundAsync();
        var field = await dialog.GetByLabel("Why (optional)").ElementHandleAsync();
        while (!await field.EvaluateAsync<bool>("field => field === document.activeElement"))
        {
            await PressAsync(page, "Tab");
        }

        await page.Keyboard.TypeAsync(note);
        await PressAsync(page, "Enter");
    }

    async Task<string> PublishedAsync(string text)
    {
        var name = NewName();
        await stack.Client.PublishPipelineAsync(new PublishPipeline(text.Replace("NAME", name, StringComparison.Ordinal)));
        return name;
    }

    async Task<Window> OpenAsync(string path)
    {
        var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        await window.GoAsync(path);
        return window;
    }
}

using Microsoft.Playwright;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;
using static Microsoft.Playwright.Assertions;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>What an operator changes on the page beside deploys.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class OperatorTests(DeployStack stack, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_freeze_made_on_the_page_holds_a_deploy_until_it_is_ended_there()
    {
        var app = await stack.NewAppAsync("frozen");
        await using var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        await window.GoAsync("/calendar");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "New freeze" }).ClickAsync();
        await window.Page.GetByLabel("For", new() { Exact = true }).SelectOptionAsync(app);
        await window.Page.GetByLabel("Why").FillAsync($"audit of {app}");
        await window.Page.GetByLabel("Until").FillAsync(TimeProvider.System.GetLocalNow().AddDays(3).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await window.ShouldBeSoundAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = app })).ToContainTextAsync("in force");
        var run = await stack.BeginDeployAsync(app, stack.Version("v1"));
        await window.GoAsync($"/apps/{app}");
        await Expect(window.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = $"Run {run.Id}" })).ToContainTextAsync("waiting");

        await window.GoAsync("/calendar");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = $"End audit of {app}" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End it" }).ClickAsync();

        (await stack.EndOfAsync(run)).State.ShouldBe("succeeded");
    }

    [Fact]
    public async Task Visitors_are_kept_away_and_let_in_again_and_instances_are_added_by_a_run()
    {
        var app = await stack.NewAppAsync("operated");
        await stack.DeployVersionAsync(app, "v1");
        await using var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        await window.GoAsync($"/apps/{app}");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Maintenance…" }).ClickAsync();
        await window.Page.GetByLabel("What visitors read").FillAsync("Back at noon");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Expect(window.Page.GetByText("Back at noon")).ToBeVisibleAsync();
        await AnsweredAsync(app, 503);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Let visitors in again" }).ClickAsync();
        await Expect(window.Page.GetByText("Back at noon")).ToHaveCountAsync(0);
        await AnsweredAsync(app, 200);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Scale" }).ClickAsync();
        await window.Page.GetByLabel("web").FillAsync("2");
        await window.ShouldBeSoundAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Set", Exact = true }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "brings it" })).ToBeVisibleAsync();
        var run = await stack.EndOfAsync((await stack.Client.ListRunsAsync(app)).Items[0]);
        (run.Trigger, run.State).ShouldBe(("config", "succeeded"), run.Error?.Message);
        (await stack.ContainersOfAsync(app)).ShouldContain(name => name.Contains("-web-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_serves_is_deployed_once_more_and_another_source_is_asked_for_what_it_needs()
    {
        var app = await stack.NewAppAsync("again");
        await stack.DeployVersionAsync(app, "v1");
        await using var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        await window.GoAsync($"/apps/{app}");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Deploy…" }).ClickAsync();
        var dialog = window.Page.GetByRole(AriaRole.Dialog);
        var deploy = dialog.GetByRole(AriaRole.Button, new() { Name = "Deploy", Exact = true });

        await dialog.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("git");
        await window.ShouldBeSoundAsync();
        await deploy.ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("gitUrl");
        await dialog.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("rebuild");
        await deploy.ClickAsync();

        await window.Page.WaitForURLAsync("**/runs/*");
        (await stack.EndOfAsync((await stack.Client.ListRunsAsync(app)).Items[0])).State.ShouldBe("succeeded");
        (await stack.Client.GetAppAsync(app)).ServingRelease.ShouldBe(2);
    }

    Task AnsweredAsync(string app, int status) =>
        Eventually.SeeAsync(() => Visitor.AskAsync(app, stack.RouterPort), seen => seen.Status == status, $"visitors are answered {status}");
}

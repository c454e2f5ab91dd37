using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.EndToEnd.Switches;
using PipelineDeploy.TestKit.Load;
using PipelineDeploy.TestKit.Postgres;
using static Microsoft.Playwright.Assertions;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>The page of a run: what it asks, how it moved the traffic, and a log that nobody reads to its end.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed partial class RunPageTests(DeployStack stack, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_run_that_asks_is_approved_on_the_page_with_a_comment_and_goes_on()
    {
        var app = await stack.NewAppAsync("asked");
        await stack.DeployVersionAsync(app, "v1");
        var pipeline = $"asked-{app}";
        await stack.Client.PublishPipelineAsync(new PublishPipeline($"name: {pipeline}\nsteps:\n  - uses: approve\n    with: {{message: Is the shop closed?}}\n  - id: deploy\n    uses: pipeline\n    with: {{pipeline: blue-green}}\n"));
        var run = await stack.BeginDeployAsync(app, stack.Version("v2"), pipeline);
        await using var window = await OpenAsync($"/runs/{run.Id}");

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "approve: Is the shop closed?" })).ToBeVisibleAsync();
        await window.ShouldBeSoundAsync();
        await window.Page.GetByLabel("Comment").FillAsync("closed since six");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Expect(window.Page.GetByText("approved: closed since six")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText(NoneFailed())).ToBeVisibleAsync(new() { Timeout = 60_000 });
        (await stack.EndOfAsync(run)).State.ShouldBe("succeeded");
        (await stack.Client.GetAppAsync(app)).ServingRelease.ShouldBe(2);
    }

    [Fact]
    public async Task A_canary_that_does_badly_shows_how_the_traffic_moved_and_went_back()
    {
        var app = await stack.NewAppAsync("sick");
        await stack.DeployAsync(app, stack.Echo("v1"));
        await using var load = KeepAliveLoad.Start(new LoadOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, stack.RouterPort),
            Host = $"{app}.localhost",
            Connections = 2,
            Pause = TimeSpan.FromMilliseconds(10),
        });
        var run = await stack.BeginDeployAsync(app, stack.Echo("v2", failing: 5), "canary", ("weights", "50,100"), ("pause", "60s"), ("interval", "500ms"));
        await using var window = await OpenAsync($"/runs/{run.Id}");

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "With 50 % of the traffic" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(window.Page.GetByText("failed, rolled back").First).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Img, new() { Name = "v1 served; 50 % to v2, then 0 % to v2" })).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Img, new() { Name = "limit 5 %" })).ToBeVisibleAsync();
        await Expect(window.Page.GetByText(NoneFailed())).ToBeVisibleAsync();
        await window.ShouldBeSoundAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Table of traffic" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Group, new() { Name = "Traffic" }).GetByRole(AriaRole.Row, new() { Name = "canary 50 % to v2" })).ToBeVisibleAsync();
        await window.ShouldBeSoundAsync();

        var traffic = await stack.Client.GetRunTrafficAsync(run.Id);
        (traffic.Blue, traffic.Green).ShouldBe((1, 2));
        traffic.Moves.Select(move => move.Percent).ShouldBe([50, 0]);
        traffic.Looks[^1].ShouldSatisfyAllConditions(look => look.Failed.ShouldBeGreaterThan(0), look => look.ResponseMs.ShouldNotBeNull());
    }

    [Fact]
    public async Task While_the_old_version_still_runs_a_button_gives_it_the_traffic_back()
    {
        var app = await stack.NewAppAsync("regretted", waitToRetire: "10m");
        await stack.DeployVersionAsync(app, "v1");
        var run = await stack.BeginDeployAsync(app, stack.Version("v2"));
        await using var window = await OpenAsync($"/runs/{run.Id}");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Switch back to v1" }).ClickAsync(new() { Timeout = 60_000 });
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("All traffic goes to v1 at once");
        await window.ShouldBeSoundAsync();
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Switch back" }).ClickAsync();

        await Expect(window.Page.GetByText("cancelled").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        (await stack.EndOfAsync(run)).State.ShouldBe("cancelled");
        (await stack.Client.GetAppAsync(app)).ServingRelease.ShouldBe(1);
    }

    [Fact]
    public async Task A_log_of_50_000_lines_opens_jumps_to_its_end_and_is_searched()
    {
        var app = await stack.NewAppAsync("talkative");
        var run = await stack.DeployVersionAsync(app, "v1");
        await stack.Database.FillLogAsync(run.Id, lines: 50_000, needle: 31_234);
        await using var window = await OpenAsync($"/runs/{run.Id}/log");

        await Expect(window.Page.GetByText("line 1: ")).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Log, new() { Name = "Log", Exact = true }).FocusAsync();
        await window.Page.Keyboard.PressAsync("End");
        await Expect(window.Page.GetByText("line 50000: ")).ToBeVisibleAsync();
        await window.ShouldBeSoundAsync();

        await window.Page.Keyboard.PressAsync("/");
        await window.Page.Keyboard.TypeAsync("NEEDLE");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Show line 31234 among its neighbours" }).ClickAsync();

        await Expect(window.Page.GetByText("here is the needle")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("line 31235: ")).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"^0 of [\d,]+ failed during the switch$")]
    private static partial Regex NoneFailed();

    async Task<Window> OpenAsync(string path)
    {
        var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        await window.GoAsync(path);
        return window;
    }
}

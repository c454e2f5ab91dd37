using Microsoft.Playwright;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit.Git;
using PipelineDeploy.TestKit.Postgres;
using static Microsoft.Playwright.Assertions;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>From a server on which there is nothing to the first deploy, as a stranger would.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class FirstUseTests(DeployStack stack, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_new_server_leads_from_its_set_up_to_the_first_app()
    {
        var folder = Directory.CreateTempSubdirectory("pd-first-").FullName;
        await using var database = await TestDatabase.CreateAsync();
        await using var server = stack.ServerWith(("PIPELINEDEPLOY_DATABASE", database.ConnectionString), ("PIPELINEDEPLOY_DATA", folder));
        await server.StartAsync();
        await using var window = await chromium.StrangerAsync(server.Address, ColorScheme.Dark, 390);
        await window.ShouldBeSoundAsync();
        await window.GoAsync("/set-up");
        await window.ShouldBeSoundAsync();

        await SetUpAsync(window, "not the token");
        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This is not the set-up token");
        await SetUpAsync(window, (await File.ReadAllTextAsync(Path.Combine(folder, "setup-token"))).Trim());

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "From here to the first deploy" })).ToBeVisibleAsync();
        await Expect(window.Page.GetByText($"pdeploy login {server.Address.ToString().TrimEnd('/')}")).ToBeVisibleAsync();
        await window.ShouldBeSoundAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create the first app" }).ClickAsync();
        await window.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("hello");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Expect(window.Page.GetByText("Nothing was deployed yet")).ToBeVisibleAsync();
        await window.SettledAsync();
        await window.ShouldBeSoundAsync();
        (await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
    }

    [Fact]
    public async Task The_small_app_of_the_page_is_pushed_with_the_token_made_there_and_its_first_run_arrives_live()
    {
        var app = stack.NameFor("stranger");
        await using var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "New app" }).ClickAsync();
        await window.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(app);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
        var secret = await TextAsync(window, "Secret of ");
        await window.Page.GetByText("No app at hand?").ClickAsync();
        await window.ShouldBeSoundAsync();
        var folder = await SampleAsync(await TextAsync(window, "Make a small app"));
        var address = (await TextAsync(window, "Deploy by git push")).Split('\n')[0].Split(' ')[^1];

        var push = GitCommand.TryAsync(folder, "push", address.Replace("://", $"://any:{secret}@", StringComparison.Ordinal), "main");

        await Expect(window.Page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link, new() { Name = "Run " })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var (exitCode, _, said) = await push;
        exitCode.ShouldBe(0, said);
        await Expect(window.Page.GetByText("serves now")).ToBeVisibleAsync();
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello"));
        await window.ShouldBeSoundAsync();
    }

    static async Task SetUpAsync(Window window, string token)
    {
        await window.Page.GetByLabel("Set-up token").FillAsync(token);
        await window.Page.GetByLabel("User name").FillAsync("ann");
        await window.Page.GetByLabel("Password").FillAsync("correct horse battery");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Make the administrator" }).ClickAsync();
    }

    static async Task<string> TextAsync(Window window, string region) =>
        (await window.Page.GetByRole(AriaRole.Region, new() { Name = region }).Locator("visible=true").First.InnerTextAsync()).Trim();

    // The page's own words; only the base image is the one that there is here.
    static async Task<string> SampleAsync(string commands)
    {
        var folder = Directory.CreateTempSubdirectory("pd-sample-").FullName;
        await using var shell = new ChildProcess("sh", ["-ec", $"cd {folder}\n{commands.Replace("FROM busybox:1", "FROM pipelinedeploy/busybox:1", StringComparison.Ordinal)}"], new Dictionary<string, string?>
        {
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_AUTHOR_NAME"] = "ann",
            ["GIT_AUTHOR_EMAIL"] = "ann@example.com",
            ["GIT_COMMITTER_NAME"] = "ann",
            ["GIT_COMMITTER_EMAIL"] = "ann@example.com",
        });
        (await shell.EndAsync(TimeSpan.FromSeconds(30))).ShouldBe(0, shell.Errors);
        return Path.Combine(folder, "hello");
    }
}

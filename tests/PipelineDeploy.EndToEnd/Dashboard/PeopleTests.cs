using Microsoft.Playwright;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using static Microsoft.Playwright.Assertions;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>Users, tokens and keys, made and used by the page.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class PeopleTests(DeployStack stack, Chromium chromium) : IClassFixture<Chromium>
{
    const string Password = "correct horse battery";

    [Fact]
    public async Task A_user_made_on_the_page_signs_in_by_password_and_is_offered_what_a_viewer_may()
    {
        var app = await stack.NewAppAsync("theirs");
        await stack.DeployVersionAsync(app, "v1");
        await using var admin = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        var user = await CreateUserAsync(admin, "viewer");
        await using var window = await chromium.StrangerAsync(stack.Server.Address);

        await window.GoAsync($"/apps/{app}");
        await SignInAsync(window, user, "not their password");
        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not belong together");
        await window.ShouldBeSoundAsync();
        await SignInAsync(window, user, Password);

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = app })).ToBeVisibleAsync();
        await window.SettledAsync();
        (await window.Page.Locator("main button").AllInnerTextsAsync()).Where(text => text.Trim() is not ("" or "Copy")).ShouldBeEmpty();
        await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "People" })).ToHaveCountAsync(0);
        (await StatusAsync(window, "POST", $"/api/v1/apps/{app}/rollback")).ShouldBe(403);
        (await StatusAsync(window, "GET", "/api/v1/users")).ShouldBe(403);
    }

    [Fact]
    public async Task A_user_gets_other_rights_changes_the_password_and_is_let_in_no_more_when_disabled()
    {
        var app = await stack.NewAppAsync("shared");
        await using var admin = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        var user = await CreateUserAsync(admin, "viewer");
        await using var window = await chromium.StrangerAsync(stack.Server.Address);
        await window.GoAsync("/account");
        await SignInAsync(window, user, Password);

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = $"Rights {user}" }).ClickAsync();
        await admin.Page.GetByLabel("A role for one app").SelectOptionAsync(app);
        await admin.Page.GetByLabel($"For {app}", new() { Exact = true }).SelectOptionAsync("deployer");
        await admin.ShouldBeSoundAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(admin.Page.GetByText($"viewer of all apps, deployer of {app}")).ToBeVisibleAsync();

        await window.GoAsync("/account");
        await Expect(window.Page.GetByText($"viewer of all apps, deployer of {app}")).ToBeVisibleAsync();
        await window.ShouldBeSoundAsync();
        await window.Page.GetByLabel("Password of now").FillAsync(Password);
        await window.Page.GetByLabel("New password").FillAsync("another horse entirely");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await SignInAsync(window, user, "another horse entirely");
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Your account" })).ToBeVisibleAsync();

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = $"Disable {user}" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = $"Enable {user}" })).ToBeVisibleAsync();
        await window.GoAsync("/account");
        await Expect(window.Page.GetByLabel("User name")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_token_is_shown_once_and_is_good_until_it_is_revoked()
    {
        var name = stack.NameFor("ci");
        await using var window = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        await window.GoAsync("/people/tokens");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "New token" }).ClickAsync();
        await window.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await window.Page.GetByLabel("For all apps").SelectOptionAsync("viewer");
        await window.ShouldBeSoundAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        var secret = (await window.Page.GetByRole(AriaRole.Region, new() { Name = $"Secret of {name}" }).InnerTextAsync()).Trim();
        await Expect(window.Page.GetByText($"pdeploy login {stack.Server.Address.ToString().TrimEnd('/')}")).ToBeVisibleAsync();
        await window.ShouldBeSoundAsync();

        using var client = new PipelineDeployClient(stack.Server.Address, secret);
        (await client.GetWhoAmIAsync()).Role.ShouldBe("viewer");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        (await window.Page.ContentAsync()).ShouldNotContain(secret);
        await window.GoAsync("/people/tokens");
        await Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = name })).ToContainTextAsync("viewer of all apps");
        (await window.Page.ContentAsync()).ShouldNotContain(secret);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = $"Revoke {name}" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = name })).ToHaveCountAsync(0);
        (await Should.ThrowAsync<ApiException>(() => client.GetWhoAmIAsync())).Problem.Status.ShouldBe(401);
    }

    [Fact]
    public async Task Whoever_signed_in_by_password_adds_a_key_with_a_token_of_its_own()
    {
        await using var admin = await chromium.OpenAsync(stack, (await stack.Client.CreateSignInLinkAsync()).Url);
        var user = await CreateUserAsync(admin, "deployer");
        await using var window = await chromium.StrangerAsync(stack.Server.Address);
        await window.GoAsync("/account");
        await SignInAsync(window, user, Password);
        await using var ssh = new SshServer();
        await ssh.MakeKeysAsync();

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Add a key" }).ClickAsync();
        await window.Page.GetByLabel("Public key").FillAsync(await File.ReadAllTextAsync(ssh.PublicKeyFile));
        await window.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("desk");
        await window.ShouldBeSoundAsync();
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();

        await Expect(window.Page.GetByRole(AriaRole.Group, new() { Name = "SSH keys" })).ToContainTextAsync("desk");
        await Expect(window.Page.GetByRole(AriaRole.Group, new() { Name = "Tokens" })).ToContainTextAsync("ssh-desk");
        (await stack.Client.ListSshKeysAsync()).ShouldContain(key => key.Name == "desk" && key.User == user && key.Owner == "ssh-desk");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Remove desk" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(window.Page.GetByText("There is no SSH key")).ToBeVisibleAsync();
    }

    async Task<string> CreateUserAsync(Window admin, string role)
    {
        var user = stack.NameFor("ann");
        await admin.GoAsync("/people");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "New user" }).ClickAsync();
        await admin.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(user);
        await admin.Page.GetByLabel("First password").FillAsync(Password);
        await admin.Page.GetByLabel("For all apps").SelectOptionAsync(role);
        await admin.ShouldBeSoundAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Row, new() { Name = user })).ToContainTextAsync($"{role} of all apps");
        return user;
    }

    static async Task SignInAsync(Window window, string user, string password)
    {
        await window.Page.GetByLabel("User name").FillAsync(user);
        await window.Page.GetByLabel("Password").FillAsync(password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    static Task<int> StatusAsync(Window window, string method, string path) =>
        window.Page.EvaluateAsync<int>("async ([method, path]) => (await fetch(path, { method, headers: { 'Content-Type': 'application/json' }, body: method === 'GET' ? undefined : '{}' })).status", new[] { method, path });
}

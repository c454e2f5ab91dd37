using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Auth;

[Trait("Category", "Integration")]
public sealed class SetUpTests(RunningServer server) : IClassFixture<RunningServer>
{
    const string Password = "correct horse battery";

    string TokenFile => Path.Combine(server.Folder, "setup-token");

    // One story: there is one first administrator.
    [Fact]
    public async Task The_first_administrator_is_made_once_with_the_token_that_only_the_servers_user_can_read()
    {
        var token = (await File.ReadAllTextAsync(TokenFile)).Trim();
        token.Length.ShouldBe(64);
        File.GetUnixFileMode(TokenFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var browser = new Browser(server);
        (await browser.GetAsync("/sign-in")).Body.ShouldContain("Nobody has an account yet");
        (await browser.GetAsync("/set-up")).Status.ShouldBe(200);

        foreach (var wrong in new[] { "", "x", token + "0", token[..63], token.ToUpperInvariant() + " x" })
        {
            (await SetUpAsync(browser, wrong, "ann", Password)).Status.ShouldBe(403);
        }

        (await SetUpAsync(new Browser(server) { Origin = "http://evil.example" }, token, "ann", Password)).Status.ShouldBe(403);
        var badName = await SetUpAsync(browser, token, "<b>Ann</b>", Password);
        (badName.Status, badName.Body.Contains("<b>Ann")).ShouldBe((400, false));
        (await SetUpAsync(browser, token, "ann", "short")).Status.ShouldBe(400);
        File.Exists(TokenFile).ShouldBeTrue();

        (await SetUpAsync(browser, token, "ann", Password)).Status.ShouldBe(302);

        (await browser.GetAsync("/api/v1/whoami")).Read(WireJson.Default.WhoAmI).ShouldBe(new WhoAmI("ann", "admin"));
        File.Exists(TokenFile).ShouldBeFalse();
        (await SetUpAsync(new Browser(server), token, "bob", Password)).Status.ShouldBe(403);
        await File.WriteAllTextAsync(TokenFile, token);
        (await SetUpAsync(new Browser(server), token, "bob", Password)).Status.ShouldBe(410);
        (await browser.GetAsync("/set-up")).Status.ShouldBe(410);
        (await new Browser(server).GetAsync("/sign-in")).Body.ShouldContain("action=\"/sign-in\"");
        (await server.SendAsync(HttpMethod.Post, "/api/v1/users/ann/disable")).ShouldBeProblem(409, "user.lastAdmin");
        (await server.SendAsync(HttpMethod.Put, "/api/v1/users/ann/role", """{"role":"viewer"}""")).ShouldBeProblem(409, "user.lastAdmin");
    }

    static Task<Answer> SetUpAsync(Browser browser, string token, string user, string password) =>
        browser.PostBareAsync("/set-up", ("token", token), ("user", user), ("password", password));
}

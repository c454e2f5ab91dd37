using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Auth;

[Trait("Category", "Integration")]
public sealed class PasswordTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    const string Right = "correct horse battery";

    // The tests of this class all come from one address.
    public Task InitializeAsync() => server.Database.ExecuteAsync("delete from sign_in_attempts");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Whoever_knows_the_password_gets_a_session_and_goes_where_that_one_wanted_to()
    {
        var (user, browser) = (await UserAsync("""{"role":"viewer"}"""), new Browser(server));
        (await browser.GetAsync("/apps")).Body.ShouldContain("<input type=\"hidden\" name=\"next\" value=\"/apps\">");

        var answer = await browser.SignInAsync(user, Right, "/apps/shop");

        (answer.Status, answer.Headers.Location!.ToString()).ShouldBe((302, "/apps/shop"));
        (await browser.GetAsync("/api/v1/whoami")).Read(WireJson.Default.WhoAmI).ShouldBe(new WhoAmI(user, "viewer"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("evil")]
    [InlineData("/\r\nX: y")]
    [InlineData("")]
    public async Task Signing_in_leads_nowhere_else(string next)
    {
        var answer = await new Browser(server).SignInAsync(await UserAsync(), Right, next);

        (answer.Status, answer.Headers.Location!.ToString()).ShouldBe((302, "/"));
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_and_a_disabled_user_are_answered_alike()
    {
        var (known, disabled) = (await UserAsync(), await UserAsync());
        (await server.SendAsync(HttpMethod.Post, $"/api/v1/users/{disabled}/disable")).Status.ShouldBe(200);

        Answer[] answers = [
            await new Browser(server).SignInAsync(known, "wrong"), await new Browser(server).SignInAsync("nobody-of-here", Right), await new Browser(server).SignInAsync(disabled, Right),
            await new Browser(server).SignInAsync(known, new string('x', 100_000))];

        answers.ShouldAllBe(answer => answer.Status == 401 && !answer.Headers.Contains("Set-Cookie"));
        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem().ShouldContain("do not belong together");
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("password")]
    [InlineData("sign-out")]
    public async Task A_session_ends_also_for_a_copy_of_its_cookie(string how)
    {
        var (user, browser) = (await UserAsync(), new Browser(server));
        await browser.SignInAsync(user, Right);
        var copy = new Browser(server);
        copy.Cookies["pipelinedeploy"] = browser.Cookies["pipelinedeploy"];
        (await copy.GetAsync("/api/v1/whoami")).Status.ShouldBe(200);

        var done = how switch
        {
            "disable" => await server.SendAsync(HttpMethod.Post, $"/api/v1/users/{user}/disable"),
            "password" => await server.SendAsync(HttpMethod.Put, $"/api/v1/users/{user}/password", """{"password":"another long one"}"""),
            _ => await browser.PostAsync("/sign-out"),
        };

        done.Status.ShouldBeOneOf(200, 302);
        (await copy.GetAsync("/api/v1/whoami")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_session_of_a_token_ends_with_the_token()
    {
        var made = (await server.SendAsync(HttpMethod.Post, "/api/v1/tokens", $$"""{"name":"t-{{Guid.CreateVersion7():N}}","role":"admin"}""")).Read(WireJson.Default.NewTokenView);
        using var client = server.Client(made.Secret);
        using var link = await client.PostAsync(new Uri("/api/v1/sign-in-links", UriKind.Relative), null);
        var url = (await Answer.OfAsync(link)).Read(WireJson.Default.SignInLink).Url;
        var browser = new Browser(server);
        await browser.PostBareAsync(new Uri(url).AbsolutePath);
        (await browser.GetAsync("/api/v1/whoami")).Status.ShouldBe(200);

        (await server.SendAsync(HttpMethod.Delete, $"/api/v1/tokens/{made.Token.Id}")).Status.ShouldBe(200);

        (await browser.GetAsync("/api/v1/whoami")).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_sign_in_from_another_page_is_refused(string origin)
    {
        var answer = await new Browser(server) { Origin = origin }.SignInAsync(await UserAsync(), Right);

        (answer.Status, answer.Headers.Contains("Set-Cookie")).ShouldBe((403, false));
    }

    [Fact]
    public async Task A_form_without_the_field_of_this_session_changes_nothing()
    {
        var (ann, bob) = (new Browser(server), new Browser(server));
        await ann.SignInAsync(await UserAsync(), Right);
        await bob.SignInAsync(await UserAsync(), Right);
        await bob.GetAsync("/");

        (await ann.PostBareAsync("/sign-out")).Status.ShouldBe(403);
        (await ann.PostBareAsync("/sign-out", ("__RequestVerificationToken", bob.Cookies["pipelinedeploy-form"]))).Status.ShouldBe(403);
        (await ann.GetAsync("/api/v1/whoami")).Status.ShouldBe(200);
        (await ann.PostAsync("/sign-out")).Status.ShouldBe(302);
    }

    [Fact]
    public async Task An_account_is_closed_for_a_while_after_ten_wrong_passwords_and_not_for_others()
    {
        var (user, other) = (await UserAsync(), await UserAsync());
        for (var n = 0; n < 10; n++)
        {
            (await new Browser(server).SignInAsync(user, "wrong password")).Status.ShouldBe(401);
        }

        var closed = await new Browser(server).SignInAsync(user, Right);

        (closed.Status, closed.Body.Contains("too many attempts to sign in to this account")).ShouldBe((429, true), closed.Body);
        closed.Headers.RetryAfter!.Delta!.Value.TotalMinutes.ShouldBeInRange(10, 15);
        (await new Browser(server).SignInAsync(other, Right)).Status.ShouldBe(302);
        await server.SendAsync(HttpMethod.Put, $"/api/v1/users/{user}/password", $$"""{"password":"{{Right}}"}""");
        (await new Browser(server).SignInAsync(user, Right)).Status.ShouldBe(302);
    }

    [Fact]
    public async Task An_address_is_closed_for_a_while_whatever_it_says_of_itself()
    {
        var browser = new Browser(server);
        for (var n = 0; n < 50; n++)
        {
            browser.Headers.Clear();
            browser.Headers.AddRange([("X-Forwarded-For", $"10.1.2.{n}"), ("Forwarded", $"for=10.1.2.{n}"), ("X-Real-IP", $"10.1.2.{n}")]);
            (await browser.PostBareAsync("/sign-in/never")).Status.ShouldBe(410);
        }

        var answer = await browser.PostBareAsync("/sign-in/never");

        answer.Status.ShouldBe(429);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await server.SendAsync(HttpMethod.Get, "/api/v1/whoami")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_password_is_traded_for_a_token_of_the_user()
    {
        var user = await UserAsync("""{"role":"deployer"}""");

        var made = await PostAsync(null, "/api/v1/sign-in", $$"""{"user":"{{user}}","password":"{{Right}}","token":"laptop","days":7}""");

        made.Status.ShouldBe(201, made.Body);
        var token = made.Read(WireJson.Default.NewTokenView);
        (token.Token.User, token.Token.Role, token.Token.Name).ShouldBe((user, "deployer", "laptop"));
        using var client = server.Client(token.Secret);
        using var who = await client.GetAsync(new Uri("/api/v1/whoami", UriKind.Relative));
        (await Answer.OfAsync(who)).Read(WireJson.Default.WhoAmI).ShouldBe(new WhoAmI(user, "deployer", Token: "laptop"));
        (await PostAsync(null, "/api/v1/sign-in", $$"""{"user":"{{user}}","password":"wrong","token":"x"}""")).ShouldBeProblem(401, "signIn.wrong");
    }

    [Fact]
    public async Task Ones_own_password_takes_the_one_of_now()
    {
        var user = await UserAsync("""{"role":"viewer"}""");
        var token = (await PostAsync(null, "/api/v1/sign-in", $$"""{"user":"{{user}}","password":"{{Right}}","token":"laptop"}""")).Read(WireJson.Default.NewTokenView).Secret;

        (await PutAsync(token, "/api/v1/whoami/password", """{"current":"wrong","password":"a new long password"}""")).ShouldBeProblem(401, "signIn.wrong");
        (await PutAsync(token, "/api/v1/whoami/password", $$"""{"current":"{{Right}}","password":"short"}""")).ShouldBeProblem(400, "user.badPassword");
        (await PutAsync(token, "/api/v1/whoami/password", $$"""{"current":"{{Right}}","password":"a new long password"}""")).Status.ShouldBe(200);

        (await new Browser(server).SignInAsync(user, Right)).Status.ShouldBe(401);
        (await new Browser(server).SignInAsync(user, "a new long password")).Status.ShouldBe(302);
        (await PutAsync(server.Token, "/api/v1/whoami/password", $$"""{"current":"{{Right}}","password":"a new long password"}""")).ShouldBeProblem(400, "user.isMachine");
    }

    [Fact]
    public async Task No_password_is_anywhere_in_the_database()
    {
        var user = await UserAsync(password: "parakeet of a password");
        await new Browser(server).SignInAsync(user, "parakeet of a wrong password");
        await new Browser(server).SignInAsync("parakeet in the wrong field", "x");

        (await server.Database.FindTextAsync("parakeet")).ShouldBeEmpty();
        (await server.Database.ScalarAsync<string>($"select password from users where name = '{user}'")).Length.ShouldBeGreaterThan(60);
    }

    async Task<string> UserAsync(string rights = "{}", string password = Right)
    {
        var name = $"u{Guid.CreateVersion7():N}";
        var body = $$"""{"name":"{{name}}","password":"{{password}}"{{(rights == "{}" ? "" : "," + rights[1..^1])}}}""";
        var made = await server.SendAsync(HttpMethod.Post, "/api/v1/users", body);
        made.Status.ShouldBe(201, made.Body);
        return name;
    }

    Task<Answer> PostAsync(string? token, string path, string json) => SendAsync(HttpMethod.Post, token, path, json);

    Task<Answer> PutAsync(string? token, string path, string json) => SendAsync(HttpMethod.Put, token, path, json);

    async Task<Answer> SendAsync(HttpMethod method, string? token, string path, string json)
    {
        using var client = server.Client(token);
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}

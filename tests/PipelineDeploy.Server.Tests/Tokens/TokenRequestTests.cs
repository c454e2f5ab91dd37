using System.Text;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Tokens;

[Trait("Category", "Integration")]
public sealed class TokenRequestTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    const string Password = "correct horse battery";

    public async Task InitializeAsync()
    {
        await server.Database.ExecuteAsync("delete from sign_in_attempts");
        foreach (var app in new[] { "shop", "blog" })
        {
            (await AskAsync(server.Token, "POST", "/api/v1/apps", $$"""{"name":"{{app}}"}""")).Status.ShouldBeOneOf(201, 409);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_token_does_what_it_was_made_for_and_nothing_else()
    {
        var made = (await AskAsync(server.Token, "POST", "/api/v1/tokens", Named("""  "apps":{"shop":"viewer"},"days":7  """))).Read(WireJson.Default.NewTokenView);

        made.Secret.ShouldMatch("^pd_[0-9a-f]{64}$");
        made.Token.Apps.ShouldBe(new Dictionary<string, string> { ["shop"] = "viewer" });
        (made.Token.ExpiresAt!.Value - made.Token.CreatedAt).TotalDays.ShouldBe(7, 0.01);
        (await AskAsync(made.Secret, "GET", "/api/v1/apps/shop")).Status.ShouldBe(200);
        (await AskAsync(made.Secret, "GET", "/api/v1/apps/blog")).ShouldBeProblem(404, "app.notFound");
        (await AskAsync(made.Secret, "PUT", "/api/v1/apps/shop/settings/port", """{"value":"80"}""")).ShouldBeProblem(403, "auth.forbidden");
        (await AskAsync(server.Token, "GET", "/api/v1/tokens")).Body.ShouldNotContain(made.Secret);
    }

    [Theory]
    [InlineData(""" "role":"viewer" """, 403, "auth.tooMuch")]
    [InlineData(""" "role":"admin" """, 403, "auth.tooMuch")]
    [InlineData(""" "apps":{"shop":"admin"} """, 403, "auth.tooMuch")]
    [InlineData(""" "apps":{"shop":"deployer","blog":"viewer"} """, 404, "app.notFound")]
    [InlineData(""" "apps":{"shop":"deployer"},"machine":true """, 403, "auth.forbidden")]
    [InlineData(""" "apps":{"shop":"deployer"} """, 201, null)]
    [InlineData(""" "apps":{"shop":"viewer"} """, 201, null)]
    public async Task Nobody_gives_more_than_that_one_has(string wanted, int status, string? code)
    {
        var ann = await UserTokenAsync("""{"apps":{"shop":"deployer"}}""");

        var answer = await AskAsync(ann, "POST", "/api/v1/tokens", Named(wanted));

        answer.Status.ShouldBe(status, answer.Body);
        if (code is not null)
        {
            answer.ShouldBeProblem(status, code);
        }
    }

    [Fact]
    public async Task A_token_of_a_machine_that_is_no_administrator_makes_none()
    {
        var machine = (await AskAsync(server.Token, "POST", "/api/v1/tokens", Named(""" "apps":{"shop":"admin"},"machine":true """))).Read(WireJson.Default.NewTokenView).Secret;

        (await AskAsync(machine, "POST", "/api/v1/tokens", Named(""" "apps":{"shop":"viewer"} """))).ShouldBeProblem(403, "auth.forbidden");
        (await AskAsync(machine, "GET", "/api/v1/tokens")).Read(WireJson.Default.TokenPage).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_lives_no_longer_than_the_one_it_is_made_with_and_ends_with_it()
    {
        var first = (await AskAsync(server.Token, "POST", "/api/v1/tokens", Named(""" "role":"admin","days":2 """))).Read(WireJson.Default.NewTokenView);
        var second = (await AskAsync(first.Secret, "POST", "/api/v1/tokens", Named(""" "role":"admin","days":30 """))).Read(WireJson.Default.NewTokenView);

        (second.Token.ExpiresAt, second.Token.MadeWith).ShouldBe((first.Token.ExpiresAt, first.Token.Id));
        (await AskAsync(server.Token, "DELETE", $"/api/v1/tokens/{first.Token.Id}")).Status.ShouldBe(200);
        (await AskAsync(second.Secret, "GET", "/api/v1/whoami")).ShouldBeProblem(401, "auth.missing");
    }

    [Fact]
    public async Task A_user_sees_and_ends_only_the_own_tokens()
    {
        var (ann, bob) = (await UserTokenAsync("""{"role":"viewer"}"""), await UserTokenAsync("""{"role":"viewer"}"""));
        var own = (await AskAsync(ann, "GET", "/api/v1/tokens")).Read(WireJson.Default.TokenPage).Items.ShouldHaveSingleItem();

        (await AskAsync(bob, "DELETE", $"/api/v1/tokens/{own.Id}")).ShouldBeProblem(404, "token.notFound");
        (await AskAsync(ann, "DELETE", $"/api/v1/tokens/{own.Id}")).Status.ShouldBe(200);
        (await AskAsync(ann, "GET", "/api/v1/whoami")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task What_a_users_token_starts_is_the_users()
    {
        var ann = await UserTokenAsync("""{"role":"deployer"}""");
        var who = (await AskAsync(ann, "GET", "/api/v1/whoami")).Read(WireJson.Default.WhoAmI);

        (await AskAsync(ann, "PUT", "/api/v1/apps/shop/maintenance", "{}")).Read(WireJson.Default.MaintenanceView).By.ShouldBe(who.Name);
        who.Token.ShouldBe("laptop");
    }

    [Theory]
    [InlineData("""{"name":"A","role":"viewer"}""", 400, "token.badName")]
    [InlineData("""{"name":"../x","role":"viewer"}""", 400, "token.badName")]
    [InlineData("""{"name":"x"}""", 400, "token.noRights")]
    [InlineData("""{"name":"x","apps":{}}""", 400, "token.noRights")]
    [InlineData("""{"name":"x","role":"owner"}""", 400, "role.unknown")]
    [InlineData("""{"name":"x","apps":{"shop":"owner"}}""", 400, "role.unknown")]
    [InlineData("""{"name":"x","apps":{"nobody":"viewer"}}""", 404, "app.notFound")]
    [InlineData("""{"name":"x","role":"viewer","days":0}""", 400, "token.badDays")]
    [InlineData("""{"name":"x","role":"viewer","days":4000}""", 400, "token.badDays")]
    [InlineData("""{"name":"x","role":"viewer","days":"x"}""", 400, "request.badField")]
    [InlineData("""{"name":"admin","role":"viewer"}""", 409, "token.exists")]
    [InlineData("""{"role":"viewer"}""", 400, "request.missingField")]
    public async Task What_no_token_can_be_is_told(string body, int status, string code) =>
        (await AskAsync(server.Token, "POST", "/api/v1/tokens", body)).ShouldBeProblem(status, code);

    [Theory]
    [InlineData("POST", "/api/v1/users", """{"name":"Ann","password":"correct horse battery"}""", 400, "user.badName")]
    [InlineData("POST", "/api/v1/users", """{"name":"short","password":"eleven char"}""", 400, "user.badPassword")]
    [InlineData("POST", "/api/v1/users", """{"name":"verylongname","password":"verylongname1"}""", 400, "user.badPassword")]
    [InlineData("POST", "/api/v1/users", """{"name":"admin","password":"correct horse battery"}""", 409, "user.exists")]
    [InlineData("POST", "/api/v1/users", """{"name":"x","password":"correct horse battery","role":"root"}""", 400, "role.unknown")]
    [InlineData("PUT", "/api/v1/users/nobody/role", """{"role":"viewer"}""", 404, "user.notFound")]
    [InlineData("PUT", "/api/v1/users/nobody/password", """{"password":"correct horse battery"}""", 404, "user.notFound")]
    [InlineData("POST", "/api/v1/users/nobody/disable", null, 404, "user.notFound")]
    [InlineData("POST", "/api/v1/users/nobody/enable", null, 404, "user.notFound")]
    public async Task What_no_user_can_be_is_told(string method, string path, string? body, int status, string code) =>
        (await AskAsync(server.Token, method, path, body)).ShouldBeProblem(status, code);

    static string Named(string wanted) => $$"""{"name":"t-{{Guid.CreateVersion7():N}}",{{wanted}}}""";

    async Task<string> UserTokenAsync(string rights)
    {
        var name = $"u{Guid.CreateVersion7():N}";
        (await AskAsync(server.Token, "POST", "/api/v1/users", $$"""{"name":"{{name}}","password":"{{Password}}",{{rights[1..]}}""")).Status.ShouldBe(201);
        return (await AskAsync(null, "POST", "/api/v1/sign-in", $$"""{"user":"{{name}}","password":"{{Password}}","token":"laptop"}""")).Read(WireJson.Default.NewTokenView).Secret;
    }

    async Task<Answer> AskAsync(string? token, string method, string path, string? json = null)
    {
        using var client = server.Client(token);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}

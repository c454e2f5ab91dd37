using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests;

public sealed class UsersTests
{
    static readonly UserView Ann = new("ann", "viewer", new Dictionary<string, string> { ["shop"] = "deployer" }, Sample.Noon, "root", false, null);

    static readonly TokenView Ci = new(7, "ci", "ann", null, new Dictionary<string, string> { ["shop"] = "deployer" }, Sample.Noon, "ann", Sample.Noon.AddDays(30), null, null);

    [Theory]
    [InlineData("users create ann --role viewer --on shop=deployer", "POST", "/users", """{"name":"ann","password":"a long password","role":"viewer","apps":{"shop":"deployer"}}""")]
    [InlineData("users set-password ann", "PUT", "/users/ann/password", """{"password":"a long password"}""")]
    [InlineData("users set-role ann --on shop=admin --on blog=viewer", "PUT", "/users/ann/role", """{"role":null,"apps":{"shop":"admin","blog":"viewer"}}""")]
    [InlineData("users set-role ann", "PUT", "/users/ann/role", """{"role":null,"apps":{}}""")]
    [InlineData("users disable ann", "POST", "/users/ann/disable", "")]
    [InlineData("users enable ann", "POST", "/users/ann/enable", "")]
    public async Task A_user_is_changed_and_the_password_comes_from_standard_input(string commandLine, string method, string path, string body)
    {
        await using var cli = await CliRun.StartAsync();
        string? sent = null;
        cli.Server.On(method, path, async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            sent = await reader.ReadToEndAsync();
            await context.Response.WriteAsync(JsonSerializer.Serialize(Ann, WireJson.Default.UserView));
        });

        var result = await cli.RunAsync(commandLine, "a long password\n");

        (result.ExitCode, sent).ShouldBe((0, body), result.Stderr);
        result.Stdout.ShouldBe("ann: viewer shop=deployer\n");
        (result.Stdout + result.Stderr).ShouldNotContain("a long password");
    }

    [Fact]
    public async Task Ones_own_password_takes_two_lines()
    {
        await using var cli = await CliRun.StartAsync();
        string? sent = null;
        cli.Server.On("PUT", "/whoami/password", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            sent = await reader.ReadToEndAsync();
            await context.Response.WriteAsync(JsonSerializer.Serialize(Ann, WireJson.Default.UserView));
        });

        var result = await cli.RunAsync("users password", "old one\nnew one\n");

        (result.ExitCode, sent).ShouldBe((0, """{"current":"old one","password":"new one"}"""), result.Stderr);
    }

    [Theory]
    [InlineData("users create ann", "No password came on standard input.")]
    [InlineData("users set-password ann", "No password came on standard input.")]
    [InlineData("users set-role ann --on shop", "'shop' gives no app a role")]
    [InlineData("users set-role ann --on shop=admin --on shop=viewer", "'shop=viewer' gives no app a role, or the app stands there twice.")]
    [InlineData("tokens create ci --on =admin", "'=admin' gives no app a role")]
    [InlineData("login http://127.0.0.1:1 --user ann --token-file x", "Leave out one of the two.")]
    public async Task What_cannot_be_meant_is_told_and_nothing_is_sent(string commandLine, string says)
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync(commandLine);

        result.ExitCode.ShouldBe(2);
        result.OneLine.ShouldContain(says);
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Users_and_tokens_are_listed_as_tables_or_as_json()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/users", new UserPage([Ann, Ann with { Name = "bob", IsDisabled = true }], null), WireJson.Default.UserPage)
            .On("GET", "/tokens", new TokenPage([Ci, Ci with { Id = 8, Name = "robot", User = null, ExpiresAt = null }], null), WireJson.Default.TokenPage);

        (await cli.RunAsync("users list --json")).Json[0].GetProperty("name").GetString().ShouldBe("ann");
        var users = (await cli.RunAsync("users list")).Stdout.Split('\n');
        (users[2].Contains("viewer shop=deployer"), users[2].Contains("never"), users[3].Contains("disabled")).ShouldBe((true, true, true));
        cli.Stdout = new StringWriter();
        (await cli.RunAsync("tokens list --json")).Json[0].GetProperty("id").GetInt64().ShouldBe(7);
        (await cli.RunAsync("tokens list")).Stdout.ShouldContain("machine");
    }

    [Fact]
    public async Task A_new_token_is_all_that_stands_on_standard_output()
    {
        await using var cli = await CliRun.StartAsync();
        string? sent = null;
        cli.Server.On("POST", "/tokens", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            sent = await reader.ReadToEndAsync();
            context.Response.StatusCode = 201;
            await context.Response.WriteAsync(JsonSerializer.Serialize(new NewTokenView(Ci, "pd_secret"), WireJson.Default.NewTokenView));
        });

        var result = await cli.RunAsync("tokens create ci --on shop=deployer --days 30 --machine");

        (result.ExitCode, result.Stdout).ShouldBe((0, "pd_secret\n"), result.Stderr);
        sent.ShouldBe("""{"name":"ci","role":null,"apps":{"shop":"deployer"},"days":30,"machine":true}""");
        result.Stderr.ShouldContain("ci: shop=deployer, until ");
    }

    [Theory]
    [InlineData("ci", 0, "token ci is revoked\n")]
    [InlineData("7", 0, "token ci is revoked\n")]
    [InlineData("same", 2, "")]
    [InlineData("9", 0, "token ci is revoked\n")]
    [InlineData("nothing", 4, "")]
    public async Task A_token_is_revoked_by_its_name_and_where_that_is_not_enough_by_its_number(string which, int exitCode, string stdout)
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("GET", "/tokens", new TokenPage([Ci, Ci with { Id = 8, Name = "same" }, Ci with { Id = 9, Name = "same", User = "bob" }], null), WireJson.Default.TokenPage)
            .On("DELETE", "/tokens/7", Ci, WireJson.Default.TokenView).On("DELETE", "/tokens/9", Ci, WireJson.Default.TokenView);

        var result = await cli.RunAsync($"tokens revoke {which}");

        (result.ExitCode, result.Stdout).ShouldBe((exitCode, stdout), result.Stderr);
    }

    [Fact]
    public async Task A_password_is_traded_for_a_token_that_is_remembered()
    {
        await using var cli = await CliRun.StartAsync();
        cli.Server.On("POST", "/sign-in", new NewTokenView(Ci, RecordedServer.Token), WireJson.Default.NewTokenView, 201).On("GET", "/whoami", new WhoAmI("ann", "none", Ci.Apps, "ci"), WireJson.Default.WhoAmI);

        var result = await cli.RunAsync($"login {cli.Server.Address} --user ann", "a long password\n");

        result.ExitCode.ShouldBe(0, result.Stderr);
        result.Stdout.ShouldStartWith("ann (shop=deployer) at ");
        (await File.ReadAllTextAsync(cli.UserFile)).ShouldContain(RecordedServer.Token);
        (await File.ReadAllTextAsync(cli.UserFile)).ShouldNotContain("a long password");
    }

    [Fact]
    public async Task The_audit_is_asked_for_one_app_or_for_all_and_shown_as_a_table()
    {
        await using var cli = await CliRun.StartAsync();
        var entry = new AuditEntryView(
            5, Sample.Noon, "ann", "ci", "10.0.0.7", "PUT /api/v1/apps/shop/settings/port", "shop", null, "refused", 403, JsonDocument.Parse("""{"a":1}""").RootElement);
        List<string> asked = [];
        foreach (var path in new[] { "/audit", "/apps/shop/audit" })
        {
            cli.Server.On("GET", path, async context =>
            {
                asked.Add($"{context.Request.Path}{context.Request.QueryString}");
                await context.Response.WriteAsync(JsonSerializer.Serialize(new AuditPage([entry], 5), WireJson.Default.AuditPage));
            });
        }

        var all = await cli.RunAsync("audit");
        cli.Stdout = new StringWriter();
        var one = await cli.RunAsync("audit -a shop --by ann --outcome refused --limit 1 --before 9 --json");

        all.Stdout.ShouldContain("ann (ci)");
        all.Stdout.ShouldContain("refused 403");
        all.Stderr.ShouldContain("pdeploy audit --before 5");
        one.Json.GetProperty("items")[0].GetProperty("app").GetString().ShouldBe("shop");
        asked.Select(path => path[path.IndexOf("/a", 4, StringComparison.Ordinal)..]).ShouldBe(["/audit?limit=50", "/apps/shop/audit?limit=1&actor=ann&outcome=refused&before=9"]);
    }
}

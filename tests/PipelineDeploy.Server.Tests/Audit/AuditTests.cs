using System.Text;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Audit;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Postgres.Housekeeping;
using PipelineDeploy.Server.Tests.Auth;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Tests.Audit;

[Trait("Category", "Integration")]
public sealed class AuditTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        (await server.SendAsync(HttpMethod.Post, "/api/v1/apps", """{"name":"shop"}""")).Status.ShouldBeOneOf(201, 409);
        await server.Database.ExecuteAsync("delete from audit; delete from sign_in_attempts");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_change_is_written_down_with_who_where_what_and_both_values()
    {
        await server.SendAsync(HttpMethod.Put, "/api/v1/apps/shop/settings/waitToRetire", """{"value":"10s"}""");
        await server.SendAsync(HttpMethod.Put, "/api/v1/apps/shop/settings/waitToRetire", """{"value":"20s"}""");

        var entry = (await PageAsync("?limit=1")).Items.ShouldHaveSingleItem();

        (entry.Actor, entry.Token, entry.Address, entry.App, entry.Outcome, entry.Status).ShouldBe(("admin", "admin", "127.0.0.1", "shop", "done", 200));
        entry.What.ShouldBe("PUT /api/v1/apps/shop/settings/waitToRetire");
        entry.Details!.Value.GetRawText().ShouldBe("""{"waitToRetire":{"after":"20s","before":"10s"}}""");
    }

    [Fact]
    public async Task What_changes_nothing_is_not_written_down()
    {
        await server.SendAsync(HttpMethod.Get, "/api/v1/apps");
        await server.SendAsync(HttpMethod.Put, "/api/v1/apps/shop/settings/waitToRetire", """{"value":"nonsense"}""");
        await server.SendAsync(HttpMethod.Post, "/api/v1/checks/validate", """{"text":"/ ok","file":"CHECKS"}""");
        await server.SendAsync(HttpMethod.Post, "/api/v1/pipelines/check", """{"text":"name: x"}""");
        using var stranger = server.Client(null);
        using var refused = await stranger.PostAsync(new Uri("/api/v1/apps", UriKind.Relative), null);

        (await PageAsync("")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_attempt_without_the_rights_is_written_down_also_when_it_is_answered_as_if_nothing_were_there()
    {
        var token = await TokenAsync("looker", Rights.Of("shop", Role.Viewer));
        await AskAsync(token, HttpMethod.Delete, "/api/v1/apps/shop/settings/port");
        await AskAsync(token, HttpMethod.Delete, "/api/v1/apps/secret/settings/port");
        await AskAsync(token, HttpMethod.Post, "/api/v1/runs/99/cancel");

        (await PageAsync("?outcome=refused&actor=looker")).Items.Select(entry => (entry.What, entry.Status)).ShouldBe([
            ("POST /api/v1/runs/99/cancel", 404), ("DELETE /api/v1/apps/secret/settings/port", 404), ("DELETE /api/v1/apps/shop/settings/port", 403)]);
    }

    [Fact]
    public async Task No_secret_is_in_it()
    {
        await server.SendAsync(HttpMethod.Patch, "/api/v1/apps/shop/config", """{"set":{"KEY":"canary-value"},"noRestart":true}""");
        await server.SendAsync(HttpMethod.Post, "/api/v1/users", """{"name":"audited","password":"canary-password","role":"viewer"}""");
        await server.SendAsync(HttpMethod.Put, "/api/v1/users/audited/password", """{"password":"canary-other-password"}""");
        var token = (await server.SendAsync(HttpMethod.Post, "/api/v1/tokens", """{"name":"audited-too","role":"viewer"}""")).Read(WireJson.Default.NewTokenView);
        var link = (await server.SendAsync(HttpMethod.Post, "/api/v1/sign-in-links?canary-query")).Read(WireJson.Default.SignInLink).Url;
        var browser = new Browser(server);
        (await browser.PostBareAsync(new Uri(link).AbsolutePath)).Status.ShouldBe(302);
        await browser.SignInAsync("audited", "canary-wrong");
        await browser.SignInAsync("canary-name", "x");

        var all = (await PageAsync("")).Items;

        all.Select(entry => (entry.Actor, entry.What, entry.Outcome)).ShouldBe([
            ("audited", "POST /sign-in", "refused"),
            ("admin", "POST /sign-in/…", "done"),
            ("admin", "POST /api/v1/sign-in-links", "done"),
            ("admin", "POST /api/v1/tokens", "done"),
            ("admin", "PUT /api/v1/users/audited/password", "done"),
            ("admin", "POST /api/v1/users", "done"),
            ("admin", "PATCH /api/v1/apps/shop/config", "done")]);
        var text = string.Join('\n', await server.Database.ColumnAsync<string>("select a::text from audit a"));
        text.ShouldContain("KEY");
        text.ShouldNotContain("canary");
        text.ShouldNotContain(token.Secret);
        text.ShouldNotContain(link.Split('/')[^1]);
    }

    [Fact]
    public async Task A_path_with_odd_characters_is_written_down_without_them()
    {
        await AskAsync(await TokenAsync("odd", Rights.Of("shop", Role.Viewer)), HttpMethod.Delete, "/api/v1/apps/%1b%5B31m%0A" + new string('x', 500) + "/settings/port");

        var entry = (await PageAsync("?actor=odd")).Items.ShouldHaveSingleItem();

        entry.What.ShouldStartWith("DELETE /api/v1/apps/\uFFFD[31m\uFFFDxxx");
        entry.What.Length.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task It_is_read_page_by_page_and_an_administrator_of_an_app_reads_only_that_apps()
    {
        await server.SendAsync(HttpMethod.Post, "/api/v1/apps", """{"name":"else"}""");
        for (var n = 0; n < 5; n++)
        {
            await server.SendAsync(HttpMethod.Put, "/api/v1/apps/shop/settings/waitToRetire", $$"""{"value":"{{n}}s"}""");
        }

        var first = await PageAsync("?limit=4&app=shop");
        var second = await PageAsync($"?limit=4&app=shop&before={first.Next}");
        var token = await TokenAsync("head", Rights.Of("shop", Role.Admin));

        (first.Items.Count, second.Items.Count, second.Next).ShouldBe((4, 1, null));
        var own = (await AskAsync(token, HttpMethod.Get, "/api/v1/apps/shop/audit")).Read(WireJson.Default.AuditPage);
        own.Items.Count.ShouldBe(5);
        own.Items.ShouldAllBe(entry => entry.App == "shop");
        (await AskAsync(token, HttpMethod.Get, "/api/v1/audit?app=shop")).ShouldBeProblem(403, "auth.forbidden");
        (await AskAsync(token, HttpMethod.Get, "/api/v1/apps/else/audit")).ShouldBeProblem(404, "app.notFound");
    }

    [Fact]
    public async Task What_is_done_to_a_run_and_a_new_app_belong_to_the_app()
    {
        var definition = PipelineLoader.Load("{ name: asking, steps: [{ uses: approve }] }", server.Get<StepCatalog>().Kinds);
        var run = await server.Get<IRunStore>().CreateAsync(new NewRun("shop", definition, [], "test", "tester"), default);
        await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run.Id}/cancel");
        await server.SendAsync(HttpMethod.Post, "/api/v1/apps", """{"name":"fresh"}""");

        (await PageAsync("?limit=2")).Items.Select(entry => (entry.What, entry.App, entry.Run)).ShouldBe([
            ("POST /api/v1/apps", "fresh", null), ($"POST /api/v1/runs/{run.Id}/cancel", "shop", run.Id)]);
    }

    [Theory]
    [InlineData("?outcome=nonsense", "audit.badOutcome")]
    [InlineData("?actor=%00", "request.badParameter")]
    [InlineData("?before=x", "request.badParameter")]
    public async Task A_question_that_cannot_be_meant_is_told(string query, string code) =>
        (await server.SendAsync(HttpMethod.Get, $"/api/v1/audit{query}")).ShouldBeProblem(400, code);

    [Fact]
    public async Task After_a_year_an_entry_goes()
    {
        var time = new ManualTimeProvider();
        var store = server.Get<AuditStore>();
        foreach (var days in new[] { 366, 364 })
        {
            await store.WriteAsync(new AuditEntry(0, time.GetUtcNow().AddDays(-days), $"days-{days}", null, null, "POST /x", null, null, "done", 200, null), default);
        }

        var done = await new AuditRetentionChore(store, server.Get<AttemptStore>(), time).RunAsync(default);

        done.ShouldBe("removed 1 entries of the audit");
        (await store.ListAsync(new AuditQuery(), default)).ShouldHaveSingleItem().Actor.ShouldBe("days-364");
    }

    async Task<AuditPage> PageAsync(string query) => (await server.SendAsync(HttpMethod.Get, $"/api/v1/audit{query}")).Read(WireJson.Default.AuditPage);

    async Task<string> TokenAsync(string name, Rights rights)
    {
        await server.Database.ExecuteAsync($"delete from tokens where name = '{name}'");
        return (await server.Get<TokenStore>().CreateAsync(NewToken.OfServer(name) with { Rights = rights }, default)).ShouldNotBeNull().Token;
    }

    async Task<Answer> AskAsync(string token, HttpMethod method, string path)
    {
        using var client = server.Client(token);
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent("", Encoding.UTF8, "application/json") };
        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}

using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Tests.Auth;

/// <summary>What is no path's app but is named in a body, in a query or in a list.</summary>
[Trait("Category", "Integration")]
public sealed class VisibleTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    string _token = "";

    public async Task InitializeAsync()
    {
        foreach (var app in new[] { "mine", "also-mine", "other" })
        {
            (await server.SendAsync(HttpMethod.Post, "/api/v1/apps", $$"""{"name":"{{app}}"}""")).Status.ShouldBeOneOf(201, 409);
        }

        var rights = new Rights(null, new Dictionary<string, Role> { ["mine"] = Role.Admin, ["also-mine"] = Role.Viewer });
        _token = (await server.Get<TokenStore>().CreateAsync(NewToken.OfServer($"t-{Guid.CreateVersion7():N}") with { Rights = rights }, default)).ShouldNotBeNull().Token;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_list_of_apps_and_their_newest_runs_show_only_what_one_may_see()
    {
        await RunAsync("other");

        (await AskAsync("GET", "/api/v1/apps")).Read(WireJson.Default.AppPage).Items.Select(app => app.Name).ShouldBe(["also-mine", "mine"]);
        (await AskAsync("GET", "/api/v1/runs/recent")).Read(WireJson.Default.IReadOnlyListRecentRunsView).Select(app => app.App).ShouldBe(["also-mine", "mine"]);
    }

    [Fact]
    public async Task The_list_of_runs_shows_only_those_of_ones_apps_and_goes_on_page_by_page()
    {
        List<long> own = [];
        foreach (var app in new[] { "mine", "other", "also-mine", "mine", "other", "also-mine" })
        {
            var id = await RunAsync(app);
            own.AddRange(app == "other" ? [] : [id]);
        }

        var first = (await AskAsync("GET", "/api/v1/runs?limit=3")).Read(WireJson.Default.RunPage);
        var second = (await AskAsync("GET", $"/api/v1/runs?limit=3&before={first.Next}")).Read(WireJson.Default.RunPage);

        first.Items.Concat(second.Items).Select(run => run.Id).Where(id => id >= own[0]).ShouldBe(own.OrderDescending());
        (await AskAsync("GET", "/api/v1/runs?app=other")).Read(WireJson.Default.RunPage).Items.ShouldBeEmpty();
        (await AskAsync("GET", "/api/v1/runs?app=mine")).Read(WireJson.Default.RunPage).Items.Count(run => run.Id >= own[0]).ShouldBe(2);
    }

    [Theory]
    [InlineData("POST", "/api/v1/freezes", """{"app":"other","from":"2030-01-01T00:00:00Z","until":"2030-01-02T00:00:00Z","reason":"x"}""", 404, "app.notFound")]
    [InlineData("POST", "/api/v1/freezes", """{"app":"also-mine","from":"2030-01-01T00:00:00Z","until":"2030-01-02T00:00:00Z","reason":"x"}""", 403, "auth.forbidden")]
    [InlineData("POST", "/api/v1/freezes", """{"from":"2030-01-01T00:00:00Z","until":"2030-01-02T00:00:00Z","reason":"x"}""", 403, "auth.forbidden")]
    [InlineData("POST", "/api/v1/windows", """{"app":"other","days":["mon"],"opens":"09:00","closes":"10:00"}""", 404, "app.notFound")]
    [InlineData("POST", "/api/v1/pipelines/dry-run", """{"text":"name: x","app":"other"}""", 404, "app.notFound")]
    [InlineData("POST", "/api/v1/checks/validate", """{"text":"/ ok","file":"CHECKS","app":"other"}""", 404, "app.notFound")]
    [InlineData("POST", "/api/v1/apps/mine/promote", """{"from":"other"}""", 404, "app.notFound")]
    [InlineData("POST", "/api/v1/imports", """{"app":"other","from":"dokku","files":{}}""", 403, "auth.forbidden")]
    [InlineData("POST", "/api/v1/apps", """{"name":"new"}""", 403, "auth.forbidden")]
    public async Task An_app_that_is_named_in_a_body_is_guarded_like_one_in_a_path(string method, string path, string body, int status, string code) =>
        (await AskAsync(method, path, body)).ShouldBeProblem(status, code);

    [Fact]
    public async Task Freezes_and_windows_of_other_apps_are_not_there()
    {
        var rest = $$"""
            "until":"{{TimeProvider.System.GetUtcNow().AddDays(1):O}}","reason":"x"}
            """;
        var freeze = (await server.SendAsync(HttpMethod.Post, "/api/v1/freezes", """{"app":"other",""" + rest)).Read(WireJson.Default.FreezeView);
        var all = (await server.SendAsync(HttpMethod.Post, "/api/v1/freezes", "{" + rest)).Read(WireJson.Default.FreezeView);
        var own = (await AskAsync("POST", "/api/v1/freezes", """{"app":"mine",""" + rest)).Read(WireJson.Default.FreezeView);

        (await AskAsync("GET", "/api/v1/freezes")).Read(WireJson.Default.IReadOnlyListFreezeView).Select(seen => seen.Id).ShouldBe([all.Id, own.Id], ignoreOrder: true);
        (await AskAsync("DELETE", $"/api/v1/freezes/{freeze.Id}")).ShouldBeProblem(404, "freeze.notFound");
        (await AskAsync("DELETE", $"/api/v1/freezes/{all.Id}")).ShouldBeProblem(403, "auth.forbidden");
        (await AskAsync("DELETE", $"/api/v1/freezes/{own.Id}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_domain_of_a_foreign_app_is_refused_without_that_apps_name()
    {
        var answer = await AskAsync("POST", "/api/v1/apps/mine/domains", """{"domains":["other.localhost"]}""");

        answer.ShouldBeProblem(409, "app.domainTaken");
        answer.Body.ShouldNotContain("app other");
    }

    [Theory]
    [InlineData("/api/v1/nothing", 404)]
    [InlineData("/api/v1/runs/-1", 404)]
    [InlineData("/api/v1/runs/99999999999999999999", 404)]
    public async Task Where_nothing_is_it_is_said_so(string path, int status) => (await AskAsync("GET", path)).Status.ShouldBe(status);

    async Task<Answer> AskAsync(string method, string path, string? json = null)
    {
        using var client = server.Client(_token);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    async Task<long> RunAsync(string app)
    {
        var definition = PipelineLoader.Load("{ name: asking, steps: [{ uses: approve }] }", server.Get<StepCatalog>().Kinds);
        return (await server.Get<IRunStore>().CreateAsync(new NewRun(app, definition, [], "test", "tester"), default)).Id;
    }
}

using System.Text;
using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Apps;

[Trait("Category", "Integration")]
public sealed class AppRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    public static TheoryData<string> BadNames => ["", " ", "-", "-shop", "shop-", "Shop", "sh op", "shop.de", "shop_1", "../shop", "shöp", "shop\n", "a\0b", new('a', 64)];

    public static TheoryData<string> BadDomains =>
        ["", "http://shop.example", "shop.example:80", "shop.example/", "*.example", "-shop.example", "shop..example", "shop.example.", "shop example", "shöp_1.example", "xn--.example", "xn--zzzzzz99999999999.example",
            "shop.example\nbind *:80", $"{new string('a', 64)}.example", string.Join('.', Enumerable.Repeat("abcdefghi", 26))];

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task A_name_that_is_no_app_name_is_refused(string name)
    {
        var answer = await CreateAsync(name);

        answer.ShouldBeProblem(400, "app.badName").Hint.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/api/v1/runs?app=a%00b", "app")]
    [InlineData("/api/v1/runs?limit=1&app=%00", "app")]
    [InlineData("/api/v1/audit?actor=ann&actor=%00", "actor")]
    [InlineData("/api/v1/apps?%00=1", "\0")]
    public async Task A_query_with_NUL_is_refused_by_the_parameters_name(string path, string name) =>
        (await server.SendAsync(HttpMethod.Get, path)).ShouldBeProblem(400, "request.badParameter").Title.ShouldNotBeNull().ShouldContain($"'{name}'");

    [Theory]
    [InlineData("/api/v1/windows", """{"app":"a\u0000b","days":["Mon"],"opens":"08:00","closes":"17:00"}""", 404)]
    [InlineData("/api/v1/checks/validate", """{"app":"a\u0000b","text":"/ ok"}""", 404)]
    [InlineData("/api/v1/apps/nobody/promote", """{"from":"a\u0000b"}""", 404)]
    public async Task A_name_with_NUL_in_a_body_is_one_that_no_app_has(string path, string body, int status) =>
        (await server.SendAsync(HttpMethod.Post, path, body)).ShouldBeProblem(status, "app.notFound");

    [Theory]
    [MemberData(nameof(BadDomains))]
    public async Task A_domain_that_is_no_host_name_is_refused_and_no_app_is_made(string domain)
    {
        var answer = await CreateAsync("bad-domain", "good.example", domain);

        answer.ShouldBeProblem(400, "app.badDomain").Hint.ShouldNotBeNull();
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/bad-domain")).ShouldBeProblem(404, "app.notFound");
    }

    [Fact]
    public async Task An_app_is_answered_with_its_address_and_found_there()
    {
        var answer = await CreateAsync("found");

        answer.Status.ShouldBe(201, answer.Body);
        answer.Headers.Location.ShouldNotBeNull().ToString().ShouldBe("/api/v1/apps/found");
        answer.Read(WireJson.Default.AppView).Domains.ShouldBe(["found.localhost"]);
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/found")).Body.ShouldBe(answer.Body);
    }

    [Fact]
    public async Task An_app_exists_once()
    {
        await CreateAsync("twice");

        (await CreateAsync("twice", "other.example")).ShouldBeProblem(409, "app.exists").Title.ShouldNotBeNull().ShouldContain("twice");
    }

    [Fact]
    public async Task A_domain_leads_to_one_app_however_it_is_written()
    {
        await CreateAsync("first", "taken.example");

        (await CreateAsync("second", "TAKEN.example")).ShouldBeProblem(409, "app.domainTaken").Title.ShouldNotBeNull().ShouldBe("The app first answers to taken.example already");

        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/second")).ShouldBeProblem(404, "app.notFound");
    }

    [Theory]
    [InlineData("GET", "/api/v1/apps/nobody")]
    [InlineData("GET", "/api/v1/apps/nobody/status")]
    [InlineData("GET", "/api/v1/apps/nobody/logs")]
    [InlineData("GET", "/api/v1/apps/nobody/settings")]
    [InlineData("DELETE", "/api/v1/apps/nobody/settings/port")]
    [InlineData("POST", "/api/v1/apps/nobody/deploys")]
    public async Task An_unknown_app_is_told_together_with_how_to_create_it(string method, string path)
    {
        var answer = await server.SendAsync(new HttpMethod(method), path);

        answer.ShouldBeProblem(404, "app.notFound").Hint.ShouldNotBeNull().ShouldContain("pdeploy apps create nobody");
    }

    [Theory]
    [InlineData("{}", "request.missingField", "name")]
    [InlineData("""{"domains":["a.example"]}""", "request.missingField", "name")]
    [InlineData("""{"name":null}""", "request.badField", "name")]
    [InlineData("""{"name":5}""", "request.badField", "name")]
    [InlineData("""{"name":"a","domains":"a.example"}""", "request.badField", "domains")]
    [InlineData("""{"name":"a","domains":[{}]}""", "request.badField", "domains[0]")]
    [InlineData("""{"name":""", "request.badJson", "line 1")]
    [InlineData("{\n\"name\": nope}", "request.badJson", "line 2")]
    [InlineData("[]", "request.badJson", "JSON")]
    [InlineData("null", "request.noBody", "body")]
    [InlineData("", "request.noBody", "body")]
    public async Task A_body_that_cannot_be_read_is_told_by_field_or_place(string body, string code, string named)
    {
        var problem = (await server.SendAsync(HttpMethod.Post, "/api/v1/apps", body)).ShouldBeProblem(400, code);

        problem.Title.ShouldNotBeNull().ShouldContain(named);
        problem.Title.ShouldNotContain("PipelineDeploy.");
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("""["a.example",null]""")]
    public async Task A_domain_that_is_null_is_refused(string domains)
    {
        var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/apps", $$"""{"name":"nulls","domains":{{domains}}}""");

        answer.ShouldBeProblem(400, "app.badDomain");
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused_with_the_one_that_is_expected()
    {
        using var body = new StringContent("""{"name":"typed"}""", Encoding.UTF8, "text/plain");

        var problem = (await server.SendAsync(HttpMethod.Post, "/api/v1/apps", body)).ShouldBeProblem(415, "request.badMediaType");

        problem.Hint.ShouldNotBeNull().ShouldContain("application/json");
    }

    [Theory]
    [InlineData("/api/v1/runs?limit=abc", "limit")]
    [InlineData("/api/v1/runs?before=x", "before")]
    public async Task A_query_value_that_cannot_be_read_is_named(string path, string name)
    {
        var problem = (await server.SendAsync(HttpMethod.Get, path)).ShouldBeProblem(400, "request.badParameter");

        problem.Title.ShouldNotBeNull().ShouldContain($"'{name}'");
    }

    Task<Answer> CreateAsync(string name, params string[] domains) =>
        server.SendAsync(HttpMethod.Post, "/api/v1/apps", JsonSerializer.Serialize(new CreateApp(name, domains), WireJson.Default.CreateApp));
}

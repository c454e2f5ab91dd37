using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Domains;

[Trait("Category", "Integration")]
public sealed class DomainRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Domains_are_added_replaced_taken_away_and_told_with_their_addresses()
    {
        await server.CreateAppAsync("hosts");

        (await ChangeAsync(HttpMethod.Post, "hosts", """{"domains":["B.hosts.example"," shöp.example "]}""")).ShouldBe(["b.hosts.example", "hosts.localhost", "xn--shp-tna.example"]);
        (await ListAsync("hosts")).Single(domain => domain.Name == "b.hosts.example").ShouldBe(new DomainView("b.hosts.example", "http://b.hosts.example:8080"));
        (await ChangeAsync(HttpMethod.Put, "hosts", """{"domains":["b.hosts.example","c.hosts.example"]}""")).ShouldBe(["b.hosts.example", "c.hosts.example"]);
        (await server.SendAsync(HttpMethod.Delete, "/api/v1/apps/hosts/domains/B.hosts.example")).Read(WireJson.Default.IReadOnlyListDomainView).Single().Name.ShouldBe("c.hosts.example");
        (await ChangeAsync(HttpMethod.Put, "hosts", """{"domains":[]}""")).ShouldBeEmpty();
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/hosts")).Read(WireJson.Default.AppView).Urls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_is_in_the_routers_configuration_when_it_is_answered()
    {
        await server.CreateAppAsync("at-once");

        await ChangeAsync(HttpMethod.Post, "at-once", """{"domains":["at-once.example"]}""");

        Directory.GetFiles(Path.Combine(server.Folder, "router"), "hosts-*.map").Select(File.ReadAllText).ShouldContain(map => map.Contains("at-once.example app-at-once\n"));
    }

    [Fact]
    public async Task A_domain_of_another_app_is_refused_by_that_apps_name_and_none_is_added()
    {
        await server.CreateAppAsync("has-one");
        await server.CreateAppAsync("wants-one");

        var problem = (await server.SendAsync(HttpMethod.Post, "/api/v1/apps/wants-one/domains", """{"domains":["free.example","has-one.localhost"]}"""))
            .ShouldBeProblem(409, "app.domainTaken");

        problem.Title.ShouldBe("The app has-one answers to has-one.localhost already");
        problem.Hint.ShouldNotBeNull().ShouldContain("pdeploy domains remove has-one.localhost -a has-one");
        (await ListAsync("wants-one")).Select(domain => domain.Name).ShouldBe(["wants-one.localhost"]);
    }

    [Theory]
    [InlineData("POST", """{"domains":[]}""", "domain.nothing")]
    [InlineData("POST", """{"domains":["a.example","*.example"]}""", "app.badDomain")]
    [InlineData("POST", """{"domains":[null]}""", "app.badDomain")]
    [InlineData("PUT", """{"domains":["http://a.example"]}""", "app.badDomain")]
    [InlineData("PUT", "{}", "request.missingField")]
    [InlineData("POST", """{"domains":"a.example"}""", "request.badField")]
    [InlineData("POST", "nonsense", "request.badJson")]
    public async Task What_names_no_domains_is_refused(string method, string body, string code)
    {
        var app = $"refused-{Guid.CreateVersion7():n}"[..32];
        await server.CreateAppAsync(app);

        (await server.SendAsync(new HttpMethod(method), $"/api/v1/apps/{app}/domains", body)).ShouldBeProblem(400, code).Hint.ShouldNotBeNull();

        (await ListAsync(app)).Select(domain => domain.Name).ShouldBe([$"{app}.localhost"]);
    }

    [Fact]
    public async Task What_is_not_there_is_told_as_such()
    {
        await server.CreateAppAsync("lacks");

        (await server.SendAsync(HttpMethod.Delete, "/api/v1/apps/lacks/domains/other.example")).ShouldBeProblem(404, "domain.notFound").Hint.ShouldNotBeNull().ShouldContain("pdeploy domains list -a lacks");
        (await server.SendAsync(HttpMethod.Delete, "/api/v1/apps/lacks/certificates/lacks.localhost")).ShouldBeProblem(404, "cert.notFound");
        foreach (var door in new[] { "domains", "certificates", "maintenance" })
        {
            (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/nobody/{door}")).ShouldBeProblem(404, "app.notFound");
        }
    }

    async Task<IEnumerable<string>> ChangeAsync(HttpMethod method, string app, string body) =>
        (await server.SendAsync(method, $"/api/v1/apps/{app}/domains", body)).Read(WireJson.Default.IReadOnlyListDomainView).Select(domain => domain.Name);

    async Task<IReadOnlyList<DomainView>> ListAsync(string app) =>
        (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/{app}/domains")).Read(WireJson.Default.IReadOnlyListDomainView);
}

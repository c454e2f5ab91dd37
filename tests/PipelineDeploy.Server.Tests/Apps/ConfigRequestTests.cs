using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Apps;

[Trait("Category", "Integration")]
public sealed class ConfigRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_variable_is_set_listed_without_its_value_read_by_an_administrator_and_taken_away()
    {
        await server.CreateAppAsync("vars");

        var set = await ChangeAsync("vars", """{"set":{"KEY":"correct horse","DOKKU_CHECKS_WAIT":"3"}}""");
        var listed = await server.SendAsync(HttpMethod.Get, "/api/v1/apps/vars/config");
        var read = await server.SendAsync(HttpMethod.Get, "/api/v1/apps/vars/config/KEY");
        var unset = await ChangeAsync("vars", """{"unset":["KEY","DOKKU_CHECKS_WAIT"]}""");

        var change = set.Read(WireJson.Default.ConfigChangeView);
        (change.Set.Single(), change.Settings.Single().Name, change.Settings.Single().Value).ShouldBe(("KEY", "checksWait", "3s"));
        (set.Body + listed.Body).ShouldNotContain("correct horse");
        listed.Read(WireJson.Default.IReadOnlyListConfigVariableView).Select(variable => (variable.Name, variable.SetBy)).ShouldBe([("KEY", "admin")]);
        read.Read(WireJson.Default.ConfigValue).Value.ShouldBe("correct horse");
        read.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
        unset.Read(WireJson.Default.ConfigChangeView).Unset.ShouldBe(["KEY"]);
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/vars/config/KEY")).ShouldBeProblem(404, "config.notFound");
    }

    [Fact]
    public async Task The_value_is_nowhere_in_the_database()
    {
        await server.CreateAppAsync("sealed");
        await ChangeAsync("sealed", """{"set":{"KEY":"correct-horse-battery"}}""");

        foreach (var form in new[] { "correct-horse-battery", Convert.ToBase64String("correct-horse-battery"u8.ToArray())[..24] })
        {
            (await server.Database.FindTextAsync(form)).ShouldBeEmpty();
        }

        (await server.Database.FindTextAsync("sealed")).ShouldContain("app_config");
    }

    [Fact]
    public async Task A_file_is_imported_as_a_whole_or_refused_with_the_lines_that_are_wrong()
    {
        await server.CreateAppAsync("import");

        var refused = await server.SendAsync(HttpMethod.Post, "/api/v1/apps/import/config/import", """{"text":"A=1\nB\nC='x\n"}""");
        var imported = await server.SendAsync(HttpMethod.Post, "/api/v1/apps/import/config/import", """{"text":"A=1\nexport B='two # words' # why\nPORT=80\n"}""");

        refused.ShouldBeProblem(400, "config.badFile").Errors.ShouldNotBeNull().Keys.ShouldBe(["line 2", "line 3"]);
        var change = imported.Read(WireJson.Default.ConfigChangeView);
        change.Set.ShouldBe(["A", "B"]);
        change.Settings.Single().Name.ShouldBe("port");
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/import/config/B")).Read(WireJson.Default.ConfigValue).Value.ShouldBe("two # words");
    }

    [Theory]
    [InlineData("{}", "config.nothing")]
    [InlineData("""{"set":{}}""", "config.nothing")]
    [InlineData("""{"set":{"1A":"x"}}""", "config.badName")]
    [InlineData("""{"set":{"A;rm":"x"}}""", "config.badName")]
    [InlineData("""{"set":{"A":"x\u0000"}}""", "config.badValue")]
    [InlineData("""{"set":{"A":null}}""", "config.badValue")]
    [InlineData("""{"set":{"A":"x"},"unset":["A"]}""", "config.badName")]
    [InlineData("""{"unset":[null]}""", "config.badName")]
    [InlineData("""{"set":{"PORT":"soon"}}""", "setting.badValue")]
    public async Task A_change_that_cannot_be_made_is_refused(string json, string code)
    {
        var app = $"bad-{(uint)json.GetHashCode(StringComparison.Ordinal)}";
        await server.CreateAppAsync(app);

        (await ChangeAsync(app, json)).ShouldBeProblem(400, code);
    }

    [Theory]
    [InlineData("GET", "/api/v1/apps/nobody/config", null)]
    [InlineData("GET", "/api/v1/apps/nobody/config/A", null)]
    [InlineData("PATCH", "/api/v1/apps/nobody/config", """{"set":{"A":"1"}}""")]
    [InlineData("POST", "/api/v1/apps/nobody/config/import", """{"text":"A=1"}""")]
    public async Task An_app_that_is_not_there_has_no_config(string method, string path, string? json) =>
        (await server.SendAsync(new HttpMethod(method), path, json)).ShouldBeProblem(404, "app.notFound");

    [Fact]
    public void Only_administrators_read_values()
    {
        var door = server.App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Single(door => door.RoutePattern.RawText == "/api/v1/apps/{app}/config/{name}");

        door.Metadata.GetOrderedMetadata<IAuthorizeData>().ShouldContain(needed => needed.Policy == "admin");
    }

    Task<Answer> ChangeAsync(string app, string json) => server.SendAsync(HttpMethod.Patch, $"/api/v1/apps/{app}/config", json);
}

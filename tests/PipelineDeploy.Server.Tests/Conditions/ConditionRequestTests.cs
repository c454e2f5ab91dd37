using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Conditions;

[Trait("Category", "Integration")]
public sealed class ConditionRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    const string NeverThere = "\"never-there\"";

    [Theory]
    [InlineData("/settings/port", "PUT", """{"value":"81"}""", null)]
    [InlineData("/settings/port", "DELETE", null, null)]
    [InlineData("/config", "PATCH", """{"set":{"COLOUR":"red"},"noRestart":true}""", null)]
    [InlineData("/scale", "PUT", """{"processes":{"web":2},"noRestart":true}""", null)]
    [InlineData("/maintenance", "PUT", """{"message":"Back soon"}""", null)]
    [InlineData("/maintenance", "DELETE", null, null)]
    [InlineData("/domains", "PUT", """{"domains":["new.example"]}""", null)]
    [InlineData("/domains/{app}.localhost", "DELETE", null, null)]
    [InlineData("/git-access/git.example.com", "PUT", """{"token":"other"}""", "PUT /git-access/git.example.com {\"token\":\"first\"}")]
    [InlineData("/git-access/git.example.com", "DELETE", null, "PUT /git-access/git.example.com {\"token\":\"first\"}")]
    [InlineData("/schedules/nightly", "PATCH", """{"cron":"@hourly"}""", "POST /schedules {\"name\":\"nightly\",\"cron\":\"@daily\"}")]
    [InlineData("/schedules/nightly", "DELETE", null, "POST /schedules {\"name\":\"nightly\",\"cron\":\"@daily\"}")]
    public async Task What_belongs_to_an_app_is_read_once_and_changed_only_as_it_was_seen(string path, string method, string? body, string? first)
    {
        var app = $"seen-{Guid.CreateVersion7():n}";
        await server.CreateAppAsync(app);
        if (first?.Split(' ', 3) is [var verb, var place, var json])
        {
            (await server.SendAsync(new HttpMethod(verb), $"/api/v1/apps/{app}{place}", json)).Status.ShouldBeOneOf(200, 201);
        }

        await HoldAsync($"/api/v1/apps/{app}{path.Replace("{app}", app)}", method, body);
    }

    [Theory]
    [InlineData("/api/v1/settings/waitToRetire", "PUT", """{"value":"61s"}""", null)]
    [InlineData("/api/v1/settings/waitToRetire", "DELETE", null, null)]
    [InlineData("/api/v1/windows/{id}", "DELETE", null, "/api/v1/windows {\"days\":[\"Mon\"],\"opens\":\"00:00\",\"closes\":\"23:59\",\"timeZone\":\"UTC\",\"app\":\"elsewhere\"}")]
    [InlineData("/api/v1/freezes/{id}", "DELETE", null, "/api/v1/freezes {\"from\":\"{soon}\",\"until\":\"{later}\",\"reason\":\"x\"}")]
    [InlineData("/api/v1/apps/elsewhere/webhooks/{id}", "PATCH", """{"enabled":false}""", "/api/v1/apps/elsewhere/webhooks {\"host\":\"github\"}")]
    [InlineData("/api/v1/apps/elsewhere/webhooks/{id}", "DELETE", null, "/api/v1/apps/elsewhere/webhooks {\"host\":\"github\"}")]
    public async Task What_is_known_by_a_number_or_belongs_to_all_too(string path, string method, string? body, string? first)
    {
        (await server.SendAsync(HttpMethod.Post, "/api/v1/apps", """{"name":"elsewhere"}""")).Status.ShouldBeOneOf(201, 409);
        if (first?.Split(' ', 2) is [var place, var json])
        {
            var now = TimeProvider.System.GetUtcNow();
            var made = await server.SendAsync(HttpMethod.Post, place, json.Replace("{soon}", $"{now.AddDays(300):O}").Replace("{later}", $"{now.AddDays(301):O}"));
            made.Status.ShouldBe(201, made.Body);
            path = made.Headers.Location.ShouldNotBeNull().ToString();
        }

        await HoldAsync(path, method, body);
    }

    [Fact]
    public async Task A_users_rights_are_changed_only_as_they_were_seen()
    {
        (await server.SendAsync(HttpMethod.Post, "/api/v1/users", """{"name":"ann","password":"correct horse battery","role":"viewer"}""")).Status.ShouldBe(201);
        var seen = await TagAsync("/api/v1/users/ann");

        (await PutRoleAsync("deployer", NeverThere)).ShouldBeProblem(412, "request.changed");
        (await PutRoleAsync("deployer", seen)).Status.ShouldBe(200);
        (await PutRoleAsync("admin", seen)).ShouldBeProblem(412, "request.changed");

        (await server.SendAsync(HttpMethod.Get, "/api/v1/users/ann")).Read(WireJson.Default.UserView).Role.ShouldBe("deployer");

        Task<Answer> PutRoleAsync(string role, string tag) => server.SendAsync(HttpMethod.Put, "/api/v1/users/ann/role", $$"""{"role":"{{role}}"}""", ("If-Match", tag));
    }

    [Fact]
    public async Task Of_two_writers_who_have_seen_the_same_exactly_one_wins()
    {
        await server.CreateAppAsync("race");
        for (var round = 0; round < 5; round++)
        {
            var seen = await TagAsync("/api/v1/apps/race/settings/port");
            string[] ports = [$"{8000 + round}", $"{9000 + round}"];

            var answers = await Task.WhenAll(ports.Select(port => server.SendAsync(HttpMethod.Put, "/api/v1/apps/race/settings/port", $$"""{"value":"{{port}}"}""", ("If-Match", seen))));

            answers.Select(answer => answer.Status).Order().ShouldBe([200, 412]);
            var won = ports[answers[0].Status == 200 ? 0 : 1];
            (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/race/settings/port")).Read(WireJson.Default.SettingView).Value.ShouldBe(won);
        }
    }

    [Fact]
    public async Task Of_two_who_change_a_list_and_one_of_its_items_exactly_one_wins()
    {
        await server.CreateAppAsync("overlap");
        var (list, item) = (await TagAsync("/api/v1/apps/overlap/domains"), await TagAsync("/api/v1/apps/overlap/domains/overlap.localhost"));

        var answers = await Task.WhenAll(
            server.SendAsync(HttpMethod.Put, "/api/v1/apps/overlap/domains", """{"domains":["only.example"]}""", ("If-Match", list)),
            server.SendAsync(HttpMethod.Delete, "/api/v1/apps/overlap/domains/overlap.localhost", json: null, ("If-Match", item)));

        // Whoever comes second finds another list, or no such domain.
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Status is 412 or 404).ShouldBe(1);
    }

    [Fact]
    public async Task A_sign_in_is_made_only_when_there_is_none()
    {
        await server.CreateAppAsync("fresh");

        (await PutAsync(("If-Match", NeverThere))).ShouldBeProblem(412, "request.changed");
        (await PutAsync(("If-None-Match", "*"))).Status.ShouldBe(200);
        (await PutAsync(("If-None-Match", "*"))).ShouldBeProblem(412, "request.changed");
        (await PutAsync(("If-Match", "*"))).Status.ShouldBe(200);

        Task<Answer> PutAsync((string, string) header) => server.SendAsync(HttpMethod.Put, "/api/v1/apps/fresh/git-access/git.example.com", """{"token":"t"}""", header);
    }

    [Theory]
    [InlineData("PUT", "/api/v1/apps/nobody/settings/port", "\"x\"", 404, "app.notFound")]
    [InlineData("PUT", "/api/v1/apps/nobody/git-access/git.example.com", "\"x\"", 404, "app.notFound")]
    [InlineData("DELETE", "/api/v1/freezes/999999", "*", 404, "freeze.notFound")]
    [InlineData("PUT", "/api/v1/settings/nonsense", "*", 404, "setting.unknown")]
    [InlineData("PUT", "/api/v1/settings/port", "unquoted", 400, "request.badCondition")]
    [InlineData("DELETE", "/api/v1/tokens/1", "*", 400, "request.badCondition")]
    public async Task What_is_not_there_or_cannot_be_compared_is_told(string method, string path, string tag, int status, string code) =>
        (await server.SendAsync(new HttpMethod(method), path, """{"value":"1"}""", ("If-Match", tag))).ShouldBeProblem(status, code);

    [Fact]
    public async Task A_pipeline_that_is_known_is_not_sent_again()
    {
        var answer = await server.SendAsync(HttpMethod.Get, "/api/v1/pipelines/blue-green", json: null, ("If-None-Match", "\"1\""));

        (answer.Status, answer.Body, answer.Headers.ETag?.Tag).ShouldBe((304, "", "\"1\""));
    }

    [Fact]
    public async Task The_description_tells_of_tags_conditions_and_keys()
    {
        var paths = JsonNode.Parse((await server.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Body)!["paths"]!;

        Headers("/api/v1/apps/{app}/settings/{name}", "get").ShouldBe(["If-None-Match"]);
        paths["/api/v1/apps/{app}/settings/{name}"]!["get"]!["responses"]!.AsObject().ContainsKey("304").ShouldBeTrue();
        Headers("/api/v1/apps/{app}/settings/{name}", "put").ShouldBe(["If-Match"]);
        paths["/api/v1/apps/{app}/settings/{name}"]!["put"]!["responses"]!.AsObject().ContainsKey("412").ShouldBeTrue();
        Headers("/api/v1/apps/{app}/git-access/{host}", "put").ShouldBe(["If-Match", "If-None-Match"]);
        Headers("/api/v1/apps", "post").ShouldBe(["Idempotency-Key"]);
        new[] { "409", "422" }.ShouldBeSubsetOf(paths["/api/v1/apps"]!["post"]!["responses"]!.AsObject().Select(answer => answer.Key));
        Headers("/api/v1/apps/{app}/deploys", "post").ShouldBe(["Idempotency-Key"]);
        Headers("/api/v1/sign-in", "post").ShouldBeEmpty();

        List<string> Headers(string path, string method) =>
            [.. (paths[path]![method]!["parameters"]?.AsArray() ?? []).Where(one => (string?)one!["in"] == "header").Select(one => (string)one!["name"]!)];
    }

    [Fact]
    public void Whatever_is_changed_in_place_can_be_read_with_its_tag()
    {
        var state = server.Get<CurrentState>();
        List<string> without = [];
        foreach (var door in server.App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var changing = door.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.FirstOrDefault(method => method is "PUT" or "PATCH" or "DELETE");
            if (changing is not null && door.Metadata.GetMetadata<ChangesTagged>() is { } what)
            {
                state.FindReader((door, what)).ShouldNotBeNull(door.DisplayName);
            }
            else if (changing is not null)
            {
                without.Add($"{changing} /{door.RoutePattern.RawText!.Trim('/')}");
            }
        }

        // A password of one's own is proven by the old one, and tokens and keys never change: they are there or not.
        without.ShouldBe(["PUT /api/v1/whoami/password", "DELETE /api/v1/tokens/{id:long}", "DELETE /api/v1/ssh-keys/{id:long}"], ignoreOrder: true);
    }

    async Task HoldAsync(string path, string method, string? body)
    {
        var first = await server.SendAsync(HttpMethod.Get, path);
        first.Status.ShouldBe(200, first.Body);
        var tag = first.Headers.ETag.ShouldNotBeNull().ToString();
        var known = await server.SendAsync(HttpMethod.Get, path, json: null, ("If-None-Match", tag));
        (known.Status, known.Body, known.Headers.ETag?.ToString()).ShouldBe((304, "", tag));

        (await ChangeAsync(NeverThere)).ShouldBeProblem(412, "request.changed").Hint.ShouldNotBeNull();
        (await TagAsync(path)).ShouldBe(tag, "nothing was changed");

        var done = await ChangeAsync(tag);
        done.Status.ShouldBe(200, done.Body);

        Task<Answer> ChangeAsync(string seen) => server.SendAsync(new HttpMethod(method), path, body, ("If-Match", seen));
    }

    async Task<string> TagAsync(string path) => (await server.SendAsync(HttpMethod.Get, path)).Headers.ETag.ShouldNotBeNull().ToString();
}

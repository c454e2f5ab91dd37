using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Releases;

[Trait("Category", "Integration")]
public sealed class ReleaseRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("GET", "releases", null)]
    [InlineData("GET", "releases/1", null)]
    [InlineData("GET", "rollback", null)]
    [InlineData("POST", "rollback", "{}")]
    [InlineData("POST", "promote", """{"from":"nobody"}""")]
    public async Task An_app_that_is_not_there_has_no_releases(string method, string path, string? json) =>
        (await server.SendAsync(new HttpMethod(method), $"/api/v1/apps/nobody/{path}", json)).ShouldBeProblem(404, "app.notFound");

    [Theory]
    [InlineData("GET", "releases/7", null, 404, "release.notFound")]
    [InlineData("GET", "releases/0", null, 404, "release.notFound")]
    [InlineData("GET", "releases/v7", null, 404, "request.unknownPath")]
    [InlineData("GET", "releases?limit=many", null, 400, "request.badParameter")]
    [InlineData("GET", "rollback?release=last", null, 400, "request.badParameter")]
    [InlineData("GET", "rollback", null, 409, "rollback.nothingServes")]
    [InlineData("POST", "rollback", """{"release":1}""", 409, "rollback.nothingServes")]
    [InlineData("POST", "rollback", """{"release":"x"}""", 400, "request.badField")]
    [InlineData("POST", "promote", "{}", 400, "request.missingField")]
    [InlineData("POST", "promote", """{"from":null}""", 400, "request.badField")]
    public async Task What_is_asked_wrongly_is_told(string method, string path, string? json, int status, string code)
    {
        var app = $"wrong-{(uint)(method + path + json).GetHashCode(StringComparison.Ordinal)}";
        await server.CreateAppAsync(app);

        (await server.SendAsync(new HttpMethod(method), $"/api/v1/apps/{app}/{path}", json)).ShouldBeProblem(status, code);
    }

    [Fact]
    public async Task A_release_is_told_with_what_it_is_made_of_and_when_it_served()
    {
        var run = await MadeAsync("told");

        var page = (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/told/releases")).Read(WireJson.Default.ReleasePage);
        var one = (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/told/releases/1")).Read(WireJson.Default.ReleaseView);

        page.Next.ShouldBeNull();
        var release = page.Items.Single();
        (release.Number, release.Run, release.Image, release.HasImage, release.Serves, release.Pipeline, release.Variables).ShouldBe((1, run, "sha256:none", false, true, "blue-green", null));
        release.Served.ShouldNotBeNull().Until.ShouldBeNull();
        one.Variables.ShouldNotBeNull().ShouldBe(["KEY"]);
    }

    [Fact]
    public async Task A_release_whose_image_is_gone_is_not_gone_back_to_and_not_promoted()
    {
        await MadeAsync("gone");
        await server.CreateAppAsync("gone-too");

        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/gone/rollback")).ShouldBeProblem(409, "rollback.noneBefore");
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/gone/rollback?release=1")).ShouldBeProblem(409, "rollback.serves");
        (await server.SendAsync(HttpMethod.Post, "/api/v1/apps/gone-too/promote", """{"from":"gone"}""")).ShouldBeProblem(409, "release.imageGone");
    }

    // A build that fails, as if it had been good.
    async Task<long> MadeAsync(string app)
    {
        await server.CreateAppAsync(app);
        (await server.SendAsync(HttpMethod.Patch, $"/api/v1/apps/{app}/config", """{"set":{"KEY":"x"}}""")).Status.ShouldBe(200);
        var accepted = (await server.DeployAsync(app, Deploying.BrokenBuild())).Read(WireJson.Default.RunView);
        await server.EndOfAsync(accepted.Id);
        await server.Database.ExecuteAsync(
            $$"""
            insert into releases (app, number, run_id, image, created_at, config, pipeline)
            select '{{app}}', 1, {{accepted.Id}}, 'sha256:none', now(), jsonb_object_agg(name, value), 'blue-green' from app_config where app = '{{app}}'
            """);
        var routes = server.Get<IRouteStore>();
        var route = (await routes.FindAsync(app, CancellationToken.None))!;
        await routes.ReplaceAsync(route with { Targets = [new ServingTarget("v1", new string('0', 64), "127.0.0.1", 1, AppRoute.FullWeight, 1, accepted.Id)] }, null, CancellationToken.None);
        (await server.Get<IReleaseStore>().FindAsync(app, 1, CancellationToken.None)).ShouldNotBeNull();
        return accepted.Id;
    }
}

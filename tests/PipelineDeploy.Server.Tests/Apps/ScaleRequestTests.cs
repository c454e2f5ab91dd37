using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Apps;

[Trait("Category", "Integration")]
public sealed class ScaleRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_new_app_runs_web_once_and_takes_any_scale_before_its_first_deploy()
    {
        await server.CreateAppAsync("fresh");

        var before = await server.SendAsync(HttpMethod.Get, "/api/v1/apps/fresh/scale");
        var set = await SetAsync("fresh", """{"processes":{"web":2,"worker":1}}""");
        var again = await SetAsync("fresh", """{"processes":{"worker":3}}""");
        var after = await server.SendAsync(HttpMethod.Get, "/api/v1/apps/fresh/scale");

        before.Read(WireJson.Default.ScaleView).Processes.ShouldBe([new ProcessScaleView("web", 1, "default", IsKnown: true)]);
        set.Read(WireJson.Default.ScaleView).Run.ShouldBeNull("nothing serves");
        again.Status.ShouldBe(200);
        after.Read(WireJson.Default.ScaleView).Processes.ShouldBe([new ProcessScaleView("web", 2, "app", IsKnown: true), new ProcessScaleView("worker", 3, "app", IsKnown: false)]);
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/fresh/settings")).Read(WireJson.Default.IReadOnlyListSettingView).Single(setting => setting.Name == "scale").Value.ShouldBe("web=2 worker=3");
    }

    [Fact]
    public async Task A_change_of_what_serves_starts_a_run_without_a_build_unless_it_is_told_not_to()
    {
        await ServesAsync("serves");

        var later = await SetAsync("serves", """{"processes":{"mailer":1},"noRestart":true}""");
        var now = await SetAsync("serves", """{"processes":{"worker":2}}""");

        later.Read(WireJson.Default.ScaleView).Run.ShouldBeNull();
        var scale = now.Read(WireJson.Default.ScaleView);
        (scale.Run.ShouldNotBeNull().Pipeline, scale.Run.Trigger).ShouldBe(("config", "config"));
        scale.Processes.ShouldBe(
        [
            new ProcessScaleView("web", 1, "default", IsKnown: true), new ProcessScaleView("worker", 2, "app", IsKnown: true),
            new ProcessScaleView("cron", 4, "file", IsKnown: true), new ProcessScaleView("mailer", 1, "app", IsKnown: false),
        ]);
    }

    [Fact]
    public async Task A_process_that_what_serves_does_not_have_is_refused_with_those_it_has()
    {
        await ServesAsync("unknown");

        var problem = (await SetAsync("unknown", """{"processes":{"wroker":1}}""")).ShouldBeProblem(400, "scale.unknownProcess");
        var off = await SetAsync("unknown", """{"processes":{"wroker":0}}""");

        problem.Title.ShouldBe("v1 of unknown has no process 'wroker', only web, worker, cron");
        off.Status.ShouldBe(200, "what is not there does not run");
    }

    [Theory]
    [InlineData("{}", "request.missingField")]
    [InlineData("""{"processes":null}""", "request.badField")]
    [InlineData("""{"processes":{}}""", "scale.nothing")]
    [InlineData("""{"processes":{"web":0}}""", "scale.webNeeded")]
    [InlineData("""{"processes":{"worker":-1}}""", "scale.badQuantity")]
    [InlineData("""{"processes":{"worker":101}}""", "scale.badQuantity")]
    [InlineData("""{"processes":{"worker":1.5}}""", "request.badField")]
    [InlineData("""{"processes":{"worker":"two"}}""", "request.badField")]
    [InlineData("""{"processes":{"my worker":1}}""", "scale.badProcess")]
    [InlineData("""{"processes":{"release":1}}""", "scale.badProcess")]
    public async Task A_scale_that_cannot_be_is_refused(string json, string code)
    {
        var app = $"bad-{(uint)json.GetHashCode(StringComparison.Ordinal)}";
        await server.CreateAppAsync(app);

        (await SetAsync(app, json)).ShouldBeProblem(400, code);
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("PUT", """{"processes":{"web":2}}""")]
    public async Task An_app_that_is_not_there_has_no_scale(string method, string? json) =>
        (await server.SendAsync(new HttpMethod(method), "/api/v1/apps/nobody/scale", json)).ShouldBeProblem(404, "app.notFound");

    // A build that fails, as if it had been good.
    async Task ServesAsync(string app)
    {
        await server.CreateAppAsync(app);
        var accepted = (await server.DeployAsync(app, Deploying.BrokenBuild())).Read(WireJson.Default.RunView);
        await server.EndOfAsync(accepted.Id);
        await server.Database.ExecuteAsync(
            $$"""
            insert into releases (app, number, run_id, image, created_at, config, pipeline, processes)
            values ('{{app}}', 1, {{accepted.Id}}, 'sha256:none', now(), '{}', 'blue-green', '[{"name":"web"},{"name":"worker","command":["x"]},{"name":"cron","quantity":4}]')
            """);
        var routes = server.Get<IRouteStore>();
        var route = (await routes.FindAsync(app, CancellationToken.None))!;
        await routes.ReplaceAsync(route with { Targets = [new ServingTarget("v1", new string('0', 64), "127.0.0.1", 1, AppRoute.FullWeight, 1, accepted.Id)] }, null, CancellationToken.None);
    }

    Task<Answer> SetAsync(string app, string json) => server.SendAsync(HttpMethod.Put, $"/api/v1/apps/{app}/scale", json);
}

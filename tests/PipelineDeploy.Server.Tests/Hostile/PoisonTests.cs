using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Housekeeping;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Housekeeping;

namespace PipelineDeploy.Server.Tests.Hostile;

/// <summary>One damaged row puts one run aside, and tells so; everything else goes on.</summary>
[Trait("Category", "Integration")]
public sealed class PoisonTests(PoisonedServer server) : IClassFixture<PoisonedServer>
{
    public static TheoryData<string> Runs => [.. PoisonedServer.Runs.Keys];

    public static TheoryData<string> All => [.. PoisonedServer.Runs.Keys, .. PoisonedServer.Rest.Select(poison => poison.App), PoisonedServer.Healthy];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_run_that_cannot_be_read_is_put_aside_tells_why_and_gives_its_app_free_when_told_so(string app)
    {
        var run = await server.EndOfAsync(server.RunOf(app));

        run.State.ShouldBe("needsAttention");
        run.Error.ShouldNotBeNull().Code.ShouldBe("run.unreadable");
        run.Error!.Message.ShouldContain($"Run {run.Id}");
        (await server.Database.ColumnAsync<long>($"select fence from runs where id = {run.Id}"))[0].ShouldBeLessThanOrEqualTo(3);
        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run.Id}/retry", "{}")).ShouldBeProblem(500, "run.unreadable");
        (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run.Id}/cancel")).Status.ShouldBe(202);
        await ApproveAsync(await server.WaitingRunAsync(app));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_look_at_an_app_is_answered_and_what_is_damaged_is_named(string app)
    {
        foreach (var path in new[] { "", "/status", "/settings", "/config", "/domains", "/certificates", "/schedules", "/webhooks", "/webhooks/wh_" + app, $"/webhooks/wh_{app}/deliveries", "/releases", "/scale", "/rollback", "/maintenance", "/audit" })
        {
            ShouldTell(await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/{app}{path}"), $"{app}{path}");
        }

        foreach (var path in new[] { "", "/journal", "/definition", "/log", "/log/last", "/checks" })
        {
            ShouldTell(await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{server.RunOf(app)}{path}"), $"{app}: run{path}");
        }
    }

    [Theory]
    [InlineData("/api/v1/apps")]
    [InlineData("/api/v1/runs")]
    [InlineData("/api/v1/runs/recent")]
    [InlineData("/api/v1/audit")]
    [InlineData("/api/v1/windows")]
    [InlineData("/api/v1/freezes")]
    [InlineData("/api/v1/nodes")]
    [InlineData("/api/v1/doctor")]
    [InlineData("/api/v1/pipelines")]
    public async Task What_is_of_all_apps_is_answered_as_ever(string path) => (await server.SendAsync(HttpMethod.Get, path)).ShouldSatisfyAllConditions(
        answer => answer.Status.ShouldBe(200, answer.Body), answer => answer.Body.ShouldNotContain("server.error"));

    [Theory]
    [InlineData("targets")]
    [InlineData("target")]
    [InlineData("maintenance")]
    public async Task A_damaged_route_is_named_and_never_written_over_and_the_others_reach_the_router(string app)
    {
        var status = (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps/{app}/status")).Read(WireJson.Default.StatusView);
        var before = await server.Database.ColumnAsync<string>($"select row(r.*)::text from routes r where app = '{app}'");

        status.Drift.ShouldContain(drift => drift.Code == "route.unreadable" && drift.Message.Contains(app));
        (await server.SendAsync(HttpMethod.Put, $"/api/v1/apps/{app}/maintenance", "{}")).ShouldBeProblem(500, "route.unreadable");
        // No router runs here: the rows are raised, and then there is none to be told.
        await Should.ThrowAsync<RouterException>(() => server.Get<RouteKeeper>().RaiseAllAsync(default));
        (await server.Database.ColumnAsync<string>($"select row(r.*)::text from routes r where app = '{app}'")).ShouldBe(before);
        (await server.Get<IRouteStore>().ReadAllAsync(default)).Count(route => route.Unreadable is null).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_damaged_delivery_is_settled_with_the_reason() => (await Eventually.SeeAsync(
        async () => (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/delivery/webhooks/wh_delivery/deliveries")).Read(WireJson.Default.DeliveryPage).Items.Single(),
        delivery => delivery.SettledAt is not null,
        "the delivery is settled")).Reason.ShouldContain("cannot be read");

    [Fact]
    public async Task Runs_and_the_housekeeping_of_all_others_go_on()
    {
        await ApproveAsync(server.RunOf(PoisonedServer.Healthy));
        foreach (var poison in PoisonedServer.Rest.Where(poison => poison.App != "window"))
        {
            await ApproveAsync(server.RunOf(poison.App));
        }

        foreach (var chore in server.Get<IEnumerable<IChore>>().Where(chore => chore is not ImageSweep))
        {
            await chore.RunAsync(default);
        }

        // What is needed is not known, so nothing is removed.
        (await Should.ThrowAsync<UserErrorException>(() => server.Get<IEnumerable<IChore>>().OfType<ImageSweep>().Single().RunAsync(default))).Error.Code.ShouldEndWith(".unreadable");
    }

    [Fact]
    public async Task A_calendar_that_cannot_be_read_holds_the_runs_of_its_app_and_tells_why()
    {
        await ApproveAsync(server.RunOf("window"));
        var held = await server.WaitingRunAsync("window");

        (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{held}")).Read(WireJson.Default.RunView).Hold.ShouldNotBeNull().Reason.ShouldContain("Middle/Earth");
    }

    async Task ApproveAsync(long run)
    {
        await Eventually.SeeAsync(async () => (await server.SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/approve", "{}")).Status, status => status == 202, $"run {run} asks");
        (await server.EndOfAsync(run)).State.ShouldBe("succeeded");
    }

    static void ShouldTell(Answer answer, string what)
    {
        answer.Body.Contains("server.error", StringComparison.Ordinal).ShouldBeFalse($"{what}: {answer.Body}");
        if (answer.Status >= 500)
        {
            JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetString().ShouldNotBeNull().EndsWith(".unreadable", StringComparison.Ordinal).ShouldBeTrue($"{what}: {answer.Body}");
        }
    }
}

using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Housekeeping;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Server.Tests.Housekeeping;

/// <summary>The sweep with real containers and a real database: only what runs of this installation left behind is stopped, and later removed.</summary>
[Trait("Category", "Integration")]
public sealed class OrphanSweepTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task What_a_run_left_behind_is_stopped_and_an_hour_later_removed_and_nothing_else_is_touched()
    {
        await using var docker = await TestDocker.ConnectAsync();
        var ours = server.Get<ContainerLabels>();
        foreach (var app in new[] { "left", "busy", "served" })
        {
            await server.CreateAppAsync(app);
        }

        await InsertRunAsync(1, "left", isFinished: true);
        await InsertRunAsync(2, "busy", isFinished: true);
        await InsertRunAsync(3, "busy", isFinished: false);
        await InsertRunAsync(4, "served", isFinished: true);
        var orphan = await StartAsync(docker, ours.ForProcess("left", 1, 1, "web", 1));
        string[] others =
        [
            await StartAsync(docker, new Dictionary<string, string>()),
            await StartAsync(docker, new ContainerLabels("another-house").ForProcess("left", 1, 1, "web", 1)),
            await StartAsync(docker, ours.ForProcess("busy", 2, 1, "web", 1)),
            await StartAsync(docker, ours.ForProcess("busy", 3, 2, "web", 1)),
            await StartAsync(docker, ours.ForProcess("served", 4, 1, "web", 1)),
            await StartAsync(docker, ours.ForProcess("left", 999, 2, "web", 1)),
        ];
        var routes = server.Get<IRouteStore>();
        var route = (await routes.FindAsync("served", CancellationToken.None))!;
        await routes.ReplaceAsync(route with { Targets = [new ServingTarget("v1-r4-web-1", others[4], "127.0.0.1", 5000, 100, 1, 4)] }, null, CancellationToken.None);

        (await SweepAsync(TimeSpan.FromMinutes(9))).ShouldBeNull();
        (await SweepAsync(TimeSpan.FromMinutes(11))).ShouldNotBeNull().ShouldStartWith("stopped");
        (await docker.Engine.FindContainerAsync(orphan, CancellationToken.None))!.State.ShouldBe("exited");
        (await SweepAsync(TimeSpan.FromMinutes(55))).ShouldBeNull();
        (await SweepAsync(TimeSpan.FromMinutes(65))).ShouldNotBeNull().ShouldStartWith("removed");
        (await SweepAsync(TimeSpan.FromMinutes(999))).ShouldBeNull();

        (await docker.Engine.FindContainerAsync(orphan, CancellationToken.None)).ShouldBeNull();
        foreach (var other in others)
        {
            (await docker.Engine.FindContainerAsync(other, CancellationToken.None)).ShouldNotBeNull().IsRunning.ShouldBeTrue(other);
        }

        Task<string?> SweepAsync(TimeSpan later) => new OrphanSweep(
            docker.Engine, ours, server.Get<ILiveRuns>(), routes, new Later(later), NullLogger<OrphanSweep>.Instance).RunAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_serving_container_that_is_gone_is_told_by_the_apps_status()
    {
        await server.CreateAppAsync("drifted");
        var routes = server.Get<IRouteStore>();
        var route = (await routes.FindAsync("drifted", CancellationToken.None))!;
        await routes.ReplaceAsync(route with { Targets = [new ServingTarget("v3-r4-web-1", new string('0', 64), "127.0.0.1", 5000, 100, 3, 4)] }, null, CancellationToken.None);

        var status = (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/drifted/status")).Read(WireJson.Default.StatusView);

        status.Drift.ShouldContain(new DriftView("drift.containerGone", "The container that serves v3 of drifted is gone", "Deploy again: pdeploy deploy -a drifted"));
    }

    Task InsertRunAsync(long id, string app, bool isFinished) => server.Database.ExecuteAsync(string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        insert into runs (id, subject, pipeline, definition, inputs, state, trigger, actor, created_at, finished_at)
        overriding system value values ({{id}}, '{{app}}', 'p', '{}', '{}', '{{(isFinished ? "succeeded" : "queued")}}', 'test', 'tester', now(), {{(isFinished ? "now()" : "null")}})
        """));

    static async Task<string> StartAsync(TestDocker docker, IReadOnlyDictionary<string, string> labels)
    {
        var spec = new ContainerSpec(
            docker.Name(), BusyboxImage.Tag, labels.Concat(docker.Labels).ToDictionary(), new Dictionary<string, string>(), null, "no", ["sh", "-c", "trap 'exit 0' TERM; sleep 1000 & wait"]);
        var id = await docker.Engine.CreateContainerAsync(spec, CancellationToken.None);
        await docker.Engine.StartContainerAsync(id, CancellationToken.None);
        return id;
    }

    sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}

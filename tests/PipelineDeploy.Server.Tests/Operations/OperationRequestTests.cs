using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Server.Tests.Health;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Docker;

namespace PipelineDeploy.Server.Tests.Operations;

[Trait("Category", "Integration")]
public sealed class OperationRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_doctor_names_every_part_and_what_does_not_work_with_what_to_do()
    {
        var found = (await server.SendAsync(HttpMethod.Get, "/api/v1/doctor")).Read(WireJson.Default.IReadOnlyListFindingView);

        found.Select(one => one.Part).ShouldBe(["certificates", "database", "clock", "disk", "docker", "runc", "router"]);
        found.Where(one => one.Part is "certificates" or "database" or "clock" or "docker").ShouldAllBe(one => one.Level == "ok");
        // No HAProxy reads this server's folder.
        found.Single(one => one.Part == "router").Level.ShouldBe("failed");
    }

    [Fact]
    public async Task The_server_is_in_the_list_of_servers_and_lives()
    {
        var nodes = await Eventually.SeeAsync(
            async () => (await server.SendAsync(HttpMethod.Get, "/api/v1/nodes")).Read(WireJson.Default.IReadOnlyListNodeView), list => list.Count > 0, "the server has said that it lives");

        nodes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            node => node.IsAlive.ShouldBeTrue(), node => node.Host.ShouldBe(Environment.MachineName), node => node.Engine.ShouldNotBeNull(), node => node.DiskFreeBytes.ShouldBePositive());
    }

    [Fact]
    public async Task A_trial_tells_what_would_go_and_changes_nothing()
    {
        await server.CreateAppAsync("swept");
        await using var docker = await TestDocker.ConnectAsync();
        var labels = server.Get<ContainerLabels>();
        var image = await docker.Engine.BuildImageAsync(
            new ImageBuild("pipelinedeploy/swept:run-1", "Dockerfile", TarText.Context([("Dockerfile", "FROM scratch\nCMD [\"none\"]\n")]), labels.ForImage("swept")), _ => { }, CancellationToken.None);

        var trial = await CollectAsync("""{"dryRun":true}""");
        (await docker.Engine.FindImageAsync(image, CancellationToken.None)).ShouldNotBeNull();
        var real = await CollectAsync("{}");

        (trial.DryRun, real.DryRun).ShouldBe((true, false));
        new[] { trial, real }.ShouldAllBe(one => one.Items.Any(item => item.Kind == "image" && item.Name == "pipelinedeploy/swept:run-1" && item.Action == "remove"));
        (await docker.Engine.FindImageAsync(image, CancellationToken.None)).ShouldBeNull();
    }

    async Task<GarbageView> CollectAsync(string body) => (await server.SendAsync(HttpMethod.Post, "/api/v1/gc", body)).Read(WireJson.Default.GarbageView);
}

[Trait("Category", "Integration")]
public sealed class OperationsWithoutDockerTests(ServerWithoutDocker server) : IClassFixture<ServerWithoutDocker>
{
    [Fact]
    public async Task A_part_that_does_not_answer_is_a_finding_and_the_others_are_told_nevertheless()
    {
        var found = (await server.SendAsync(HttpMethod.Get, "/api/v1/doctor")).Read(WireJson.Default.IReadOnlyListFindingView);

        found.Single(one => one.Part == "docker").ShouldSatisfyAllConditions(docker => docker.Level.ShouldBe("failed"), docker => docker.Message.ShouldContain("no-docker.sock"));
        found.Single(one => one.Part == "database").Level.ShouldBe("ok");
        (await server.SendAsync(HttpMethod.Post, "/api/v1/gc", "{}")).ShouldBeProblem(503, "docker.unreachable");
    }
}

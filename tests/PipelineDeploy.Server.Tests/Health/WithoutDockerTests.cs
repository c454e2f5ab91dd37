using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Health;

/// <summary>A server that looks for Docker where none is.</summary>
public sealed class ServerWithoutDocker : RunningServer
{
    protected override string? DockerHost => $"unix://{Folder}/no-docker.sock";
}

[Trait("Category", "Integration")]
public sealed class WithoutDockerTests(ServerWithoutDocker server) : IClassFixture<ServerWithoutDocker>
{
    [Fact]
    public async Task The_server_lives_and_says_what_it_lacks()
    {
        (await server.SendAsync(HttpMethod.Get, "/healthz")).Status.ShouldBe(200);

        var ready = await server.SendAsync(HttpMethod.Get, "/readyz");

        (ready.Status, ready.Body).ShouldBe((503, "not ready"));
    }

    [Fact]
    public async Task A_deploy_fails_with_what_is_missing()
    {
        var run = await server.FinishedRunAsync("no-docker", Deploying.BrokenBuild());

        run.State.ShouldBe("failed");
        var error = run.Error.ShouldNotBeNull();
        error.Code.ShouldBe("docker.unreachable");
        error.Message.ShouldContain("no-docker.sock");
    }

    [Fact]
    public async Task What_an_app_runs_cannot_be_told_and_the_app_can()
    {
        await server.CreateAppAsync("unseen");

        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/unseen/status")).ShouldBeProblem(503, "docker.unreachable");
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/unseen")).Status.ShouldBe(200);
    }
}

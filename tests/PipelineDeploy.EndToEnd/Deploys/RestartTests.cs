using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.EndToEnd.Deploys;

/// <summary>Parts come and go; the traffic is brought back to what is wanted.</summary>
[Collection(StackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class RestartTests(DeployStack stack)
{
    [Fact]
    public async Task A_router_that_was_killed_comes_up_with_the_last_traffic_even_without_the_server()
    {
        var app = await stack.NewAppAsync("router");
        await stack.DeployVersionAsync(app, "v1");
        await stack.DeployVersionAsync(app, "v2");
        await stack.Server.Process.KillAsync();

        await stack.KillRouterAsync();
        await stack.StartRouterAsync();

        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v2"));
        await stack.Server.StartAsync();
        await stack.Server.ReadyAsync();
    }

    [Fact]
    public async Task A_container_that_docker_restarts_on_another_port_gets_its_traffic_back()
    {
        var app = await stack.NewAppAsync("moves");
        await stack.DeployVersionAsync(app, "v1");
        var before = (await stack.Client.GetStatusAsync(app)).Containers.Single();

        await stack.Engine.StopContainerAsync(before.Id, TimeSpan.FromSeconds(5), CancellationToken.None);
        await stack.Engine.StartContainerAsync(before.Id, CancellationToken.None);

        await Eventually.SeeAsync(() => Visitor.AskAsync(app, stack.RouterPort), answer => answer == (200, "Hello from v1"), "the app answers again");
        (await stack.Client.GetStatusAsync(app)).Containers.Single().Address.ShouldNotBe(before.Address);
    }

    [Fact]
    public async Task A_container_with_a_restart_delay_that_is_killed_gets_its_traffic_back_after_it()
    {
        var app = await stack.NewAppAsync("delayed");
        await stack.Client.SetSettingAsync(app, "restartDelay", "2s");
        await stack.DeployVersionAsync(app, "v1");
        var before = (await stack.Client.GetStatusAsync(app)).Containers.Single();

        await stack.Engine.KillContainerAsync(before.Id, "SIGKILL", CancellationToken.None);

        await Eventually.SeeAsync(() => Visitor.AskAsync(app, stack.RouterPort), answer => answer == (200, "Hello from v1"), "the app answers again");
        var after = (await stack.Engine.FindContainerAsync(before.Id, CancellationToken.None))!;
        (after.StartedAt - after.FinishedAt)!.Value.ShouldBeInRange(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Without_docker_the_server_starts_and_says_what_is_missing()
    {
        await using var server = stack.ServerWith(("DOCKER_HOST", "unix:///nowhere/docker.sock"));
        await server.StartAsync();

        (await server.ReadinessAsync()).ShouldBe("not ready");
        await Eventually.SeeAsync(() => Task.FromResult(server.Said), said => said.Contains("Not ready: docker", StringComparison.Ordinal), "the server's log names Docker");
    }

    [Fact]
    public async Task An_app_that_nothing_was_deployed_to_answers_503_and_says_so()
    {
        var app = await stack.NewAppAsync("empty");

        var (status, body) = await Visitor.AskAsync(app, stack.RouterPort);

        status.ShouldBe(503);
        body.ShouldContain(app);
    }
}

using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

[Trait("Category", "Integration")]
public sealed class HaproxyRouterTests : IAsyncLifetime
{
    RouterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await RouterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_new_router_that_applies_the_same_routes_changes_nothing()
    {
        var routes = new[] { App("hello", 3, Target("v1", _fixture.StartApp("v1").Port), Target("v2", _fixture.StartApp("v2").Port, 0)), App("api", 1) };
        await _fixture.ApplyAsync(routes);
        var written = File.GetLastWriteTimeUtc(_fixture.ConfigFile);

        await _fixture.NewRouter().ApplyAsync(routes, CancellationToken.None);

        File.GetLastWriteTimeUtc(_fixture.ConfigFile).ShouldBe(written);
        // HAProxy writes about each change it is told to make; its log is whole once it has ended.
        await _fixture.Haproxy.KillAsync();
        _fixture.Haproxy.Log.Split("Reloading HAProxy").Length.ShouldBe(2, _fixture.Haproxy.Log);
        _fixture.Haproxy.Log.ShouldNotContain("CLI :");
    }

    [Fact]
    public async Task A_target_nobody_knows_holds_no_connection() => (await _fixture.CountAsync("v99")).ShouldBe(0);
}

using PipelineDeploy.TestKit.Tls;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

[Trait("Category", "Integration")]
public sealed class HaproxyWebSocketTests : IAsyncLifetime
{
    static readonly TestCertificate Certificate = TestCertificate.For("hello.localhost");

    RouterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await RouterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Theory]
    [InlineData("ws", "1.1")]
    [InlineData("wss", "1.1")]
    [InlineData("wss", "2.0")]
    public async Task A_conversation_goes_on_while_the_traffic_switches_and_the_router_reloads(string scheme, string version)
    {
        using var app = new WebSocketEcho("v1");
        var route = App("hello", 1, Target("v1", app.Port)) with
        {
            Certificates = [Of(Certificate, "hello.localhost")],
        };
        await _fixture.ApplyAsync(route);
        using var talk = await WebSocketTalk.BeginAsync(_fixture.Haproxy, scheme, version);

        (await talk.SayAsync("before")).ShouldBe("v1: before");
        await _fixture.ApplyAsync(route with { Generation = 2, Targets = [Target("v2", _fixture.StartApp("v2").Port), Target("v1", app.Port, 0)] });
        (await talk.SayAsync("switched")).ShouldBe("v1: switched");
        await _fixture.ApplyAsync(route with { Generation = 3, Domains = ["hello.localhost", "new.localhost"], Targets = [Target("v2", _fixture.StartApp("v2").Port), Target("v1", app.Port, 0)] });
        (await talk.SayAsync("reloaded")).ShouldBe("v1: reloaded");

        (await _fixture.CountAsync("v1")).ShouldBe(1);
        await talk.EndAsync();
        (await app.Served).Headers["X-Forwarded-Proto"].ShouldBe(scheme == "ws" ? "http" : "https");
        await _fixture.WaitUntilIdleAsync("v1");
    }
}

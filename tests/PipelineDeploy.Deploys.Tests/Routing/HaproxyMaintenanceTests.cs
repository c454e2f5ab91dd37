using System.Net;
using PipelineDeploy.Deploys.Routing;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

[Trait("Category", "Integration")]
public sealed class HaproxyMaintenanceTests : IAsyncLifetime
{
    RouterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await RouterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task It_stays_while_the_traffic_switches_below_it_and_after_a_restart()
    {
        var (v1, v2) = (_fixture.StartApp("v1"), _fixture.StartApp("v2"));
        var route = App("hello", 1, Target("v1", v1.Port)) with { Maintenance = "Back soon." };
        await _fixture.ApplyAsync(route);

        await _fixture.ApplyAsync(route with { Generation = 2, Targets = [Target("v2", v2.Port), Target("v1", v1.Port, 0)] });
        (await _fixture.GetAsync("hello.localhost")).Body.ShouldContain("Back soon.");
        await _fixture.Haproxy.KillAsync();
        await _fixture.Haproxy.StartAsync();

        (await _fixture.GetAsync("hello.localhost")).Body.ShouldContain("Back soon.");
        await _fixture.ApplyAsync(route with { Generation = 3, Targets = [Target("v2", v2.Port)], Maintenance = null });
        (await AnewAsync()).ShouldBe("v2");
        v1.Answered.ShouldBe(0);
    }

    [Fact]
    public async Task The_longest_message_fits_into_what_HAProxy_sends()
    {
        var message = Maintenance.Begin(new string('\u2603', 500), "ada", DateTimeOffset.UnixEpoch).Message;

        await _fixture.ApplyAsync(App("hello", 1) with { Maintenance = message });

        (await AnewAsync()).ShouldContain("</html>");
        WebUtility.HtmlDecode(await AnewAsync()).ShouldContain($"<p>{message}</p>");
    }

    // On a connection that was open before the change one more answer may be the old one.
    async Task<string> AnewAsync()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{_fixture.Haproxy.EndPoint}/") { Headers = { Host = "hello.localhost" } };
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}

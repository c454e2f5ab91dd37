using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Load;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

[Trait("Category", "Integration")]
public sealed class HaproxySwitchTests : IAsyncLifetime
{
    RouterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await RouterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Ten_switches_under_load_lose_nothing()
    {
        var old = _fixture.StartApp("v0");
        await _fixture.ApplyAsync(App("hello", 1, Target("v0", old.Port)));
        await using var load = _fixture.StartLoad();
        for (var version = 1; version <= 10; version++)
        {
            await load.AskAsync(300);
            var next = _fixture.StartApp($"v{version}");
            await _fixture.ApplyAsync(App("hello", (2 * version) + 1, Target($"v{version}", next.Port), Target($"v{version - 1}", old.Port, weight: 0)));
            await _fixture.WaitUntilIdleAsync($"v{version - 1}");
            await old.StopAsync();
            await _fixture.ApplyAsync(App("hello", (2 * version) + 2, Target($"v{version}", next.Port)));
            old = next;
        }
        await load.AskAsync(300);
        var report = await load.StopAsync();

        report.Failed.ShouldBe(0, string.Join('\n', report.Reasons));
        report.Answers.Keys.ShouldBe(Enumerable.Range(0, 11).Select(version => $"v{version}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Every_request_after_the_switch_is_answered_by_the_new_target()
    {
        var (v1, v2) = (_fixture.StartApp("v1"), _fixture.StartApp("v2"));
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", v1.Port)));
        await using var load = _fixture.StartLoad();
        await load.AskAsync(300);

        await _fixture.ApplyAsync(App("hello", 2, Target("v2", v2.Port)));
        await _fixture.WaitUntilIdleAsync("v1");
        var answered = v1.Answered;
        await load.AskAsync(300);

        v1.Answered.ShouldBe(answered);
        (await load.StopAsync()).Failed.ShouldBe(0);
    }

    [Fact]
    public async Task An_open_tunnel_outlives_its_target_s_removal_and_the_target_goes_once_it_is_closed()
    {
        var (v1, v2) = (_fixture.StartApp("v1"), _fixture.StartApp("v2"));
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", v1.Port)));
        using (var tunnel = await OpenTunnelAsync())
        {
            await _fixture.ApplyAsync(App("hello", 2, Target("v2", v2.Port)));

            await tunnel.WriteAsync("still there?", CancellationToken.None);
            (await tunnel.ReadSomeAsync(CancellationToken.None)).ShouldBe("still there?");
            (await _fixture.CountAsync("v1")).ShouldBe(1);
        }

        await _fixture.WaitUntilIdleAsync("v1");
        (await _fixture.ServersAsync()).ShouldContain("v1");
        await _fixture.ApplyAsync(App("hello", 2, Target("v2", v2.Port)));
        (await _fixture.ServersAsync()).ShouldBe(["v2"]);
    }

    [Fact]
    public async Task A_target_that_changed_its_port_is_followed()
    {
        var (before, after) = (_fixture.StartApp("before"), _fixture.StartApp("after"));
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", before.Port)));
        (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("before");

        await _fixture.ApplyAsync(App("hello", 2, Target("v1", after.Port)));

        (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("after");
    }

    [Fact]
    public async Task What_a_target_was_asked_is_counted_across_a_reload()
    {
        var (v1, v2) = (_fixture.StartApp("v1"), _fixture.StartApp("v2"));
        var route = App("hello", 1, Target("v1", v1.Port), Target("v2", v2.Port, 0));
        await _fixture.ApplyAsync(route);
        for (var i = 0; i < 7; i++)
            await _fixture.GetAsync("hello.localhost");
        var before = (await _fixture.Router.ReadCountersAsync("hello", "v1", DateTimeOffset.UnixEpoch, CancellationToken.None)).ShouldHaveSingleItem();
        before.Count.Requests.ShouldBe(7);
        (await CountsAsync("v2")).ShouldBe(TrafficCount.None);

        await _fixture.ApplyAsync(route, App("other", 1));
        for (var i = 0; i < 3; i++)
            await _fixture.GetAsync("hello.localhost");

        var counters = await _fixture.Router.ReadCountersAsync("hello", "v1", DateTimeOffset.UnixEpoch, CancellationToken.None);
        counters[^1].Source.ShouldNotBe(before.Source);
        // The first one went over a connection that the old process still had.
        counters[^1].Count.Requests.ShouldBe(2);
        counters[^1].ResponseTimes.Count.ShouldBe(2);
        (await _fixture.Router.ReadCountersAsync("hello", "v9", null, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task How_long_the_answers_took_is_known_of_the_requests_since_a_moment()
    {
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", _fixture.StartApp("v1").Port)));
        await _fixture.GetAsync("hello.localhost", "/slow");
        var since = TimeProvider.System.GetUtcNow();
        await _fixture.GetAsync("hello.localhost");
        await _fixture.GetAsync("hello.localhost", "/slow");

        var times = (await _fixture.Router.ReadCountersAsync("hello", "v1", since, CancellationToken.None)).ShouldHaveSingleItem().ResponseTimes;

        times.Count.ShouldBe(2);
        times.Max().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(45));
    }

    [Fact]
    public async Task A_target_that_refuses_is_counted_though_another_one_takes_its_requests()
    {
        var (v1, v2) = (_fixture.StartApp("v1"), _fixture.StartApp("v2"));
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", v1.Port), Target("v2", v2.Port)));
        await v1.StopAsync();

        for (var i = 0; i < 6; i++)
            (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("v2");

        var counts = await CountsAsync("v1");
        (counts.Requests, counts.Failed).ShouldBe((0, 0));
        counts.ConnectionErrors.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_target_that_refuses_and_has_nobody_beside_it_fails_its_requests()
    {
        var v1 = _fixture.StartApp("v1");
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", v1.Port)));
        await v1.StopAsync();

        (await _fixture.GetAsync("hello.localhost")).Status.ShouldBe(System.Net.HttpStatusCode.ServiceUnavailable);

        (await CountsAsync("v1")).ShouldBe(new TrafficCount(Requests: 1, ServerErrors: 0, Unanswered: 1, ConnectionErrors: 1));
    }

    async Task<TrafficCount> CountsAsync(string target) => (await _fixture.Router.ReadCountersAsync("hello", target, null, CancellationToken.None)).ShouldHaveSingleItem().Count;

    async Task<HttpWire> OpenTunnelAsync()
    {
        var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await socket.ConnectAsync(_fixture.Haproxy.EndPoint);
        var wire = new HttpWire(socket);
        await wire.WriteAsync("GET /tunnel HTTP/1.1\r\nHost: hello.localhost\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n", CancellationToken.None);
        (await wire.ReadHeadAsync(CancellationToken.None)).Status.ShouldBe(101);
        return wire;
    }
}

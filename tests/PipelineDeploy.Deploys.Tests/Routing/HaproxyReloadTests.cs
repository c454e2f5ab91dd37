using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

[Trait("Category", "Integration")]
public sealed class HaproxyReloadTests : IAsyncLifetime
{
    RouterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await RouterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Adding_and_removing_apps_under_load_loses_nothing()
    {
        var hello = App("hello", 1, Target("v1", _fixture.StartApp("v1").Port));
        var others = Enumerable.Range(1, 5).Select(number => App($"other-{number}", 1)).ToArray();
        await _fixture.ApplyAsync(hello);
        await using var load = _fixture.StartLoad();

        for (var number = 1; number <= others.Length; number++)
        {
            await load.AskAsync(300);
            await _fixture.ApplyAsync([hello, .. others[..number]]);
        }
        await load.AskAsync(300);
        await _fixture.ApplyAsync(hello);
        await load.AskAsync(300);

        var report = await load.StopAsync();
        report.Failed.ShouldBe(0, string.Join('\n', report.Reasons));
        (await _fixture.GetAsync("other-1.localhost")).Body.ShouldContain("No app is known by this host name");
    }

    [Fact]
    public async Task A_switch_right_after_a_reload_loses_nothing_even_of_clients_of_the_worker_that_leaves()
    {
        var (v1, v2) = (_fixture.StartApp("v1"), _fixture.StartApp("v2"));
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", v1.Port)));
        await using var load = _fixture.StartLoad();
        await load.AskAsync(300);

        await _fixture.ApplyAsync(App("hello", 1, Target("v1", v1.Port)), App("api", 1));
        await _fixture.ApplyAsync(App("hello", 2, Target("v2", v2.Port), Target("v1", v1.Port, 0)), App("api", 1));
        await _fixture.WaitUntilIdleAsync("v1");
        await v1.StopAsync();
        await _fixture.ApplyAsync(App("hello", 3, Target("v2", v2.Port)), App("api", 1));
        await load.AskAsync(300);

        var report = await load.StopAsync();
        report.Failed.ShouldBe(0, string.Join('\n', report.Reasons));
    }

    [Fact]
    public async Task A_client_idle_since_before_a_reload_holds_its_target()
    {
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", _fixture.StartApp("v1").Port)));
        // The client of the fixture keeps its connection, on which nothing is under way now.
        await _fixture.GetAsync("hello.localhost");
        (await _fixture.CountAsync("v1")).ShouldBe(0);

        await _fixture.ApplyAsync(App("hello", 2, Target("v2", _fixture.StartApp("v2").Port)), App("api", 1));

        (await _fixture.CountAsync("v1")).ShouldBe(1);
        (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("v1");
        (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("v2");
        await _fixture.WaitUntilIdleAsync("v1");
    }

    [Fact]
    public async Task A_slow_answer_outlives_a_reload()
    {
        var v1 = _fixture.StartApp("v1");
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", v1.Port)));
        var slow = _fixture.GetAsync("hello.localhost", "/hold");
        await v1.Held;

        await _fixture.ApplyAsync(App("hello", 1, Target("v1", v1.Port)), App("api", 1));

        (await _fixture.CountAsync("v1")).ShouldBe(1);
        v1.Release();
        (await slow).Body.ShouldBe("v1");
        await _fixture.WaitUntilIdleAsync("v1");
    }

    [Fact]
    public async Task Targets_added_before_a_reload_are_steered_after_it()
    {
        var (v1, v2) = (_fixture.StartApp("v1"), _fixture.StartApp("v2"));
        await _fixture.ApplyAsync(App("hello", 1));
        await _fixture.ApplyAsync(App("hello", 2, Target("v1", v1.Port)));
        await _fixture.ApplyAsync(App("hello", 2, Target("v1", v1.Port)), App("api", 1));

        await _fixture.ApplyAsync(App("hello", 3, Target("v2", v2.Port)), App("api", 1));

        (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("v2");
        await _fixture.WaitUntilIdleAsync("v1");
    }

    [Fact]
    public async Task A_changed_domain_is_served_and_the_old_one_is_not()
    {
        var route = App("hello", 1, Target("v1", _fixture.StartApp("v1").Port));
        await _fixture.ApplyAsync(route);

        await _fixture.ApplyAsync(route with { Generation = 2, Domains = ["new.localhost"] });

        (await _fixture.GetAsync("new.localhost")).Body.ShouldBe("v1");
        (await _fixture.GetAsync("hello.localhost")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        Directory.GetFiles(_fixture.Haproxy.Options.Directory, "hosts-*.map").Length.ShouldBe(2);
    }
}

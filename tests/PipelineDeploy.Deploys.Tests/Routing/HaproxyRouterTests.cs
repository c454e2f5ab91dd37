using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Haproxy;
using PipelineDeploy.TestKit.Tls;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

[Trait("Category", "Integration")]
public sealed class HaproxyRouterTests : IAsyncLifetime
{
    RouterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await RouterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task An_unknown_host_is_answered_404()
    {
        var (status, body) = await _fixture.GetAsync("nobody.localhost");

        status.ShouldBe(HttpStatusCode.NotFound);
        body.ShouldBe("No app is known by this host name.\n");
    }

    [Fact]
    public async Task An_app_without_a_target_is_answered_503_with_its_name()
    {
        await _fixture.ApplyAsync(App("hello", 1));

        var (status, body) = await _fixture.GetAsync("hello.localhost");

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.ShouldBe("No release of hello serves yet.\n");
    }

    [Theory]
    [InlineData("hello.localhost")]
    [InlineData("hello.localhost:8080")]
    [InlineData("HELLO.localhost")]
    [InlineData("hello.localhost.")]
    public async Task A_host_is_known_in_any_case_with_port_and_with_the_last_dot(string host)
    {
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", _fixture.StartApp("v1").Port)));

        (await _fixture.GetAsync(host)).Body.ShouldBe("v1");
    }

    [Fact]
    public async Task The_app_is_told_who_asked_for_what()
    {
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", _fixture.StartApp("v1").Port)));

        var headers = (await _fixture.GetAsync("hello.localhost", "/headers")).Body;

        headers.ShouldContain("x-forwarded-for: 127.0.0.1", Case.Insensitive);
        headers.ShouldContain("x-forwarded-proto: http", Case.Insensitive);
        headers.ShouldContain("x-forwarded-host: hello.localhost", Case.Insensitive);
        headers.ShouldContain($"x-forwarded-port: {_fixture.Haproxy.EndPoint.Port}", Case.Insensitive);
    }

    [Fact]
    public async Task What_a_client_says_of_itself_in_forwarded_headers_is_not_believed()
    {
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", _fixture.StartApp("v1").Port)));

        var (_, seen) = await _fixture.SendAsync(
            "hello.localhost", "/headers", ("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Port", "99999"),
            ("X-Forwarded-Ssl", "on"), ("X-Real-IP", "6.6.6.6"), ("Forwarded", "for=6.6.6.6;proto=https"), ("X-Other", "stays"));

        seen.ShouldNotContain("6.6.6.6");
        seen.ShouldNotContain("99999");
        seen.ShouldNotContain("evil");
        seen.ShouldNotContain("https");
        seen.ShouldNotContain("Ssl", Case.Insensitive);
        seen.ShouldContain("x-other: stays", Case.Insensitive);
    }

    [Fact]
    public async Task What_a_trusted_proxy_says_of_the_client_is_passed_on()
    {
        var options = _fixture.Haproxy.Options with { TrustedProxies = ["10.0.0.0/8", "127.0.0.1", "::1"] };
        var router = new HaproxyRouter(options, TimeProvider.System, NullLogger<HaproxyRouter>.Instance);
        var route = App("hello", 1, Target("v1", _fixture.StartApp("v1").Port));
        await router.ApplyAsync([route], CancellationToken.None);

        var (_, told) = await _fixture.SendAsync("hello.localhost", "/headers", ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "shop.example"));
        var (_, silent) = await _fixture.SendAsync("hello.localhost", "/headers");

        // The sample keeps the last of several headers of a name.
        told.ShouldContain("x-forwarded-for: 127.0.0.1", Case.Insensitive);
        told.ShouldContain("x-forwarded-proto: https", Case.Insensitive);
        told.ShouldContain("x-forwarded-host: shop.example", Case.Insensitive);
        silent.ShouldContain("x-forwarded-proto: http", Case.Insensitive);
        silent.ShouldContain("x-forwarded-host: hello.localhost", Case.Insensitive);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_that_ends_TLS_nobody_is_sent_in_a_circle()
    {
        var options = _fixture.Haproxy.Options with { TrustedProxies = ["127.0.0.1"] };
        var router = new HaproxyRouter(options, TimeProvider.System, NullLogger<HaproxyRouter>.Instance);
        var certificate = TestCertificate.For("hello.localhost");
        var route = App("hello", 1, Target("v1", _fixture.StartApp("v1").Port)) with
        {
            RedirectsHttps = true,
            Certificates = [RouteCertificate.Of("hello.localhost", certificate.Chain + "\n" + certificate.Key + "\n")],
        };
        await router.ApplyAsync([route], CancellationToken.None);

        (await _fixture.SendAsync("hello.localhost", "/", ("X-Forwarded-Proto", "HTTPS"))).Body.ShouldBe("v1");
        (await _fixture.AskWhereAsync("hello.localhost", "/")).Status.ShouldBe(HttpStatusCode.PermanentRedirect);
    }

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
    public async Task A_lower_generation_changes_nothing_while_other_apps_move_on()
    {
        var (v1, v2) = (_fixture.StartApp("v1"), _fixture.StartApp("v2"));
        await _fixture.ApplyAsync(App("hello", 5, Target("v2", v2.Port)), App("api", 1));

        await _fixture.NewRouter().ApplyAsync([App("hello", 4, Target("v1", v1.Port)), App("api", 2, Target("v1", v1.Port))], CancellationToken.None);

        (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("v2");
        (await _fixture.GetAsync("api.localhost")).Body.ShouldBe("v1");
    }

    [Fact]
    public async Task A_HAProxy_killed_and_started_again_serves_the_last_state()
    {
        var (v1, v2) = (_fixture.StartApp("v1"), _fixture.StartApp("v2"));
        await _fixture.ApplyAsync(App("hello", 1, Target("v1", v1.Port)));
        await _fixture.ApplyAsync(App("hello", 2, Target("v2", v2.Port), Target("v1", v1.Port, 0)));

        await _fixture.Haproxy.KillAsync();
        await _fixture.Haproxy.StartAsync();

        for (var i = 0; i < 4; i++)
            (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("v2");
        await _fixture.ApplyAsync(App("hello", 3, Target("v1", v1.Port)));
        (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("v1");
    }

    [Fact]
    public async Task While_HAProxy_is_down_the_file_is_written_and_the_error_says_what_to_do()
    {
        var v1 = _fixture.StartApp("v1");
        await _fixture.Haproxy.KillAsync();

        var error = await Should.ThrowAsync<RouterException>(() => _fixture.ApplyAsync(App("hello", 1, Target("v1", v1.Port))));

        error.Message.ShouldContain(Path.Combine(_fixture.Haproxy.Options.Directory, "master.sock"));
        error.Message.ShouldContain("Start it");
        await _fixture.Haproxy.StartAsync();
        (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("v1");
    }

    [Fact]
    public async Task Routers_that_apply_at_the_same_time_end_in_the_highest_generation()
    {
        var ports = Enumerable.Range(1, 8).Select(version => _fixture.StartApp($"v{version}").Port).ToArray();

        await Task.WhenAll(ports.Select((port, index) =>
            Task.Run(() => _fixture.NewRouter().ApplyAsync([App("hello", index + 1, Target($"v{index + 1}", port))], CancellationToken.None))));

        for (var i = 0; i < 8; i++)
            (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("v8");
    }

    [Fact]
    public async Task What_was_changed_by_hand_is_put_right()
    {
        var route = App("hello", 1, Target("v1", _fixture.StartApp("v1").Port));
        await _fixture.ApplyAsync(route);
        await File.WriteAllTextAsync(_fixture.ConfigFile, "# nothing is left\n");

        await _fixture.ApplyAsync(route);

        (await File.ReadAllTextAsync(_fixture.ConfigFile)).ShouldContain("server v1 ");
    }

    [Fact]
    public async Task A_configuration_that_HAProxy_refuses_is_told_while_it_goes_on_with_the_last_one()
    {
        var (v1, taken) = (_fixture.StartApp("v1"), _fixture.StartApp("other"));
        var route = App("hello", 1, Target("v1", v1.Port));
        await _fixture.ApplyAsync(route);
        var options = _fixture.Haproxy.Options with { Bind = [.. _fixture.Haproxy.Options.Bind, $"127.0.0.1:{taken.Port}"] };
        var router = new HaproxyRouter(options, TimeProvider.System, NullLogger<HaproxyRouter>.Instance);

        var error = await Should.ThrowAsync<RouterException>(() => router.ApplyAsync([route], CancellationToken.None));

        error.Message.ShouldContain("haproxy -c -f");
        (await _fixture.GetAsync("hello.localhost")).Body.ShouldBe("v1");
        await _fixture.ApplyAsync(route with { Generation = 2 });
    }

    [Fact]
    public async Task A_check_passes_while_HAProxy_answers_and_fails_when_it_does_not()
    {
        await _fixture.Router.CheckAsync(CancellationToken.None);

        await _fixture.Haproxy.StopAsync();

        await Should.ThrowAsync<RouterException>(() => _fixture.Router.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_target_nobody_knows_holds_no_connection() => (await _fixture.CountAsync("v99")).ShouldBe(0);
}

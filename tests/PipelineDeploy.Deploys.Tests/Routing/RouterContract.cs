using System.Net;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.TestKit.Tls;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>What every router does, whatever proxy it drives; asked of the real ones.</summary>
[Trait("Category", "Integration")]
public abstract class RouterContract : IAsyncLifetime
{
    const string Unreleased = "No release of hello serves yet.\n";
    static readonly TestCertificate Hello = TestCertificate.For("hello.localhost");

    protected RouterWorld World { get; private set; } = null!;

    protected abstract RouterProcess NewProcess();

    public async Task InitializeAsync() => World = await RouterWorld.StartAsync(NewProcess());

    public async Task DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task A_host_that_no_app_has_is_answered_404_and_an_app_without_a_release_503_with_its_name()
    {
        (await World.AnewAsync("nobody.localhost")).ShouldBe((HttpStatusCode.NotFound, "No app is known by this host name.\n"));

        await World.ApplyAsync(App("hello", 1));

        (await World.AnewAsync("hello.localhost")).ShouldBe((HttpStatusCode.ServiceUnavailable, Unreleased));
        var (headers, _) = await World.SendAsync("hello.localhost", "/any/path.html");
        headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(5));
        headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
        // A target that gets nothing is as good as none.
        await World.ApplyAsync(App("hello", 2, Target("v1", World.StartApp("v1").Port, 0)));
        (await World.AnewAsync("hello.localhost")).ShouldBe((HttpStatusCode.ServiceUnavailable, Unreleased));
    }

    [Fact]
    public async Task A_host_is_known_in_any_case_with_port_and_with_the_last_dot()
    {
        await World.ApplyAsync(App("hello", 1, Target("v1", World.StartApp("v1").Port)));

        foreach (var host in new[] { "hello.localhost", "hello.localhost:8080", "HELLO.localhost", "hello.localhost." })
        {
            (await World.GetAsync(host)).Body.ShouldBe("v1", host);
        }
    }

    [Fact]
    public async Task Odd_domains_and_paths_reach_the_app_as_they_are()
    {
        const string Path = "/target//b/a%20b/%C3%A4/$uri;v=1/*?q=$host&%20=%00&{http.request.host}";
        var longest = string.Join('.', Enumerable.Repeat(new string('a', 60), 4)) + ".example";
        var app = World.StartApp("v1");
        await World.ApplyAsync(App("hello", 1, Target("v1", app.Port)) with { Domains = ["xn--mnchen-3ya.example", "0.example", "a--b.example", longest] });

        foreach (var domain in new[] { "xn--mnchen-3ya.example", "0.example", "a--b.example", longest })
        {
            (await World.GetAsync(domain, Path)).Body.ShouldBe(Path, domain);
        }
    }

    [Fact]
    public async Task Once_a_switch_is_applied_new_requests_go_to_the_new_target_and_the_slow_answer_of_the_old_one_ends_well()
    {
        var (v1, v2) = (World.StartApp("v1"), World.StartApp("v2"));
        await World.ApplyAsync(App("hello", 1, Target("v1", v1.Port)));
        var slow = World.GetAsync("hello.localhost", "/hold");
        await v1.Held;

        await World.ApplyAsync(App("hello", 2, Target("v2", v2.Port), Target("v1", v1.Port, 0)));

        for (var i = 0; i < 20; i++)
        {
            (await World.AnewAsync("hello.localhost")).Body.ShouldBe("v2");
        }

        slow.IsCompleted.ShouldBeFalse();
        (await World.CountAsync("v1")).ShouldBe(1);
        v1.Release();
        (await slow).ShouldBe((HttpStatusCode.OK, "v1"));
        await World.WaitUntilIdleAsync("v1");
    }

    [Fact]
    public async Task Back_and_forth_under_load_no_app_is_left_with_requests_once_it_is_idle()
    {
        const int Turns = 4;
        var apps = new[] { World.StartApp("v0"), World.StartApp("v1") };
        await World.ApplyAsync(App("hello", 1, Target("v0", apps[0].Port)));
        await using var load = World.StartLoad();
        for (var turn = 1; turn <= Turns; turn++)
        {
            await load.AskAsync(200);
            var (green, blue) = (turn % 2, 1 - (turn % 2));
            await World.ApplyAsync(App("hello", turn + 1, Target($"v{green}", apps[green].Port), Target($"v{blue}", apps[blue].Port, 0)));
            await World.WaitUntilIdleAsync($"v{blue}");
            var answered = apps[blue].Answered;
            await load.AskAsync(100);
            apps[blue].Answered.ShouldBe(answered);
        }

        var report = await load.StopAsync();
        report.Failed.ShouldBeLessThanOrEqualTo(Turns * LostAtSwitch, string.Join('\n', report.Reasons));
        report.Answers.Keys.ShouldAllBe(answer => answer.StartsWith('v'));
    }

    /// <summary>How many requests at most are lost by a switch while they keep coming on connections that stay open.</summary>
    protected virtual int LostAtSwitch => 0;

    [Fact]
    public async Task Weights_divide_the_requests()
    {
        var (v1, v2) = (World.StartApp("v1"), World.StartApp("v2"));
        await World.ApplyAsync(App("hello", 1, Target("v1", v1.Port, 90), Target("v2", v2.Port, 10)));

        for (var i = 0; i < 100; i++)
        {
            await World.GetAsync("hello.localhost");
        }

        v2.Answered.ShouldBe(10);
        v1.Answered.ShouldBe(90);
    }

    [Fact]
    public async Task A_target_that_refuses_is_passed_over()
    {
        var (v1, v2) = (World.StartApp("v1"), World.StartApp("v2"));
        await World.ApplyAsync(App("hello", 1, Target("v1", v1.Port), Target("v2", v2.Port)));
        await v1.StopAsync();

        for (var i = 0; i < 6; i++)
        {
            (await World.GetAsync("hello.localhost")).Body.ShouldBe("v2");
        }
    }

    [Fact]
    public async Task Counters_are_there_or_their_lack_is_said()
    {
        await World.ApplyAsync(App("hello", 1, Target("v1", World.StartApp("v1").Port)));
        for (var i = 0; i < 3; i++)
        {
            await World.GetAsync("hello.localhost");
        }

        if (World.Router.CountsAnswers)
        {
            (await World.Router.ReadCountersAsync("hello", "v1", null, CancellationToken.None)).ShouldHaveSingleItem().Count.Requests.ShouldBe(3);
        }
        else
        {
            var error = (await Should.ThrowAsync<Workflows.UserErrorException>(() => World.Router.ReadCountersAsync("hello", "v1", null, CancellationToken.None))).Error;
            error.Code.ShouldBe("router.noCounters");
            error.Message.ShouldContain(World.Router.Name);
            error.Hint.ShouldNotBeNull().ShouldContain("haproxy");
        }
    }

    [Fact]
    public async Task In_maintenance_visitors_get_the_page_with_the_message_as_text_by_every_method()
    {
        const string Message = "Back at 5 o'clock: 100% \"sure\" <script>alert(1)</script> ${HOME} $host %[src] {http.request.host} \\n äöü";
        var v1 = World.StartApp("v1");
        var route = App("hello", 1, Target("v1", v1.Port)) with { Maintenance = Message };
        var other = App("other", 1, Target("v1", World.StartApp("other").Port));
        await World.ApplyAsync(route, other);

        var (headers, body) = await World.SendAsync("hello.localhost", "/any/path");
        headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromMinutes(1));
        headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
        body.ShouldNotContain("<script");
        WebUtility.HtmlDecode(body).ShouldContain($"<p>{Message}</p>");
        (await World.GetAsync("hello.localhost")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await World.PostAsync("hello.localhost", "words")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await World.GetAsync("other.localhost")).Body.ShouldBe("other");
        v1.Answered.ShouldBe(0);

        await World.ApplyAsync(route with { Generation = 2, Maintenance = null }, other);
        (await World.AnewAsync("hello.localhost")).Body.ShouldBe("v1");
    }

    [Fact]
    public async Task The_app_is_told_who_asked_for_what_and_what_clients_say_of_themselves_is_not_believed()
    {
        await World.ApplyAsync(App("hello", 1, Target("v1", World.StartApp("v1").Port)));

        var (_, seen) = await World.SendAsync(
            "hello.localhost", "/headers", ("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Port", "99999"),
            ("X-Forwarded-Ssl", "on"), ("X-Forwarded-Prefix", "/evil"), ("X-Real-IP", "6.6.6.6"), ("Forwarded", "for=6.6.6.6;proto=https"), ("X-Other", "stays"));

        seen.ShouldContain("x-forwarded-for: 127.0.0.1", Case.Insensitive);
        seen.ShouldContain("x-forwarded-proto: http", Case.Insensitive);
        seen.ShouldContain("x-forwarded-host: hello.localhost", Case.Insensitive);
        seen.ShouldContain($"x-forwarded-port: {World.Process.EndPoint.Port}", Case.Insensitive);
        seen.ShouldContain("host: hello.localhost", Case.Insensitive);
        seen.ShouldContain("x-other: stays", Case.Insensitive);
        foreach (var lie in new[] { "6.6.6.6", "99999", "evil", "https", "Ssl" })
        {
            seen.ShouldNotContain(lie, Case.Insensitive);
        }
    }

    [Fact]
    public async Task What_a_trusted_proxy_says_of_the_client_is_passed_on_and_it_is_not_sent_in_a_circle()
    {
        var route = App("hello", 1, Target("v1", World.StartApp("v1").Port)) with { RedirectsHttps = true, Certificates = [Of(Hello, "hello.localhost")] };
        await World.Process.NewRouter(trusted: ["10.0.0.0/8", "127.0.0.1", "::1"]).ApplyAsync([route], CancellationToken.None);

        var (_, told) = await World.SendAsync("hello.localhost", "/headers", ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "shop.example"), ("X-Forwarded-Ssl", "on"));

        // The sample keeps the last of several headers of a name.
        told.ShouldMatch(@"(?i)x-forwarded-for: (198\.51\.100\.7, ?)?127\.0\.0\.1");
        told.ShouldContain("x-forwarded-proto: https", Case.Insensitive);
        told.ShouldContain("x-forwarded-host: shop.example", Case.Insensitive);
        told.ShouldContain("x-forwarded-ssl: on", Case.Insensitive);
        (await World.SendAsync("hello.localhost", "/", ("X-Forwarded-Proto", "HTTPS"))).Body.ShouldBe("v1");
        (await World.AskWhereAsync("hello.localhost", "/")).Status.ShouldBe(HttpStatusCode.PermanentRedirect);
    }

    [Fact]
    public async Task HTTP_stays_open_beside_HTTPS_until_it_is_to_lead_there()
    {
        var route = App("hello", 1, Target("v1", World.StartApp("v1").Port)) with { Domains = ["hello.localhost", "plain.localhost"], Certificates = [Of(Hello, "hello.localhost")] };
        await World.ApplyAsync(route);
        (await World.GetAsync("hello.localhost")).Status.ShouldBe(HttpStatusCode.OK);

        await World.ApplyAsync(route with { Generation = 2, RedirectsHttps = true });

        (await World.AskWhereAsync("HELLO.localhost:80", "/a/b?c=d&e=%20")).ShouldBe(
            (HttpStatusCode.PermanentRedirect, $"https://hello.localhost:{World.Process.HttpsEndPoint.Port}/a/b?c=d&e=%20"));
        (await World.AnewAsync("plain.localhost")).Status.ShouldBe(HttpStatusCode.OK);
        using var client = new HttpsClient(World.Process.HttpsEndPoint);
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            var answer = await client.AskAsync("hello.localhost", "/headers", version);
            (answer.Version, answer.Thumbprint).ShouldBe((version, Hello.Thumbprint));
            answer.Body.ShouldContain("x-forwarded-proto: https", Case.Insensitive);
            answer.Body.ShouldContain($"x-forwarded-port: {World.Process.HttpsEndPoint.Port}", Case.Insensitive);
        }
    }

    [Fact]
    public async Task Each_domain_shows_its_own_certificate_and_one_without_gets_no_handshake()
    {
        var other = TestCertificate.Rsa(2048, "other.localhost");
        await World.ApplyAsync(
            App("hello", 1, Target("v1", World.StartApp("hello").Port)) with { Certificates = [Of(Hello, "hello.localhost")] },
            App("other", 1, Target("v1", World.StartApp("other").Port)) with { Certificates = [Of(other, "other.localhost")], Maintenance = "Back soon." },
            App("plain", 1, Target("v1", World.StartApp("plain").Port)));
        using var client = new HttpsClient(World.Process.HttpsEndPoint);

        (await client.AskAsync("hello.localhost")).Thumbprint.ShouldBe(Hello.Thumbprint);
        var answer = await client.AskAsync("other.localhost", "/", HttpVersion.Version20);
        (answer.Thumbprint, answer.Status).ShouldBe((other.Thumbprint, 503));
        answer.Body.ShouldContain("Back soon.");
        foreach (var host in new[] { "plain.localhost", "nobody.localhost" })
        {
            await Should.ThrowAsync<HttpRequestException>(() => client.AskAsync(host));
        }

        // A newer certificate is shown to who comes next, and keys are in files for nobody else.
        var newer = TestCertificate.For("hello.localhost");
        await World.ApplyAsync(App("hello", 2, Target("v1", World.StartApp("hello").Port)) with { Certificates = [Of(newer, "hello.localhost")] });
        using var next = new HttpsClient(World.Process.HttpsEndPoint);
        (await next.AskAsync("hello.localhost")).Thumbprint.ShouldBe(newer.Thumbprint);
        var words = newer.Key.Split('\n')[1];
        var holding = Directory.GetFiles(World.Process.Folder).Where(file => !file.EndsWith(".sock", StringComparison.Ordinal) && File.ReadAllText(file).Contains(words)).ShouldHaveSingleItem();
        File.GetUnixFileMode(holding).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_lower_generation_changes_nothing_while_other_apps_move_on()
    {
        var (v1, v2) = (World.StartApp("v1"), World.StartApp("v2"));
        await World.ApplyAsync(App("hello", 5, Target("v2", v2.Port)) with { Certificates = [Of(Hello, "hello.localhost")] }, App("api", 1));

        await World.Process.NewRouter().ApplyAsync([App("hello", 4, Target("v1", v1.Port)), App("api", 2, Target("v1", v1.Port))], CancellationToken.None);

        (await World.AnewAsync("hello.localhost")).Body.ShouldBe("v2");
        (await World.AnewAsync("api.localhost")).Body.ShouldBe("v1");
        using var client = new HttpsClient(World.Process.HttpsEndPoint);
        (await client.AskAsync("hello.localhost")).Thumbprint.ShouldBe(Hello.Thumbprint);
    }

    [Fact]
    public async Task Routers_that_apply_at_the_same_time_end_in_the_highest_generation()
    {
        var ports = Enumerable.Range(1, 5).Select(version => World.StartApp($"v{version}").Port).ToArray();

        await Task.WhenAll(ports.Select((port, index) =>
            Task.Run(() => World.Process.NewRouter().ApplyAsync([App("hello", index + 1, Target($"v{index + 1}", port))], CancellationToken.None))));

        for (var i = 0; i < 5; i++)
        {
            (await World.AnewAsync("hello.localhost")).Body.ShouldBe("v5");
        }
    }

    [Fact]
    public async Task The_same_routes_applied_by_a_new_router_change_nothing_and_what_was_changed_by_hand_is_put_right()
    {
        var route = App("hello", 3, Target("v1", World.StartApp("v1").Port)) with { Certificates = [Of(Hello, "hello.localhost")] };
        await World.ApplyAsync(route, App("api", 1));
        var (written, text) = (File.GetLastWriteTimeUtc(World.Process.ConfigFile), await File.ReadAllTextAsync(World.Process.ConfigFile));
        using var idle = await World.ConnectAsync();

        await World.Process.NewRouter().ApplyAsync([route, App("api", 1)], CancellationToken.None);

        File.GetLastWriteTimeUtc(World.Process.ConfigFile).ShouldBe(written);
        // A reload would have closed or replaced it.
        (await idle.AskAsync("hello.localhost")).ShouldBe("v1");
        await File.WriteAllTextAsync(World.Process.ConfigFile, "# nothing is left\n");
        Directory.GetFiles(World.Process.Folder, "certificate-*.pem").ToList().ForEach(File.Delete);
        await World.ApplyAsync(route, App("api", 1));
        (await File.ReadAllTextAsync(World.Process.ConfigFile)).ShouldBe(text);
        Directory.GetFiles(World.Process.Folder, "certificate-*.pem").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Killed_and_started_again_it_serves_the_last_state_without_anybody_s_help()
    {
        var (v1, v2) = (World.StartApp("v1"), World.StartApp("v2"));
        var secure = App("hello", 1, Target("v1", v1.Port)) with { Certificates = [Of(Hello, "hello.localhost")] };
        await World.ApplyAsync(secure);
        await World.ApplyAsync(secure with { Generation = 2, Targets = [Target("v2", v2.Port), Target("v1", v1.Port, 0)] }, App("away", 1) with { Maintenance = "Back soon." });

        await World.Process.KillAsync();
        await World.Process.StartAsync();

        (await World.AnewAsync("hello.localhost")).Body.ShouldBe("v2");
        (await World.AnewAsync("away.localhost")).Body.ShouldContain("Back soon.");
        using var client = new HttpsClient(World.Process.HttpsEndPoint);
        (await client.AskAsync("hello.localhost")).Body.ShouldBe("v2");
        await World.ApplyAsync(secure with { Generation = 3 });
        (await World.AnewAsync("hello.localhost")).Body.ShouldBe("v1");
    }

    [Fact]
    public async Task While_it_is_down_the_error_says_what_to_do_and_it_comes_up_with_what_was_wanted_meanwhile()
    {
        await World.Router.CheckAsync(CancellationToken.None);
        await World.Process.StopAsync();

        await Should.ThrowAsync<RouterException>(() => World.Router.CheckAsync(CancellationToken.None));
        var error = await Should.ThrowAsync<RouterException>(() => World.ApplyAsync(App("hello", 1, Target("v1", World.StartApp("v1").Port))));

        error.Message.ShouldContain("Start it");
        error.Message.ShouldContain(World.Process.Folder);
        await World.Process.StartAsync();
        (await World.GetAsync("hello.localhost")).Body.ShouldBe("v1");
        (await World.CountAsync("v99")).ShouldBe(0);
    }

    [Fact]
    public async Task What_it_refuses_is_told_while_it_goes_on_with_what_it_had()
    {
        var (v1, taken) = (World.StartApp("v1"), World.StartApp("other"));
        var route = App("hello", 1, Target("v1", v1.Port));
        await World.ApplyAsync(route);
        var place = $"127.0.0.1:{taken.Port}";

        var error = await Should.ThrowAsync<RouterException>(() => World.Process.NewRouter(alsoBind: place).ApplyAsync([route with { Generation = 2 }], CancellationToken.None));

        RefusalNames(error.Message, place);
        (await World.AnewAsync("hello.localhost")).Body.ShouldBe("v1");
        await World.ApplyAsync(route with { Generation = 3 }, App("api", 1));
        (await World.AnewAsync("api.localhost")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>The message names what was wrong, or how to find out.</summary>
    protected virtual void RefusalNames(string message, string place) => message.ShouldContain(place);

    [Fact]
    public async Task A_certificate_that_it_cannot_read_is_refused_and_everything_goes_on_as_before()
    {
        var route = App("hello", 1, Target("v1", World.StartApp("v1").Port));
        await World.ApplyAsync(route);

        var error = await Should.ThrowAsync<RouterException>(() => World.ApplyAsync(route with { Generation = 2, Certificates = [RouteCertificate.Of("hello.localhost", "this is no certificate")] }));

        error.Message.Length.ShouldBeGreaterThan(30);
        (await World.AnewAsync("hello.localhost")).Body.ShouldBe("v1");
        await World.ApplyAsync(route with { Generation = 3, Certificates = [Of(Hello, "hello.localhost")] });
        using var client = new HttpsClient(World.Process.HttpsEndPoint);
        (await client.AskAsync("hello.localhost")).Thumbprint.ShouldBe(Hello.Thumbprint);
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("wss")]
    public async Task A_WebSocket_passes(string scheme)
    {
        using var app = new WebSocketEcho("v1");
        var route = App("hello", 1, Target("v1", app.Port)) with { Certificates = [Of(Hello, "hello.localhost")] };
        await World.ApplyAsync(route);
        using var talk = await WebSocketTalk.BeginAsync(World.Process, scheme);

        (await talk.SayAsync("before")).ShouldBe("v1: before");
        await World.ApplyAsync(route with { Generation = 2, Targets = [Target("v2", World.StartApp("v2").Port), Target("v1", app.Port, 0)] });

        if (KeepsWebSockets)
        {
            (await talk.SayAsync("switched")).ShouldBe("v1: switched");
            (await World.CountAsync("v1")).ShouldBe(1);
            await talk.EndAsync();
            (await app.Served).Headers["X-Forwarded-Proto"].ShouldBe(scheme == "ws" ? "http" : "https");
            await World.WaitUntilIdleAsync("v1");
        }
    }

    /// <summary>Whether a conversation that is open outlives a switch.</summary>
    protected virtual bool KeepsWebSockets => true;

    static RouteCertificate Of(TestCertificate certificate, string domain) => RouteCertificate.Of(domain, certificate.Chain + "\n" + certificate.Key + "\n");
}

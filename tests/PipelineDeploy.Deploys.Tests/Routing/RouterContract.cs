using System.Net;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.TestKit.Tls;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>What every router does, whatever proxy it drives; asked of the real ones.</summary>
[Trait("Category", "Integration")]
public abstract partial class RouterContract : IAsyncLifetime
{
    const string Unreleased = "No release of hello serves yet.\n";

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
}

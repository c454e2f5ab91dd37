using System.Net;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Tls;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>Certificates, what the app is told of its visitors, and WebSockets.</summary>
public abstract partial class RouterContract
{
    static readonly TestCertificate Hello = TestCertificate.For("hello.localhost");

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
}

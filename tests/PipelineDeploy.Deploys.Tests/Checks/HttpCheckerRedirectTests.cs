using System.Globalization;
using PipelineDeploy.Deploys.Checks;
using static PipelineDeploy.Deploys.Tests.Checks.StubContainer;

namespace PipelineDeploy.Deploys.Tests.Checks;

/// <summary>Where a check goes when it is sent elsewhere, and when https is asked of a port that may not speak it.</summary>
public sealed class HttpCheckerRedirectTests
{
    const string PlainNote = "the port speaks plain HTTP: https was asked over HTTP with X-Forwarded-Proto: https";

    [Theory]
    [InlineData(301, "/ok")]
    [InlineData(302, "/ok")]
    [InlineData(302, "ok")]
    [InlineData(303, "/ok#part")]
    [InlineData(307, "http://localhost/ok")]
    [InlineData(308, "//localhost/ok")]
    public async Task Row_25_a_redirect_is_followed(int status, string location)
    {
        await using var container = new StubContainer(request => request.Path == "/ok" ? Answer(200, "ok") : Redirect(status, location));

        var result = await RunAsync("/ ok", container);

        result.Passed.ShouldBeTrue(result.Cause);
        container.Requests.Select(request => request.Path).ShouldBe(["/", "/ok"]);
    }

    [Theory]
    [InlineData("http://other.example/ok", "other.example")]
    [InlineData("//other.example:81/ok", "other.example:81")]
    [InlineData("http://169.254.169.254/ok", "169.254.169.254")]
    public async Task Row_26_a_redirect_to_another_host_stays_on_the_container(string location, string host)
    {
        await using var container = new StubContainer(request => request.Path == "/ok" ? Answer(200, "ok") : Redirect(301, location));

        var result = await RunAsync("/ ok", container);

        result.Passed.ShouldBeTrue(result.Cause);
        container.Requests.Select(request => request.Host).ShouldBe(["localhost", host]);
        result.Note.ShouldNotBeNull().ShouldContain("same container");
    }

    [Fact]
    public async Task Row_27_a_loop_is_called_a_loop()
    {
        await using var container = new StubContainer(request => Redirect(302, request.Path == "/a" ? "/b" : "/a"));

        var result = await RunAsync("/a", container);

        (result.Passed, result.Cause, result.Status).ShouldBe((false, "redirect loop: http://localhost/b leads back to http://localhost/a", 302));
        container.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Ten_redirects_are_followed_and_the_eleventh_is_not()
    {
        await using var container = new StubContainer(request => int.Parse(request.Path[1..], CultureInfo.InvariantCulture) is var step && step == 10
            ? Answer(200, "ok") : Redirect(302, string.Create(CultureInfo.InvariantCulture, $"/{step + 1}")));

        (await RunAsync("/0 ok", container)).Passed.ShouldBeTrue();
        (await RunAsync("/11 ok", container)).Cause.ShouldStartWith("more than 10 redirects");
    }

    [Theory]
    [InlineData("ftp://localhost/ok")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://")]
    [InlineData("")]
    public async Task A_redirect_to_nowhere_fails(string location)
    {
        await using var container = new StubContainer(_ => Redirect(302, location));

        var result = await RunAsync("/", container);

        result.Passed.ShouldBeFalse();
        result.Cause.ShouldBe("answered 302 Found without an http address to go to");
    }

    [Fact]
    public async Task Row_21_https_of_a_plain_port_is_asked_as_the_router_asks()
    {
        await using var container = new StubContainer(_ => Answer(200, "ok"));

        var result = await RunAsync("https://secure.example.com/ok ok", container);

        result.Passed.ShouldBeTrue(result.Cause);
        result.Note.ShouldBe(PlainNote);
        var request = container.Requests.ShouldHaveSingleItem();
        (request.Host, request.ForwardedProto).ShouldBe(("secure.example.com", "https"));
    }

    [Fact]
    public async Task Row_21_holds_for_a_plain_server_that_waits_for_the_rest_of_the_handshake()
    {
        await using var container = new StubContainer(_ => Answer(200, "ok"), isPatient: true);

        var result = await RunAsync("https://secure.example.com/ok ok", container, TimeSpan.FromSeconds(2));

        result.Passed.ShouldBeTrue(result.Cause);
        result.Note.ShouldBe(PlainNote);
        var request = container.Requests.ShouldHaveSingleItem();
        (request.Host, request.ForwardedProto).ShouldBe(("secure.example.com", "https"));
    }

    [Fact]
    public async Task Row_22_a_self_signed_certificate_for_another_name_that_has_expired_will_do()
    {
        await using var container = new StubContainer(_ => Answer(200, "ok"), isTls: true);

        var result = await RunAsync("https://secure.example.com/ok ok", container);

        result.Passed.ShouldBeTrue(result.Cause);
        result.Note.ShouldBeNull();
        container.ServerNames.ShouldBe(["secure.example.com"]);
        container.Requests.ShouldHaveSingleItem().Host.ShouldBe("secure.example.com");
    }

    [Fact]
    public async Task An_app_that_forces_https_is_followed_on_its_plain_port()
    {
        await using var container = new StubContainer(request =>
            request.ForwardedProto == "https" ? Answer(200, "ok") : Redirect(301, "https://localhost" + request.Path));

        var result = await RunAsync("/ok ok", container);

        result.Passed.ShouldBeTrue(result.Cause);
        result.Note.ShouldBe(PlainNote);
    }

    [Fact]
    public async Task An_app_that_forces_https_without_end_is_a_loop()
    {
        await using var container = new StubContainer(request => Redirect(301, "https://localhost" + request.Path));

        (await RunAsync("/ok ok", container)).Cause.ShouldBe("redirect loop: https://localhost/ok leads back to https://localhost/ok");
    }

    [Fact]
    public async Task Plain_http_of_a_TLS_port_fails()
    {
        await using var container = new StubContainer(_ => Answer(200, "ok"), isTls: true);

        (await RunAsync("/ok ok", container)).Passed.ShouldBeFalse();
    }

    [Fact]
    public async Task Https_of_a_port_where_nobody_listens_says_so()
    {
        var check = ChecksFile.Parse("https://h/").Checks.ShouldHaveSingleItem();

        var result = await new HttpChecker(TimeProvider.System)
            .RunAsync(check, "127.0.0.1", FreePort(), TimeSpan.FromSeconds(5), forwardedHttps: false, CancellationToken.None);

        result.Cause.ShouldEndWith("Connection refused");
        result.Note.ShouldBeNull();
    }

    static Task<CheckResult> RunAsync(string line, StubContainer container, TimeSpan? timeout = null) =>
        new HttpChecker(TimeProvider.System).RunAsync(
            ChecksFile.Parse(line).Checks.ShouldHaveSingleItem(),
            "127.0.0.1",
            container.Port,
            timeout ?? TimeSpan.FromSeconds(20),
            forwardedHttps: false,
            CancellationToken.None);
}

namespace PipelineDeploy.Server.Tests.Auth;

/// <summary>A server that believes a proxy on this machine.</summary>
public sealed class ProxiedServer : RunningServer
{
    protected override IReadOnlyList<string> TrustedProxies => ["127.0.0.1", "10.9.0.0/16"];

    protected override int ApiLimit => 2;
}

[Trait("Category", "Integration")]
public sealed class ProxyTests(ProxiedServer server) : IClassFixture<ProxiedServer>, IAsyncLifetime
{
    public Task InitializeAsync() => server.Database.ExecuteAsync("delete from sign_in_attempts; delete from audit");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Behind_https_the_cookie_belongs_to_this_host_alone_and_a_plain_one_is_not_looked_at()
    {
        var browser = await SignedInAsync("203.0.113.1");

        var cookie = browser.SetCookies.Single(line => line.Contains("pipelinedeploy=", StringComparison.Ordinal));
        cookie.ShouldStartWith("__Host-pipelinedeploy=");
        foreach (var attribute in new[] { "path=/", "secure", "httponly", "samesite=lax" })
        {
            cookie.ShouldContain(attribute, Case.Insensitive);
        }

        cookie.ShouldNotContain("domain=", Case.Insensitive);
        (await browser.GetAsync("/api/v1/whoami")).Status.ShouldBe(200);
        browser.Cookies["pipelinedeploy"] = browser.Cookies["__Host-pipelinedeploy"];
        browser.Cookies.Remove("__Host-pipelinedeploy");
        (await browser.GetAsync("/api/v1/whoami")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Behind_https_a_form_from_http_is_another_origin()
    {
        var browser = await SignedInAsync("203.0.113.2");

        browser.Origin = server.Address.GetLeftPart(UriPartial.Authority);

        (await browser.PostAsync("/sign-out")).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.7")]
    [InlineData("1.2.3.4, 198.51.100.7", "198.51.100.7")]
    [InlineData("1.2.3.4, 198.51.100.7, 10.9.8.7", "198.51.100.7")]
    [InlineData("127.0.0.1, 198.51.100.7", "198.51.100.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("nonsense", "127.0.0.1")]
    public async Task The_address_is_the_last_one_that_is_no_proxy_of_ours_whatever_stands_before_it(string forwarded, string address)
    {
        (await server.SendAsync(HttpMethod.Post, "/api/v1/sign-in-links", (HttpContent?)null, ("X-Forwarded-For", forwarded))).Status.ShouldBeOneOf(200, 429);

        var seen = await server.Database.ColumnAsync<string>("select address from audit where what = 'POST /api/v1/sign-in-links'");

        seen.ShouldBe([address]);
    }

    [Fact]
    public async Task Who_asks_too_often_waits_and_others_do_not()
    {
        var (busy, calm) = (Address("203.0.113.50"), Address("203.0.113.51"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => busy.GetAsync("/sign-in")));

        answers.Count(answer => answer.Status == 200).ShouldBeInRange(20, 40);
        var refused = answers.First(answer => answer.Status == 429);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 20);
        refused.Body.ShouldContain("too many requests");
        (await calm.GetAsync("/sign-in")).Status.ShouldBe(200);
        (await busy.GetAsync("/healthz")).Status.ShouldBe(200);
    }

    Browser Address(string address)
    {
        var browser = new Browser(server);
        browser.Headers.Add(("X-Forwarded-For", address));
        return browser;
    }

    async Task<Browser> SignedInAsync(string address)
    {
        // Made here and not by a request, whose limit another test may have used up.
        var link = await server.Get<Postgres.Auth.SessionStore>().CreateLinkAsync(
            (await server.Get<Postgres.Auth.TokenStore>().FindAsync(server.Token, default))!, TimeProvider.System.GetUtcNow().AddMinutes(5), default);
        var browser = Address(address);
        browser.Headers.Add(("X-Forwarded-Proto", "https"));
        browser.Origin = $"https://{server.Address.Authority}";
        (await browser.PostBareAsync($"/sign-in/{link}")).Status.ShouldBe(302);
        return browser;
    }
}

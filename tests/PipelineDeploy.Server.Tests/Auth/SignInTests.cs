using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Auth;

[Trait("Category", "Integration")]
public sealed class SignInTests(RunningServer server) : IClassFixture<RunningServer>
{
    string Origin => server.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task Looking_at_a_link_uses_nothing_up()
    {
        var link = await NewLinkAsync();

        var first = await BrowseAsync(HttpMethod.Get, link);
        var second = await BrowseAsync(HttpMethod.Get, link);

        (first.Status, first.MediaType).ShouldBe((200, "text/html"));
        first.Headers.Contains("Set-Cookie").ShouldBeFalse();
        second.Body.ShouldBe(first.Body);
        (await BrowseAsync(HttpMethod.Post, link)).Status.ShouldBe(302);
    }

    [Fact]
    public async Task A_link_signs_in_once()
    {
        var link = await NewLinkAsync();

        var first = await BrowseAsync(HttpMethod.Post, link);
        var second = await BrowseAsync(HttpMethod.Post, link);

        (first.Status, first.Headers.Location!.ToString()).ShouldBe((302, "/"));
        (second.Status, second.MediaType).ShouldBe((410, "text/html"));
        second.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task A_link_that_never_was_is_answered_like_a_used_one()
    {
        var answer = await BrowseAsync(HttpMethod.Post, new Uri(server.Address, "/sign-in/never"));

        (answer.Status, answer.MediaType).ShouldBe((410, "text/html"));
    }

    [Fact]
    public async Task The_session_is_kept_from_scripts_and_from_other_sites()
    {
        var answer = await BrowseAsync(HttpMethod.Post, await NewLinkAsync());

        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
    }

    [Fact]
    public async Task A_session_is_its_links_owner()
    {
        var answer = await BrowseAsync(HttpMethod.Get, Whole("/api/v1/whoami"), await SessionAsync());

        answer.Read(WireJson.Default.WhoAmI).ShouldBe(new WhoAmI("admin", "admin", IsMachine: true));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("http://evil.example")]
    public async Task A_change_by_session_from_another_origin_is_refused(string? origin)
    {
        var answer = await BrowseAsync(HttpMethod.Post, Whole("/api/v1/sign-in-links"), await SessionAsync(), origin);

        answer.ShouldBeProblem(403, "auth.forbidden");
    }

    [Fact]
    public async Task A_change_by_session_from_our_own_page_is_done()
    {
        var answer = await BrowseAsync(HttpMethod.Post, Whole("/api/v1/sign-in-links"), await SessionAsync(), Origin);

        answer.Status.ShouldBe(200, answer.Body);
    }

    [Fact]
    public async Task A_changed_cookie_is_no_session()
    {
        var answer = await BrowseAsync(HttpMethod.Get, Whole("/api/v1/whoami"), await SessionAsync() + "x");

        answer.ShouldBeProblem(401, "auth.missing");
    }

    Uri Whole(string path) => new(server.Address, path);

    async Task<Uri> NewLinkAsync() =>
        new((await server.SendAsync(HttpMethod.Post, "/api/v1/sign-in-links")).Read(WireJson.Default.SignInLink).Url);

    async Task<string> SessionAsync()
    {
        var answer = await BrowseAsync(HttpMethod.Post, await NewLinkAsync());
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    async Task<Answer> BrowseAsync(HttpMethod method, Uri address, string? cookie = null, string? origin = null)
    {
        using var browser = server.Client(null);
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in new[] { ("Cookie", cookie), ("Origin", origin) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
            }
        }

        using var response = await browser.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}

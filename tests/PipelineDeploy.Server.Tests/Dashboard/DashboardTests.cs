using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using PipelineDeploy.Server.Dashboard;

namespace PipelineDeploy.Server.Tests.Dashboard;

[Trait("Category", "Integration")]
public sealed partial class DashboardTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/apps/linked")]
    [InlineData("/apps/linked/settings")]
    [InlineData("/runs/1")]
    [InlineData("/runs/1/log")]
    [InlineData("/pipelines")]
    [InlineData("/pipelines/blue-green")]
    [InlineData("/pipelines/blue-green/versions")]
    [InlineData("/nodes")]
    [InlineData("/audit")]
    [InlineData("/pipelines/new")]
    [InlineData("/pipelines/canary/versions")]
    [InlineData("/pipelines/blue-green/edit")]
    [InlineData("/calendar")]
    [InlineData("/account")]
    [InlineData("/people")]
    [InlineData("/people/tokens")]
    [InlineData("/settings")]
    public async Task Every_address_of_the_page_can_be_opened_and_is_kept_by_nobody(string address)
    {
        using var client = server.Client(server.Token);

        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));

        ((int)answer.StatusCode).ShouldBe(200);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldMatch("<script type=\"module\" crossorigin src=\"/static/[^\"]+\\.js\"></script>");
        page.ShouldMatch("name=\"form-token\" content=\"[A-Za-z0-9_-]{20,}\"");
    }

    [Fact]
    public async Task Only_style_sheets_with_the_word_of_this_very_answer_may_be_made_while_the_page_runs()
    {
        var (first, second) = (await NonceAsync(), await NonceAsync());

        first.ShouldNotBe(second);
        Convert.FromBase64String(first).Length.ShouldBeGreaterThanOrEqualTo(16);
    }

    async Task<string> NonceAsync()
    {
        using var client = server.Client(server.Token);
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = NonceInPage().Match(await answer.Content.ReadAsStringAsync()).Groups["nonce"].Value;
        policy.ShouldContain($"style-src 'self' 'nonce-{System.Net.WebUtility.HtmlDecode(nonce)}';");
        policy.ShouldContain("script-src 'self';");
        return System.Net.WebUtility.HtmlDecode(nonce);
    }

    [GeneratedRegex("<meta property=\"csp-nonce\" nonce=\"(?<nonce>[^\"]{20,})\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NonceInPage();

    [Theory]
    [InlineData("/apps/linked/settings/more")]
    [InlineData("/pipelines/blue-green/versions/2")]
    [InlineData("/runs/first")]
    [InlineData("/elsewhere")]
    public async Task An_address_that_the_page_does_not_know_is_not_there(string address) =>
        (await server.SendAsync(HttpMethod.Get, address)).Status.ShouldBe(404);

    [Theory]
    [InlineData("/")]
    [InlineData("/apps/linked")]
    [InlineData("/nodes")]
    public async Task Without_a_session_the_sign_in_is_shown_in_its_place(string address)
    {
        using var client = server.Client(null);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));

        ((int)answer.StatusCode).ShouldBe(401);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("<script");
    }

    [Fact]
    public async Task What_has_a_hash_in_its_name_is_kept_for_ever_and_sent_packed()
    {
        using var client = server.Client(null);
        foreach (var name in DashboardFile.Names)
        {
            var plain = await GetAsync(client, name, null);
            var packed = await GetAsync(client, name, "br, gzip");

            (plain.Encoding, packed.Encoding).ShouldBe((null, "gzip"));
            packed.Type.ShouldBe(name.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript");
            Unpacked(packed.Body).ShouldBe(Encoding.UTF8.GetString(plain.Body));
        }

        DashboardFile.Names.Count.ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public async Task The_first_load_stays_small()
    {
        const int Budget = 350 * 1024;
        using var client = server.Client(null);
        var scripts = DashboardFile.Names.Where(name => name.EndsWith(".js", StringComparison.Ordinal) && DashboardFile.Index.Contains(name, StringComparison.Ordinal)).ToList();

        var packed = 0;
        foreach (var name in scripts)
        {
            packed += (await GetAsync(client, name, "gzip")).Body.Length;
        }

        scripts.ShouldNotBeEmpty();
        packed.ShouldBeLessThanOrEqualTo(Budget);
    }

    [Fact]
    public void The_page_has_nothing_inline_and_asks_nobody_else()
    {
        DashboardFile.Index.ShouldNotMatch("<script(?! type=\"module\" crossorigin src=\"/static/)");
        DashboardFile.Index.ShouldNotMatch("<style| style=| on[a-z]+=|https?://");
    }

    static string Unpacked(byte[] packed)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    static async Task<(string? Encoding, string? Type, byte[] Body)> GetAsync(HttpClient client, string name, string? encodings)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/static/{name}");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encodings);
        using var answer = await client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(200);
        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        answer.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        return (answer.Content.Headers.ContentEncoding.SingleOrDefault(), answer.Content.Headers.ContentType!.MediaType, await answer.Content.ReadAsByteArrayAsync());
    }
}

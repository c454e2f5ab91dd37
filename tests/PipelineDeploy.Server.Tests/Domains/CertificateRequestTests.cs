using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit.Tls;

namespace PipelineDeploy.Server.Tests.Domains;

[Trait("Category", "Integration")]
public sealed class CertificateRequestTests(CertificateRequestTests.WithHttps server) : IClassFixture<CertificateRequestTests.WithHttps>
{
    [Fact]
    public async Task A_certificate_is_kept_for_the_domains_it_covers_and_told_without_its_key()
    {
        await server.CreateAppAsync("covered");
        await server.SendAsync(HttpMethod.Post, "/api/v1/apps/covered/domains", """{"domains":["covered.example","www.covered.example"]}""");
        var certificate = TestCertificate.For("covered.example", "*.covered.example");

        var answer = await UploadAsync("covered", certificate);

        var views = answer.Read(WireJson.Default.IReadOnlyListCertificateView);
        views.Select(view => view.Domain).ShouldBe(["covered.example", "www.covered.example"]);
        var view = views[0];
        (view.Subject, view.Issuer, view.SetBy, view.Problem).ShouldBe(("CN=covered.example", "CN=Test authority", "admin", null));
        view.NotAfter.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddDays(19));
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/covered/certificates")).Body.ShouldBe(answer.Body);
        var domains = (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/covered/domains")).Read(WireJson.Default.IReadOnlyListDomainView);
        domains.Select(domain => (domain.Url, domain.Certificate?.Subject)).ShouldBe(
            [("https://covered.example:8443", "CN=covered.example"), ("http://covered.localhost:8080", null), ("https://www.covered.example:8443", "CN=covered.example")]);
    }

    [Fact]
    public async Task The_private_key_is_nowhere_in_the_database_in_no_answer_and_with_the_router_it_is_for_its_owner_only()
    {
        await server.CreateAppAsync("secret");
        var certificate = TestCertificate.For("secret.localhost");

        var answer = await UploadAsync("secret", certificate);

        var line = certificate.Key.Split('\n')[1];
        answer.Body.ShouldNotContain(line[..20]);
        foreach (var form in new[] { line, line[..24], Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(line))[..24] })
        {
            (await server.Database.FindTextAsync(form)).ShouldBeEmpty();
        }

        (await server.Database.FindTextAsync("BEGIN CERTIFICATE")).ShouldContain("certificates");
        var files = Directory.GetFiles(Path.Combine(server.Folder, "router")).Where(file => Path.GetExtension(file) != ".lock" && File.ReadAllText(file).Contains(line)).ToList();
        files.ShouldHaveSingleItem().ShouldEndWith(".pem");
        File.GetUnixFileMode(files[0]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_newer_one_takes_its_place_and_a_domain_may_be_without_again()
    {
        await server.CreateAppAsync("renewed");
        await UploadAsync("renewed", TestCertificate.For("renewed.localhost"));

        (await UploadAsync("renewed", TestCertificate.For("renewed.localhost", "other.example"), "renewed.localhost")).Status.ShouldBe(200);
        var left = await server.SendAsync(HttpMethod.Delete, "/api/v1/apps/renewed/certificates/RENEWED.localhost");

        left.Read(WireJson.Default.IReadOnlyListCertificateView).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_fits_no_domain_is_refused_with_what_it_is_for()
    {
        await server.CreateAppAsync("misfit");
        var certificate = TestCertificate.For("else.example", "*.else.example");

        (await UploadAsync("misfit", certificate)).ShouldBeProblem(400, "cert.otherName").Title.ShouldBe("The certificate is not for any domain of misfit; it is for else.example, *.else.example");
        (await UploadAsync("misfit", certificate, "misfit.localhost")).ShouldBeProblem(400, "cert.otherName").Title.ShouldNotBeNull().ShouldContain("not for misfit.localhost");
        (await UploadAsync("misfit", certificate, "else.example")).ShouldBeProblem(404, "domain.notFound");
        (await UploadAsync("misfit", certificate, [])).ShouldBeProblem(400, "domain.nothing");
    }

    [Fact]
    public async Task What_browsers_would_not_take_is_refused()
    {
        await server.CreateAppAsync("choosy");
        var good = TestCertificate.For("choosy.localhost");

        (await UploadAsync("choosy", TestCertificate.Expired("choosy.localhost"))).ShouldBeProblem(400, "cert.expired");
        (await UploadAsync("choosy", good with { Key = TestCertificate.For("choosy.localhost").Key })).ShouldBeProblem(400, "cert.keyMismatch");
        (await UploadAsync("choosy", good with { Chain = "x" })).ShouldBeProblem(400, "cert.badChain");
        var problem = (await UploadAsync("choosy", good with { Key = "geheim" })).ShouldBeProblem(400, "cert.badKey");
        $"{problem}".ShouldNotContain("geheim");
        (await server.SendAsync(HttpMethod.Put, "/api/v1/apps/choosy/certificates", """{"chain":"x"}""")).ShouldBeProblem(400, "request.missingField").Title.ShouldNotBeNull().ShouldContain("key");
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/choosy/certificates")).Body.ShouldBe("[]");
    }

    [Fact]
    public async Task The_setting_redirectHttps_is_with_the_router_at_once()
    {
        await server.CreateAppAsync("leads");
        await UploadAsync("leads", TestCertificate.For("leads.localhost"));

        await server.SendAsync(HttpMethod.Put, "/api/v1/apps/leads/settings/redirectHttps", """{"value":"true"}""");
        Maps().ShouldContain(map => map.Contains("leads.localhost https\n"));

        await server.SendAsync(HttpMethod.Delete, "/api/v1/apps/leads/settings/redirectHttps");
        File.ReadAllText(Path.Combine(server.Folder, "router", "haproxy.cfg")).ShouldNotContain("redirectsHttps\":true");

        IEnumerable<string> Maps() => Directory.GetFiles(Path.Combine(server.Folder, "router"), "https-*.map").Select(File.ReadAllText);
    }

    Task<Answer> UploadAsync(string app, TestCertificate certificate, params string[]? domains) => server.SendAsync(
        HttpMethod.Put, $"/api/v1/apps/{app}/certificates",
        JsonSerializer.Serialize(new SetCertificate(certificate.Chain, certificate.Key, domains), WireJson.Default.SetCertificate));

    Task<Answer> UploadAsync(string app, TestCertificate certificate) => UploadAsync(app, certificate, domains: null);

    /// <summary>A server whose router has a port for HTTPS.</summary>
    public sealed class WithHttps : RunningServer
    {
        protected override string? RouterBindHttps => "127.0.0.1:8443";
    }
}

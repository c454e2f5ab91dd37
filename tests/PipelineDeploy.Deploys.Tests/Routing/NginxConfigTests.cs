using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Nginx;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class NginxConfigTests
{
    static readonly NginxOptions Nginx = new() { Directory = "/srv/router", Bind = ["127.0.0.1:8080"] };

    [Fact]
    public void The_configuration_of_two_apps_is_the_golden_one()
    {
        var config = NginxConfig.Render(Nginx, TwoApps);

        config.Text.ShouldBe(Golden("two-apps.nginx.conf"));
        config.Files.ShouldBeEmpty();
    }

    [Fact]
    public void The_configuration_with_HTTPS_trusted_proxies_and_an_app_in_maintenance_is_the_golden_one()
    {
        var options = Nginx with { Bind = [":80", "[::1]:8080"], BindHttps = [":443"], TrustedProxies = ["10.0.0.0/8", "::1"], User = "deploys" };

        var config = NginxConfig.Render(options, Secured(TwoApps));

        config.Text.ShouldBe(Golden("https.nginx.conf"));
        config.Files.ShouldHaveSingleItem().Content.ShouldStartWith("<!doctype html>");
    }

    [Fact]
    public void The_order_in_which_routes_come_changes_nothing() =>
        NginxConfig.Render(Nginx, [.. TwoApps.Reverse()]).Text.ShouldBe(NginxConfig.Render(Nginx, TwoApps).Text);

    [Fact]
    public void Whatever_changes_what_nginx_does_is_part_of_the_structure_and_nothing_else()
    {
        var hello = App("hello", 1, Target("v1", 9001));
        var certificate = new RouteCertificate("hello.localhost", "0123456789ab");
        string[] structures =
        [
            Structure(Nginx, hello),
            Structure(Nginx, hello with { Domains = ["other.localhost"] }),
            Structure(Nginx, App("hello", 1, Target("v1", 9002))),
            Structure(Nginx, App("hello", 1, Target("v1", 9001), Target("v2", 9002))),
            Structure(Nginx, App("hello", 1, Target("v1", 9001, 0))),
            Structure(Nginx, hello with { Maintenance = "Back soon." }),
            Structure(Nginx with { MaxConnections = 7 }, hello),
            Structure(Nginx with { TrustedProxies = ["10.0.0.7"] }, hello),
            Structure(Nginx with { BindHttps = [":443"] }, hello),
            Structure(Nginx with { BindHttps = [":443"] }, hello with { Certificates = [certificate] }),
            Structure(Nginx with { BindHttps = [":443"] }, hello with { Certificates = [certificate], RedirectsHttps = true }),
        ];

        structures.ShouldBeUnique();
        Structure(Nginx, hello with { Generation = 2, Targets = [Target("v1", 9001), Target("v0", 9000, 0)] }).ShouldBe(structures[0]);
    }

    [Fact]
    public void A_private_key_turns_up_in_its_own_file_only()
    {
        var certificate = RouteCertificate.Of("hello.localhost", "the chain and the key");

        var config = NginxConfig.Render(Nginx with { BindHttps = [":443"] }, [App("hello", 1) with { Certificates = [certificate] }]);

        config.Files.ShouldHaveSingleItem().Name.ShouldBe($"certificate-{certificate.Fingerprint}.pem");
        $"{certificate}{config}{config.Text}{string.Join("", config.Files)}".ShouldNotContain("the key");
    }

    [Theory]
    [InlineData("$host.example")]
    [InlineData("a;b.example")]
    [InlineData("a{b")]
    [InlineData("\"a\"")]
    [InlineData("~^a$")]
    [InlineData("*.example")]
    [InlineData("a b")]
    [InlineData("a\n}")]
    public void A_domain_that_nginx_would_read_as_more_than_a_name_is_refused(string domain) =>
        Should.Throw<ArgumentException>(() => NginxConfig.Render(Nginx, [App("hello", 1) with { Domains = [domain] }]));

    [Fact]
    public void What_a_page_of_maintenance_says_is_not_in_what_nginx_reads()
    {
        var config = NginxConfig.Render(Nginx, [App("hello", 1) with { Maintenance = "}\n$host; \"quoted\"" }]);

        config.Text.Split('\n').Where(line => !line.StartsWith('#')).ShouldNotContain(line => line.Contains("quoted"));
        config.Text.Split('\n').Where(line => line.Contains("quoted")).ShouldHaveSingleItem().ShouldStartWith("# route ");
    }

    [Fact]
    public void What_nginx_objects_to_is_told_without_its_numbers() =>
        NginxProgram.Emergencies("""
            2026/11/21 20:00:00 [notice] 12#12: signal 1 (SIGHUP) received
            2026/11/21 20:00:00 [emerg] 12#12: bind() to 127.0.0.1:80 failed (98: Address already in use)
            nginx: [emerg] cannot load certificate "/srv/router/a.pem"

            """).ShouldBe(["bind() to 127.0.0.1:80 failed (98: Address already in use)", "cannot load certificate \"/srv/router/a.pem\""]);

    static string Structure(NginxOptions options, Route route) => NginxConfig.Render(options, [route]).Structure;
}

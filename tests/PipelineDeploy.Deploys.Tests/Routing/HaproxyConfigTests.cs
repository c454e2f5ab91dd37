using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Haproxy;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class HaproxyConfigTests
{
    [Fact]
    public void The_configuration_of_two_apps_is_the_golden_one()
    {
        var config = HaproxyConfig.Render(Options, TwoApps);

        config.Text.ShouldBe(Golden("two-apps.cfg"));
        config.Files.ShouldHaveSingleItem().Content.ShouldBe("api.example.com app-api\nwww.example.com app-api\nhello.localhost app-hello\n");
    }

    [Fact]
    public void The_configuration_before_the_first_deploy_is_the_golden_one()
    {
        HaproxyConfig.Render(Options with { Bind = ["127.0.0.1:8080", "[::1]:8080"] }, []).Text.ShouldBe(Golden("no-apps.cfg"));
    }

    [Fact]
    public void The_order_in_which_routes_come_changes_nothing()
    {
        var (forward, backward) = (HaproxyConfig.Render(Options, TwoApps), HaproxyConfig.Render(Options, [.. TwoApps.Reverse()]));

        backward.Text.ShouldBe(forward.Text);
        backward.Files.ShouldBe(forward.Files);
    }

    [Fact]
    public void Targets_and_generations_are_no_part_of_the_structure()
    {
        var before = HaproxyConfig.Render(Options, [App("hello", 1, Target("v1", 9001))]);
        var after = HaproxyConfig.Render(Options, [App("hello", 2, Target("v2", 9002, 50), Target("v1", 9001, 0))]);

        after.Structure.ShouldBe(before.Structure);
        after.Text.ShouldNotBe(before.Text);
    }

    [Fact]
    public void Domains_apps_and_options_are_part_of_the_structure()
    {
        var hello = App("hello", 1);
        string[] structures =
        [
            HaproxyConfig.Render(Options, [hello]).Structure,
            HaproxyConfig.Render(Options, [hello with { Domains = ["other.localhost"] }]).Structure,
            HaproxyConfig.Render(Options, [hello, App("api", 1)]).Structure,
            HaproxyConfig.Render(Options with { MaxConnections = 7 }, [hello]).Structure,
            HaproxyConfig.Render(Options with { Bind = [":80"] }, [hello]).Structure,
            HaproxyConfig.Render(Options with { BindHttps = [":443"] }, [hello]).Structure,
            HaproxyConfig.Render(Options with { BindHttps = [":443"] }, [hello with { Certificates = [new("hello.localhost", "0123456789ab")] }]).Structure,
            HaproxyConfig.Render(Options with { BindHttps = [":443"] }, [hello with { Certificates = [new("hello.localhost", "0123456789ab")], RedirectsHttps = true }]).Structure,
            HaproxyConfig.Render(Options, [hello with { Maintenance = "Back soon." }]).Structure,
        ];

        structures.ShouldBeUnique();
    }

    [Fact]
    public void The_configuration_with_HTTPS_and_an_app_in_maintenance_is_the_golden_one()
    {
        var config = HaproxyConfig.Render(Options with { BindHttps = ["127.0.0.1:8443"] }, Secured(TwoApps));

        config.Text.ShouldBe(Golden("https.cfg"));
        config.Files.Select(file => (Path.GetExtension(file.Name), file.Content.Split('\n')[0])).ShouldBe(
            [(".map", "api.example.com app-api"), (".list", "/srv/router/certificate-0123456789abcdef01234567.pem api.example.com"), (".map", "api.example.com https"), (".html", "<!doctype html>")]);
    }

    [Fact]
    public void A_private_key_turns_up_in_its_own_file_only()
    {
        var certificate = RouteCertificate.Of("hello.localhost", "the chain and the key");

        var config = HaproxyConfig.Render(Options with { BindHttps = [":443"] }, [App("hello", 1) with { Certificates = [certificate] }]);

        config.Text.ShouldNotContain("the key");
        config.Files.Where(file => file.Content.Contains("the key")).ShouldHaveSingleItem().Name.ShouldBe($"certificate-{certificate.Fingerprint}.pem");
        $"{certificate}{config}{string.Join("", config.Files)}".ShouldNotContain("the key");
    }

    [Fact]
    public void A_target_with_an_IPv6_address_is_written_in_brackets()
    {
        var route = new Route("hello", 1, [], [new RouteTarget("v1", "::1", 9001, 100)]);

        HaproxyConfig.Render(Options, [route]).Text.ShouldContain("  server v1 [::1]:9001 weight 100 ");
    }
}

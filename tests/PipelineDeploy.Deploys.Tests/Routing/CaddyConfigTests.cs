using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Caddy;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class CaddyConfigTests
{
    static readonly CaddyOptions Caddy = new() { Directory = "/srv/router", Bind = ["127.0.0.1:8080"] };

    [Fact]
    public void The_configuration_of_two_apps_is_the_golden_one()
    {
        var config = CaddyConfig.Render(Caddy, TwoApps);

        config.Text.ShouldBe(Golden("two-apps.caddy.json"));
        config.Files.ShouldBeEmpty();
    }

    [Fact]
    public void The_configuration_with_HTTPS_trusted_proxies_and_an_app_in_maintenance_is_the_golden_one() =>
        CaddyConfig.Render(Caddy with { Bind = ["*:80"], BindHttps = [":443"], TrustedProxies = ["10.0.0.0/8"] }, Secured(TwoApps)).Text.ShouldBe(Golden("https.caddy.json"));

    [Fact]
    public void Targets_that_drain_and_generations_are_no_part_of_the_structure_and_what_serves_is()
    {
        var structure = Structure(App("hello", 1, Target("v1", 9001)));

        Structure(App("hello", 2, Target("v1", 9001), Target("v0", 9000, 0))).ShouldBe(structure);
        Structure(App("hello", 1, Target("v2", 9002))).ShouldNotBe(structure);
        Structure(App("hello", 1, Target("v1", 9001)) with { Domains = ["other.localhost"] }).ShouldNotBe(structure);
    }

    [Fact]
    public void What_it_was_rendered_from_can_be_read_again_and_what_is_spoiled_guards_nothing()
    {
        var routes = Secured(TwoApps);

        var read = CaddyConfig.Remembered(CaddyConfig.Render(Caddy, routes).Text);

        read.Select(RememberedRoutes.Line).ShouldBe(routes.OrderBy(route => route.App).Select(RememberedRoutes.Line));
        foreach (var spoiled in new[] { "", "{}", "[]", "nonsense", """{"apps":{"http":{"servers":{"web":{"routes":[]}}}}}""" })
        {
            CaddyConfig.Remembered(spoiled).ShouldBeEmpty(spoiled);
        }
    }

    [Fact]
    public void What_a_page_of_maintenance_says_in_braces_is_not_for_Caddy_to_fill_in()
    {
        var config = CaddyConfig.Render(Caddy, [App("hello", 1) with { Maintenance = "{http.request.header.Authorization}" }]);

        config.Text.ShouldContain(@"<p>\\{http.request.header.Authorization\\}</p>");
    }

    [Theory]
    [InlineData("{http.request.host}")]
    [InlineData("*.example")]
    [InlineData("a\"b")]
    public void A_domain_that_Caddy_would_read_as_more_than_a_name_is_refused(string domain) =>
        Should.Throw<ArgumentException>(() => CaddyConfig.Render(Caddy, [App("hello", 1) with { Domains = [domain] }]));

    [Theory]
    [InlineData("""{"error":"loading config: no such file"}""", "loading config: no such file")]
    [InlineData("<html>", "<html>")]
    public void What_Caddy_objects_to_is_told_in_its_words(string said, string reason) => CaddyAdmin.Reason(said).ShouldBe(reason);

    [Theory]
    [InlineData("90,10", "0000010000")]
    [InlineData("50,50", "01")]
    [InlineData("100,0", "0")]
    [InlineData("2,1,1", "0120")]
    public void Turns_are_taken_as_the_weights_say_and_evenly_spread(string weights, string turns)
    {
        var targets = weights.Split(',').Select((weight, index) => Target($"{index}", 9001 + index, int.Parse(weight))).ToList();

        string.Concat(CaddyTurns.Of(targets).Select(target => target.Name)).ShouldBe(turns);
    }

    [Fact]
    public void However_many_targets_there_are_the_list_of_turns_stays_short()
    {
        var targets = Enumerable.Range(0, 20).Select(index => Target($"{index}", 9001 + index, 237 + index)).ToList();

        var turns = CaddyTurns.Of(targets);

        turns.Count.ShouldBeLessThan(600);
        turns.Distinct().Count().ShouldBe(20);
    }

    static string Structure(Route route) => CaddyConfig.Render(Caddy, [route]).Structure;
}

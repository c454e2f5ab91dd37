using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Postgres.Apps;
using PipelineDeploy.Postgres.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Tests.Apps;

[Trait("Category", "Integration")]
public sealed class DomainStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    static readonly DateTimeOffset Moment = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
    static readonly KeptCertificate Kept = new("chain", "sealed", "ada", Moment);

    readonly DomainStore _domains = new(house.Database.Source);
    readonly RouteStore _routes = new(house.Database.Source);
    readonly SettingStore _settings = new(house.Database.Source);

    [Fact]
    public async Task Domains_come_and_go_and_each_change_raises_the_generation()
    {
        await house.CreateAppAsync("moves");
        var before = await RouteAsync("moves");

        await _domains.AddAsync("moves", ["b.moves.example", "a.moves.example"], CancellationToken.None);
        await _domains.AddAsync("moves", ["a.moves.example"], CancellationToken.None);
        (await _domains.RemoveAsync("moves", "moves.localhost", CancellationToken.None)).ShouldBeTrue();

        (await NamesAsync("moves")).ShouldBe(["a.moves.example", "b.moves.example"]);
        var after = await RouteAsync("moves");
        (after.Generation - before.Generation, after.Domains.Count).ShouldBe((3, 2));
        await _domains.ReplaceAsync("moves", ["c.moves.example", "a.moves.example"], CancellationToken.None);
        (await NamesAsync("moves")).ShouldBe(["a.moves.example", "c.moves.example"]);
        await _domains.ReplaceAsync("moves", [], CancellationToken.None);
        (await NamesAsync("moves")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_app_does_not_have_cannot_be_taken_from_it_and_changes_nothing()
    {
        await house.CreateAppAsync("has-it");
        await house.CreateAppAsync("has-not");
        var before = await RouteAsync("has-not");

        (await _domains.RemoveAsync("has-not", "has-it.localhost", CancellationToken.None)).ShouldBeFalse();
        (await _domains.RemoveCertificateAsync("has-not", "has-not.localhost", CancellationToken.None)).ShouldBeFalse();

        (await RouteAsync("has-not")).Generation.ShouldBe(before.Generation);
        (await NamesAsync("has-it")).ShouldBe(["has-it.localhost"]);
    }

    [Fact]
    public async Task A_domain_of_another_app_is_refused_by_that_apps_name_and_none_is_taken()
    {
        await house.CreateAppAsync("owner");
        await house.CreateAppAsync("thief");

        foreach (var change in new[] { _domains.AddAsync, (Func<string, IReadOnlyList<string>, CancellationToken, Task>)_domains.ReplaceAsync })
        {
            var error = (await Should.ThrowAsync<UserErrorException>(() => change("thief", ["new.thief.example", "owner.localhost"], CancellationToken.None))).Error;

            (error.Code, error.Message).ShouldBe(("app.domainTaken", "The app owner answers to owner.localhost already"));
        }

        (await NamesAsync("thief")).ShouldBe(["thief.localhost"]);
    }

    [Fact]
    public async Task Of_two_apps_that_want_a_domain_at_the_same_time_one_gets_it()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => house.CreateAppAsync($"rival-{number}")));

        var won = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(async () =>
        {
            try
            {
                await _domains.AddAsync($"rival-{number}", number % 2 == 0 ? ["x.rival.example", "y.rival.example"] : ["y.rival.example", "x.rival.example"], CancellationToken.None);
                return 1;
            }
            catch (UserErrorException)
            {
                return 0;
            }
        })));

        won.Sum().ShouldBe(1);
    }

    [Fact]
    public async Task Certificates_are_kept_with_their_domains_read_with_the_route_and_go_with_them()
    {
        await house.CreateAppAsync("secure");
        await _domains.AddAsync("secure", ["secure.example"], CancellationToken.None);

        (await _domains.SetCertificatesAsync("secure", Certificates("secure.example", "secure.localhost"), CancellationToken.None)).ShouldBeTrue();
        (await _domains.SetCertificatesAsync("secure", new Dictionary<string, KeptCertificate> { ["secure.localhost"] = Kept with { Chain = "newer" } }, CancellationToken.None)).ShouldBeTrue();

        (await RouteAsync("secure")).Certificates.ShouldBe([new DomainCertificate("secure.example", "chain", "sealed"), new DomainCertificate("secure.localhost", "newer", "sealed")]);
        (await _domains.ListAsync("secure", CancellationToken.None)).ShouldBe([new Domain("secure.example", Kept), new Domain("secure.localhost", Kept with { Chain = "newer" })]);
        (await _domains.RemoveCertificateAsync("secure", "secure.localhost", CancellationToken.None)).ShouldBeTrue();
        await _domains.ReplaceAsync("secure", ["secure.localhost"], CancellationToken.None);
        (await RouteAsync("secure")).Certificates.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_a_key_of_a_certificate_is_kept_the_servers_keys_cannot_be_exchanged()
    {
        await house.CreateAppAsync("keyed");
        await _domains.SetCertificatesAsync("keyed", Certificates("keyed.localhost"), CancellationToken.None);
        var canaries = new CanaryStore(house.Database.Source);

        (await canaries.ReplaceAsync(await canaries.ReadAsync(CancellationToken.None), "sealed by other keys", CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Certificates_for_a_domain_of_somebody_else_are_kept_for_none()
    {
        await house.CreateAppAsync("mine");
        await house.CreateAppAsync("theirs");
        var before = (await RouteAsync("mine")).Generation;

        (await _domains.SetCertificatesAsync("mine", Certificates("mine.localhost", "theirs.localhost"), CancellationToken.None)).ShouldBeFalse();

        (await RouteAsync("mine")).Certificates.ShouldBeEmpty();
        (await RouteAsync("theirs")).Certificates.ShouldBeEmpty();
        (await RouteAsync("mine")).Generation.ShouldBe(before);
    }

    [Fact]
    public async Task Maintenance_is_part_of_the_route_and_a_switch_keeps_it()
    {
        await house.CreateAppAsync("paused");
        var maintenance = new Maintenance("Back at \"noon\"\n<b>", "ada", Moment);
        var green = new ServingTarget("v1", "0123456789ab", "127.0.0.1", 49153, AppRoute.FullWeight, 1, 1);

        (await _routes.ReplaceAsync((await RouteAsync("paused")) with { Maintenance = maintenance }, null, CancellationToken.None)).ShouldBeTrue();
        (await _routes.ReplaceAsync((await RouteAsync("paused")).SwitchTo([green], Moment), null, CancellationToken.None)).ShouldBeTrue();

        var route = await RouteAsync("paused");
        (route.Maintenance, route.Targets.Count).ShouldBe((maintenance, 1));
        (await _routes.ReplaceAsync(route with { Maintenance = null }, null, CancellationToken.None)).ShouldBeTrue();
        (await RouteAsync("paused")).Maintenance.ShouldBeNull();
    }

    [Fact]
    public async Task The_setting_that_leads_to_HTTPS_is_read_with_the_route_the_apps_own_above_the_global_one()
    {
        await house.CreateAppAsync("leads");
        (await RouteAsync("leads")).RedirectsHttps.ShouldBeFalse();

        await _settings.SetAsync(null, "redirectHttps", "true", CancellationToken.None);
        (await RouteAsync("leads")).RedirectsHttps.ShouldBeTrue();
        await _settings.SetAsync("leads", "redirectHttps", "false", CancellationToken.None);
        (await RouteAsync("leads")).RedirectsHttps.ShouldBeFalse();
        await _settings.UnsetAsync(null, "redirectHttps", CancellationToken.None);
    }

    static Dictionary<string, KeptCertificate> Certificates(params string[] domains) => domains.ToDictionary(domain => domain, _ => Kept);

    async Task<IEnumerable<string>> NamesAsync(string app) => (await _domains.ListAsync(app, CancellationToken.None)).Select(domain => domain.Name);

    async Task<AppRoute> RouteAsync(string app) => (await _routes.FindAsync(app, CancellationToken.None)).ShouldNotBeNull();
}

using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Postgres.Apps;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Tests.Apps;

[Trait("Category", "Integration")]
public sealed class AppStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    readonly AppStore _apps = new(house.Database.Source);

    [Fact]
    public async Task An_app_is_found_as_it_was_created_and_has_an_empty_route()
    {
        var app = App.Create("shop", ["www.shop.example", "shop.example"], new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

        await _apps.CreateAsync(app, CancellationToken.None);

        var found = (await _apps.FindAsync("shop", CancellationToken.None)).ShouldNotBeNull();
        (found.Name, found.CreatedAt).ShouldBe((app.Name, app.CreatedAt));
        found.Domains.ShouldBe(app.Domains, ignoreOrder: true);
        (await new RouteStore(house.Database.Source).FindAsync("shop", CancellationToken.None)).ShouldNotBeNull().Targets.ShouldBeEmpty();
        (await _apps.ListAsync(CancellationToken.None)).Select(listed => listed.Name).ShouldContain("shop");
    }

    [Fact]
    public async Task An_unknown_app_is_not_found() => (await _apps.FindAsync("nobody", CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task A_second_app_of_the_same_name_is_refused()
    {
        await CreateAsync("twice", "one.example");

        (await RefusedAsync("twice", "two.example")).ShouldBe("app.exists");
    }

    [Fact]
    public async Task A_domain_of_another_app_is_refused_and_no_half_app_stays_behind()
    {
        await CreateAsync("first", "taken.example");

        (await RefusedAsync("second", "free.example", "taken.example")).ShouldBe("app.domainTaken");

        (await _apps.FindAsync("second", CancellationToken.None)).ShouldBeNull();
        await CreateAsync("third", "free.example");
    }

    [Fact]
    public async Task Of_apps_created_at_the_same_time_one_gets_the_name()
    {
        var refusals = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                await CreateAsync("race", $"race{i}.example");
                return null;
            }
            catch (UserErrorException e)
            {
                return e.Error.Code;
            }
        })));

        refusals.Count(code => code is null).ShouldBe(1);
        refusals.Count(code => code == "app.exists").ShouldBe(7);
    }

    Task CreateAsync(string name, params string[] domains) => _apps.CreateAsync(App.Create(name, domains, DateTimeOffset.UnixEpoch), CancellationToken.None);

    async Task<string> RefusedAsync(string name, params string[] domains) =>
        (await Should.ThrowAsync<UserErrorException>(() => CreateAsync(name, domains))).Error.Code;
}

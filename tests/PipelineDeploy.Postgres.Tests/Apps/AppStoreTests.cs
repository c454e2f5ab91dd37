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
    public async Task Ten_thousand_apps_are_read_page_by_page_in_one_order()
    {
        await house.Database.ExecuteAsync("insert into apps (name, created_at) select 'many-' || lpad(n::text, 5, '0'), now() from generate_series(1, 10000) n");
        List<string> read = [];
        for (string? after = null; ;)
        {
            var page = await _apps.ListPageAsync(after, 500, null, CancellationToken.None);
            read.AddRange(page.Select(app => app.Name));
            if (page.Count < 500)
            {
                break;
            }

            after = page[^1].Name;
        }

        read.Where(name => name.StartsWith("many-", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(1, 10_000).Select(number => $"many-{number:00000}"));
        read.ShouldBe((await _apps.ListAsync(CancellationToken.None)).Select(app => app.Name));
        (await _apps.ListPageAsync("many-00002", 2, ["many-00001", "many-00002", "many-00003", "many-09999", "nobody"], CancellationToken.None))
            .Select(app => app.Name).ShouldBe(["many-00003", "many-09999"]);
        (await _apps.ListPageAsync(null, 2, [], CancellationToken.None)).ShouldBeEmpty();
        await house.Database.ExecuteAsync("delete from apps where name like 'many-%'");
    }

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

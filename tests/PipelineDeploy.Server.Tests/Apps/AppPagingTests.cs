using System.Diagnostics;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Tests.Apps;

[Trait("Category", "Integration")]
public sealed class AppPagingTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    const int Many = 510;

    public async Task InitializeAsync()
    {
        await server.Database.ExecuteAsync(
            $"""
            insert into apps (name, created_at) select 'app-' || lpad(n::text, 4, '0'), now() from generate_series(1, {Many}) n on conflict do nothing;
            insert into routes (app) select name from apps on conflict do nothing
            """);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Pages_follow_one_another_by_name_until_there_is_no_next()
    {
        var first = await PageAsync("?limit=200");
        var second = await PageAsync($"?limit=200&after={first.Next}");
        var third = await PageAsync($"?limit=200&after={second.Next}");

        (first.Items.Count, first.Next, second.Items.Count, third.Items.Count, third.Next).ShouldBe((200, "app-0200", 200, Many - 400, null));
        first.Items.Concat(second.Items).Concat(third.Items).Select(app => app.Name).ShouldBe(Enumerable.Range(1, Many).Select(number => $"app-{number:0000}"));
        (await PageAsync("")).Items.Count.ShouldBe(100);
        (await PageAsync("?limit=9999")).Items.Count.ShouldBe(500);
        (await PageAsync("?limit=0")).Items.ShouldHaveSingleItem();
        (await PageAsync("?after=zzz")).ShouldSatisfyAllConditions(page => page.Items.ShouldBeEmpty(), page => page.Next.ShouldBeNull());
    }

    [Theory]
    [InlineData("?limit=many")]
    [InlineData("?after=%00")]
    public async Task What_is_no_page_is_told(string query) => (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps{query}")).ShouldBeProblem(400, "request.badParameter");

    [Fact]
    public async Task The_client_goes_through_all_of_them()
    {
        using var client = new PipelineDeployClient(server.Address, server.Token);

        (await client.ListAppsAsync()).Count.ShouldBe(Many);
    }

    [Fact]
    public async Task A_page_takes_as_many_queries_as_one_app_does()
    {
        var definition = PipelineLoader.Load("{ name: asking, steps: [{ uses: approve }] }", server.Get<StepCatalog>().Kinds);
        var run = await server.Get<IRunStore>().CreateAsync(new NewRun("app-0003", definition, [], "test", "tester"), default);
        var apps = await server.Get<IAppStore>().ListPageAsync(null, 500, null, default);

        var (one, queriesOfOne) = await CountAsync([.. apps.Take(1)]);
        var (all, queriesOfAll) = await CountAsync(apps);

        (one.Count, all.Count, queriesOfAll).ShouldBe((1, 500, queriesOfOne));
        queriesOfOne.ShouldBeInRange(1, 5);
        all.Where(app => app.LatestRun is not null).ShouldHaveSingleItem().LatestRun!.Id.ShouldBe(run.Id);
    }

    async Task<(IReadOnlyList<AppView> Views, int Queries)> CountAsync(IReadOnlyList<App> apps)
    {
        using var asked = new Activity("asked").SetIdFormat(ActivityIdFormat.W3C).Start();
        var queries = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Parent.TraceId == asked.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStarted = query => Interlocked.Add(ref queries, query.TraceId == asked.TraceId ? 1 : 0),
        };
        ActivitySource.AddActivityListener(listener);
        return (await server.Get<AppViews>().ListAsync(apps, default), queries);
    }

    async Task<AppPage> PageAsync(string query) => (await server.SendAsync(HttpMethod.Get, $"/api/v1/apps{query}")).Read(WireJson.Default.AppPage);
}

using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Events;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.Server.Tests.Events;

[Trait("Category", "Integration")]
public sealed class EventRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_listener_hears_what_happens_from_now_on_each_with_its_number()
    {
        await server.CreateAppAsync("before");
        await using var stream = await OpenStream.OpenAsync(server, "/api/v1/events");
        await server.CreateAppAsync("heard");

        var item = await stream.NextAsync();

        item.EventType.ShouldBe("appCreated");
        var told = Read(item);
        (told.App, told.Type, told.Id).ShouldBe(("heard", "appCreated", long.Parse(item.EventId!, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("/api/v1/events", true)]
    [InlineData("/api/v1/events?after=", false)]
    [InlineData("/api/v1/apps/{app}/events", true)]
    public async Task Who_comes_back_gets_what_was_missed_and_goes_on(string path, bool byHeader)
    {
        var app = $"missed-{path.Length}-{byHeader}".ToLowerInvariant();
        await using var first = await OpenStream.OpenAsync(server, "/api/v1/events");
        await server.CreateAppAsync(app);
        var seen = (await first.UntilAsync(item => Read(item).App == app))[^1].EventId!;
        await RaiseAsync(app);
        await RaiseAsync(app);

        await using var again = await OpenStream.OpenAsync(server, path.Replace("{app}", app, StringComparison.Ordinal) + (byHeader ? "" : seen), byHeader ? seen : null);
        var missed = (Read(await again.NextAsync()), Read(await again.NextAsync()));
        await RaiseAsync(app);
        var live = Read(await again.NextAsync());

        (missed.Item1.Generation, missed.Item2.Generation, live.Generation).ShouldBe((2, 3, 4));
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("nonsense")]
    [InlineData("-5")]
    public async Task An_id_whose_followers_are_not_known_is_answered_with_one_resync_and_then_it_goes_on(string id)
    {
        await using var stream = await OpenStream.OpenAsync(server, "/api/v1/events", id);

        var resync = await stream.NextAsync();
        await server.CreateAppAsync($"after-resync-{id}".Replace("--", "-", StringComparison.Ordinal));
        var next = await stream.NextAsync();

        (resync.EventType, Read(resync).App).ShouldBe(("resync", null));
        Read(next).Type.ShouldBe("appCreated");
        Read(next).Id.ShouldBeGreaterThan(Read(resync).Id);
    }

    [Fact]
    public async Task Who_may_see_one_app_hears_of_no_other_and_cannot_follow_it()
    {
        await server.CreateAppAsync("seen");
        await server.CreateAppAsync("hidden");
        var token = (await server.Get<TokenStore>().CreateAsync(NewToken.OfServer("listener") with { Rights = Rights.Of("seen", Role.Viewer) }, default)).ShouldNotBeNull().Token;
        await using var stream = await OpenStream.OpenAsync(server, "/api/v1/events", token: token);

        await RaiseAsync("hidden");
        await RaiseAsync("seen");

        Read(await stream.NextAsync()).App.ShouldBe("seen");
        using var client = server.Client(token);
        using var refused = await client.GetAsync(new Uri("/api/v1/apps/hidden/events", UriKind.Relative));
        (await Answer.OfAsync(refused)).ShouldBeProblem(404, "app.notFound");
    }

    [Fact]
    public async Task The_stream_of_an_app_holds_nothing_of_others()
    {
        await server.CreateAppAsync("mine");
        await using var stream = await OpenStream.OpenAsync(server, "/api/v1/apps/mine/events");
        await server.CreateAppAsync("theirs");
        await RaiseAsync("theirs");
        await RaiseAsync("mine");

        Read(await stream.NextAsync()).App.ShouldBe("mine");
    }

    [Fact]
    public async Task A_deploy_tells_of_its_run_up_to_its_end()
    {
        await server.CreateAppAsync("told");
        await using var stream = await OpenStream.OpenAsync(server, "/api/v1/apps/told/events");
        var run = (await server.DeployAsync("told", Deploying.BrokenBuild())).Read(WireJson.Default.RunView).Id;

        var events = (await stream.UntilAsync(item => item.EventType == "runEnded")).ConvertAll(Read);

        events.Select(told => told.Type).ShouldBe(["runBegan", .. Enumerable.Repeat("runChanged", events.Count - 2), "runEnded"]);
        events.ShouldAllBe(told => told.Run == run);
        events[^1].State.ShouldBe("failed");
    }

    [Fact]
    public async Task Without_a_token_nothing_is_heard()
    {
        using var anyone = server.Client(null);
        using var answer = await anyone.GetAsync(new Uri("/api/v1/events", UriKind.Relative));

        (await Answer.OfAsync(answer)).ShouldBeProblem(401, "auth.missing");
    }

    [Fact]
    public async Task A_listener_that_leaves_is_forgotten_and_the_next_one_is_served()
    {
        var feed = server.Get<EventFeed>();
        await Eventually.HoldsAsync(() => Task.FromResult(feed.Count == 0), "the listeners of other tests are forgotten");
        await using (await OpenStream.OpenAsync(server, "/api/v1/events"))
        {
            feed.Count.ShouldBe(1);
        }

        await Eventually.HoldsAsync(() => Task.FromResult(feed.Count == 0), "the listener is forgotten");
        await using var next = await OpenStream.OpenAsync(server, "/api/v1/events");
        await server.CreateAppAsync("next-listener");

        (await next.UntilAsync(item => Read(item).App == "next-listener")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_client_follows_events_with_their_types()
    {
        await server.CreateAppAsync("by-client");
        using var client = new PipelineDeployClient(server.Address, server.Token);
        await using var events = client.WatchEventsAsync("by-client", after: 0).GetAsyncEnumerator();

        (await events.MoveNextAsync()).ShouldBeTrue();

        (events.Current.Type, events.Current.App).ShouldBe(("appCreated", "by-client"));
    }

    [Fact]
    public async Task Many_listeners_cost_one_reading_of_what_happens()
    {
        await server.CreateAppAsync("crowd");
        var streams = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => OpenStream.OpenAsync(server, "/api/v1/apps/crowd/events")));
        var before = await ReadingsAsync();

        await RaiseAsync("crowd");
        var heard = await Task.WhenAll(streams.Select(stream => stream.NextAsync()));

        heard.Select(item => item.EventId).Distinct().Count().ShouldBe(1);
        // Besides the one that found it, others of the net that looks every two seconds.
        (await ReadingsAsync() - before).ShouldBeLessThan(10);
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }

    // Every reading looks for events without a number by this index, and nothing else does.
    async Task<long> ReadingsAsync()
    {
        await server.Database.ExecuteAsync("select pg_stat_force_next_flush()");
        return await server.Database.ScalarAsync<long>("select idx_scan + (select seq_scan from pg_stat_user_tables where relname = 'events') from pg_stat_user_indexes where indexrelname = 'events_without_id'");
    }

    Task RaiseAsync(string app) => server.Database.ExecuteAsync($"update routes set generation = generation + 1 where app = '{app}'");

    static ServerEvent Read(SseItem<string> item) => JsonSerializer.Deserialize(item.Data, WireJson.Default.ServerEvent)!;
}

namespace PipelineDeploy.Contracts.Tests;

public sealed class WatchEventsTests
{
    [Fact]
    public async Task A_watch_goes_on_after_the_last_event_when_its_connection_is_lost()
    {
        await using var server = await RecordedServer.StartAsync();
        server.Streams("/events", [Event(7, "runBegan"), ": beat\n\n"], [Event(8, "resync"), Event(12, "runEnded")]);
        using var client = new PipelineDeployClient(server.Address, RecordedServer.Token);

        var heard = await TakeAsync(client.WatchEventsAsync(after: 6), 3);

        heard.Select(told => (told.Id, told.Type)).ShouldBe([(7, "runBegan"), (8, ServerEvent.Resync), (12, "runEnded")]);
        server.Requests.Take(2).Select(request => request.Headers.GetValueOrDefault("Last-Event-ID")).ShouldBe(["6", "7"]);
    }

    [Fact]
    public async Task The_events_of_one_app_have_an_address_of_their_own()
    {
        await using var server = await RecordedServer.StartAsync();
        server.Streams("/apps/shop/events", [Event(1, "routeChanged")]);
        using var client = new PipelineDeployClient(server.Address, RecordedServer.Token);

        (await TakeAsync(client.WatchEventsAsync("shop"), 1)).Single().App.ShouldBe("shop");

        server.Requests.First().Headers.Keys.ShouldNotContain("Last-Event-ID");
    }

    [Fact]
    public async Task A_watch_whose_reader_may_not_listen_any_more_ends_with_what_the_server_says_of_it()
    {
        await using var server = await RecordedServer.StartAsync();
        server.Streams("/events", [Event(7, "runBegan"), RecordedServer.Event(8, "problem", new Problem(null, "It has ended", 401, "auth.ended"), WireJson.Default.Problem)]);
        using var client = new PipelineDeployClient(server.Address, RecordedServer.Token);

        var ended = await Should.ThrowAsync<ApiException>(() => TakeAsync(client.WatchEventsAsync(after: 6), 2));

        (ended.Problem.Status, ended.Problem.Code).ShouldBe((401, "auth.ended"));
        server.Requests.Count.ShouldBe(1);
    }

    static string Event(int id, string type) =>
        RecordedServer.Event(id, type, new ServerEvent(id, type, DateTimeOffset.UnixEpoch, type == ServerEvent.Resync ? null : "shop"), WireJson.Default.ServerEvent);

    static async Task<List<ServerEvent>> TakeAsync(IAsyncEnumerable<ServerEvent> events, int count)
    {
        List<ServerEvent> taken = [];
        await foreach (var told in events)
        {
            taken.Add(told);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}

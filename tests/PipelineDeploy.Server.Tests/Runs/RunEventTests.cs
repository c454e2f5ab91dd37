using System.Globalization;
using System.Net.ServerSentEvents;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Tests.Runs;

[Trait("Category", "Integration")]
public sealed class RunEventTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_events_of_an_ended_run_are_its_lines_the_run_and_the_end()
    {
        var run = await server.FinishedRunAsync("events", Deploying.BrokenBuild());

        var events = await EventsAsync(run.Id);

        var lines = events.TakeWhile(item => item.EventType == "log").ToList();
        lines.Count.ShouldBeGreaterThan(1);
        events.Skip(lines.Count).Select(item => item.EventType).ShouldBe(["run", "end"]);
        events[^1].Data.ShouldContain("\"state\":\"failed\"");
        var log = (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run.Id}/log")).Read(WireJson.Default.RunLogPage).Items;
        lines.Count.ShouldBe(log.Count);
    }

    [Fact]
    public async Task The_ids_of_the_events_rise()
    {
        var run = await server.FinishedRunAsync("ids", Deploying.BrokenBuild());

        var ids = (await EventsAsync(run.Id)).Select(item => item.EventId.ShouldNotBeNull()).ToList();

        var places = ids.Select(id => id.Split('.').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray()).Select(part => (Journal: part[0], Log: part[1])).ToList();
        places.ShouldBe(places.OrderBy(place => place.Journal).ThenBy(place => place.Log));
        ids[..^1].ShouldBeUnique();
    }

    [Fact]
    public async Task A_reader_that_was_cut_off_gets_exactly_what_it_has_not_seen()
    {
        var run = await server.FinishedRunAsync("resumed", Deploying.BrokenBuild());
        var whole = await EventsAsync(run.Id);

        for (var seen = 1; seen < whole.Count; seen++)
        {
            var rest = await EventsAsync(run.Id, whole[seen - 1].EventId);

            rest.Select(item => (item.EventType, item.EventId)).ShouldBe(whole.Skip(seen).Select(item => (item.EventType, item.EventId)), $"after {seen} events");
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1.x")]
    [InlineData("99999999999999999999.1")]
    public async Task An_id_that_is_none_of_ours_begins_at_the_beginning(string lastEventId)
    {
        var run = await server.FinishedRunAsync($"odd-{lastEventId.Replace('.', '-')}", Deploying.BrokenBuild());

        (await EventsAsync(run.Id, lastEventId)).Count.ShouldBe((await EventsAsync(run.Id)).Count);
    }

    [Fact]
    public async Task The_stream_is_one_that_no_proxy_holds_back()
    {
        var run = await server.FinishedRunAsync("headers", Deploying.BrokenBuild());

        var answer = await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run.Id}/events");

        answer.MediaType.ShouldBe("text/event-stream");
        answer.Headers.CacheControl.ShouldNotBeNull().NoCache.ShouldBeTrue();
        answer.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
    }

    async Task<List<SseItem<string>>> EventsAsync(long run, string? lastEventId = null)
    {
        (string, string)[] headers = lastEventId is null ? [] : [("Last-Event-ID", lastEventId)];
        var answer = await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run}/events", (string?)null, headers);
        answer.Status.ShouldBe(200, answer.Body);
        using var body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(answer.Body));
        return [.. SseParser.Create(body).Enumerate()];
    }
}

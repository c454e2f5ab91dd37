using Microsoft.AspNetCore.Http;

namespace PipelineDeploy.Contracts.Tests;

public sealed class WatchRunTests
{
    const string Events = "/runs/12/events";

    [Fact]
    public async Task A_watch_gives_runs_and_lines_in_order_and_ends_with_the_end()
    {
        await using var server = await RecordedServer.StartAsync();
        server.Streams(Events, [RecordedServer.Run(1, Sample.Run()), ": beat\n\n", "event: resync\ndata: {}\n\n", RecordedServer.Log(2, 1, "hi"), RecordedServer.End(3, Sample.Run("succeeded"))]);
        using var client = Client(server.Address);

        var heard = await client.WatchRunAsync(12).ToListAsync();

        heard.Select(e => (e.Type, e.Id)).ShouldBe([("run", "1"), ("log", "2"), ("end", "3")]);
        heard[1].Line!.Text.ShouldBe("hi");
        heard[2].Run!.State.ShouldBe("succeeded");
    }

    [Theory]
    [InlineData("cut")]
    [InlineData(": the stream just ends\n\n")]
    public async Task A_watch_whose_connection_is_lost_goes_on_after_the_last_event(string loss)
    {
        await using var server = await RecordedServer.StartAsync();
        server.Streams(Events, [RecordedServer.Run(1, Sample.Run()), RecordedServer.Log(2, 1, "a"), loss], [RecordedServer.Log(3, 2, "b"), RecordedServer.End(4, Sample.Run("succeeded"))]);
        using var client = Client(server.Address);

        var ids = new List<string>();
        await foreach (var heard in client.WatchRunAsync(12))
        {
            ids.Add(heard.Id);
            if (heard.Id == "2")
            {
                server.CutNow.SetResult();
            }
        }

        ids.ShouldBe(["1", "2", "3", "4"]);
        server.Requests.Select(request => request.Headers.GetValueOrDefault("Last-Event-ID")).ShouldBe([null, "2"]);
    }

    [Fact]
    public async Task A_watch_survives_that_the_server_is_killed_and_started_again()
    {
        var first = await RecordedServer.StartAsync();
        first.Streams(Events, [RecordedServer.Run(1, Sample.Run()), "hang"]);
        using var client = Client(first.Address);
        await using var watch = client.WatchRunAsync(12).GetAsyncEnumerator();
        (await watch.MoveNextAsync()).ShouldBeTrue();

        var next = watch.MoveNextAsync();
        var port = first.Address.Port;
        await first.DisposeAsync();
        await using var second = await RecordedServer.StartAsync(port);
        second.Streams(Events, [RecordedServer.End(2, Sample.Run("succeeded"))]);

        (await next).ShouldBeTrue();
        watch.Current.Type.ShouldBe("end");
        second.Requests.First().Headers["Last-Event-ID"].ShouldBe("1");
    }

    [Fact]
    public async Task A_proxy_that_has_no_server_behind_it_for_a_moment_is_waited_for()
    {
        await using var server = await RecordedServer.StartAsync();
        var asked = 0;
        server.On("GET", Events, context =>
        {
            context.Response.StatusCode = asked++ == 0 ? 503 : 200;
            return context.Response.WriteAsync(RecordedServer.End(1, Sample.Run("succeeded")));
        });
        using var client = Client(server.Address);

        (await client.WatchRunAsync(12).ToListAsync()).Single().Type.ShouldBe("end");
    }

    [Fact]
    public async Task A_server_that_stays_away_is_given_up_on_when_patience_ends()
    {
        var server = await RecordedServer.StartAsync();
        using var client = new PipelineDeployClient(server.Address, RecordedServer.Token) { Patience = TimeSpan.FromMilliseconds(300) };
        await server.DisposeAsync();

        var lost = await Should.ThrowAsync<ServerUnreachableException>(async () => await client.WatchRunAsync(12).ToListAsync());

        lost.Message.ShouldContain("connection refused");
    }

    [Fact]
    public async Task A_server_that_only_ever_hangs_up_is_given_up_on_too()
    {
        await using var server = await RecordedServer.StartAsync();
        server.Streams(Events, [": nothing\n\n"]);
        using var client = new PipelineDeployClient(server.Address, RecordedServer.Token) { Patience = TimeSpan.FromMilliseconds(300) };

        var lost = await Should.ThrowAsync<ServerUnreachableException>(async () => await client.WatchRunAsync(12).ToListAsync());

        lost.Message.ShouldContain("sent nothing more about run 12");
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        await using var server = await RecordedServer.StartAsync();
        using var client = Client(server.Address);

        (await Should.ThrowAsync<ApiException>(async () => await client.WatchRunAsync(12).ToListAsync())).Problem.Status.ShouldBe(404);

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_stops_the_watch_at_once()
    {
        await using var server = await RecordedServer.StartAsync();
        server.Streams(Events, [RecordedServer.Run(1, Sample.Run()), "hang"]);
        using var client = Client(server.Address);
        using var enough = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.WatchRunAsync(12, cancellationToken: enough.Token))
            {
                await enough.CancelAsync();
            }
        });
    }

    [Theory]
    [InlineData(0, 250)]
    [InlineData(1, 500)]
    [InlineData(4, 4000)]
    [InlineData(5, 5000)]
    [InlineData(1000, 5000)]
    public void Pauses_double_up_to_five_seconds(int failures, int milliseconds) =>
        Reconnecting.Pause(failures).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    static PipelineDeployClient Client(Uri address) => new(address, RecordedServer.Token) { Patience = TimeSpan.FromSeconds(30) };
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using PipelineDeploy.TestKit.Load;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>A count of zero lost requests is worth nothing unless each way of losing one is counted.</summary>
public sealed class KeepAliveLoadTests
{
    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task Whatever_is_no_complete_good_answer_is_a_failed_request(string answer)
    {
        var report = await LoadOnAsync(answer);

        report.Failed.ShouldBe(report.Requests);
        report.Reasons.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n")]
    public async Task An_announced_close_after_a_complete_answer_loses_nothing(string answer)
    {
        var report = await LoadOnAsync(answer);

        report.Failed.ShouldBe(0, string.Join('\n', report.Reasons));
        report.Answers.Keys.ShouldBe(["ok"]);
    }

    [Fact]
    public async Task A_refused_connection_is_a_failed_request()
    {
        await using var load = KeepAliveLoad.Start(Options(LoopbackPort.Free()));
        await load.AskAsync(3);

        var report = await load.StopAsync();

        report.Failed.ShouldBe(report.Requests);
    }

    [Fact]
    public async Task A_connection_closed_while_nothing_was_under_way_is_reopened_and_told_apart()
    {
        await using var app = EchoServer.Start("v1");
        await using var load = KeepAliveLoad.Start(Options(app.Port) with { Pause = TimeSpan.FromMilliseconds(300) });
        await load.AskAsync(1);
        await app.StopAsync();
        await load.AskAsync(1);

        var report = await load.StopAsync();

        report.Reopened.ShouldBe(1);
        report.Requests.ShouldBeGreaterThan(report.Failed);
    }

    /// <summary>Every connection is answered once, whatever it asks, and closed.</summary>
    static async Task<LoadReport> LoadOnAsync(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(listener, Encoding.Latin1.GetBytes(answer), stop.Token);
        await using var load = KeepAliveLoad.Start(Options(((IPEndPoint)listener.LocalEndpoint).Port));
        await load.AskAsync(5);
        var report = await load.StopAsync();
        await stop.CancelAsync();
        await serving.ContinueWith(_ => { }, TaskScheduler.Default);
        return report;
    }

    static async Task ServeAsync(TcpListener listener, byte[] answer, CancellationToken cancellationToken)
    {
        var request = new byte[4096];
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            await client.Client.ReceiveAsync(request, cancellationToken);
            await client.Client.SendAsync(answer, cancellationToken);
        }
    }

    static LoadOptions Options(int port) => new() { EndPoint = new IPEndPoint(IPAddress.Loopback, port), Host = "hello.localhost", Connections = 1 };
}

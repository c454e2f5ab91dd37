using System.Net;
using PipelineDeploy.TestKit.Load;

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>Somebody who uses an app all the time, on keep-alive connections through the router; every request that does not get its answer counts.</summary>
sealed class Visitor(string app, int port, int pauseMs = 2) : IAsyncDisposable
{
    readonly KeepAliveLoad _load = KeepAliveLoad.Start(new LoadOptions
    {
        EndPoint = new IPEndPoint(IPAddress.Loopback, port),
        Host = HostOf(app),
        Connections = 4,
        Pause = TimeSpan.FromMilliseconds(pauseMs),
    });

    /// <summary>One request.</summary>
    public static async Task<(int Status, string Body)> AskAsync(string app, int port, string path = "/")
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}{path}");
        request.Headers.Host = HostOf(app);
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim());
    }

    /// <summary>Ends the visit and tells what was seen.</summary>
    public Task<LoadReport> LeaveAsync() => _load.StopAsync();

    /// <summary>Ends the visit and proves that every request got its answer, and only these answers.</summary>
    public async Task LeaveContentAsync(params string[] answers)
    {
        var report = await _load.StopAsync();
        report.Failed.ShouldBe(0, string.Join('\n', report.Reasons));
        report.Requests.ShouldBeGreaterThan(0);
        report.Answers.Keys.Select(answer => answer.Trim()).ShouldBe(answers, ignoreOrder: true);
    }

    public ValueTask DisposeAsync() => _load.DisposeAsync();

    static string HostOf(string app) => $"{app}.localhost";
}

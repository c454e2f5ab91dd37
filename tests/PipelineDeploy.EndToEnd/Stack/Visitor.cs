using System.Net;
using PipelineDeploy.TestKit.Load;

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>Somebody who uses an app all the time, on keep-alive connections through the router; every request that does not get its answer counts.</summary>
sealed class Visitor : IAsyncDisposable
{
    static readonly TimeSpan Strange = TimeSpan.FromSeconds(10);
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    readonly DeployStack _stack;
    readonly KeepAliveLoad _load;
    readonly PeriodicTimer _looks = new(LookEvery);
    readonly Task<string?> _looking;

    public Visitor(string app, DeployStack stack)
    {
        _stack = stack;
        _load = KeepAliveLoad.Start(new LoadOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, stack.RouterPort),
            Host = HostOf(app),
            Connections = 4,
            Pause = TimeSpan.FromMilliseconds(2),
        });
        _looking = LookAsync();
    }

    /// <summary>One request.</summary>
    public static async Task<(int Status, string Body)> AskAsync(string app, int port)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/");
        request.Headers.Host = HostOf(app);
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim());
    }

    /// <summary>Ends the visit and proves that every request got its answer, and only these answers.</summary>
    public async Task LeaveContentAsync(params string[] answers)
    {
        var report = await _load.StopAsync();
        _looks.Dispose();
        report.Failed.ShouldBe(0, string.Join('\n', [.. report.Reasons, await _looking ?? ""]));
        report.Requests.ShouldBeGreaterThan(0);
        report.Answers.Keys.Select(answer => answer.Trim()).ShouldBe(answers, ignoreOrder: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _load.DisposeAsync();
        _looks.Dispose();
        await _looking;
    }

    // A request that hangs is understood by what the router knows of it while it hangs.
    async Task<string?> LookAsync()
    {
        while (await _looks.WaitForNextTickAsync())
        {
            if (_load.LongestWait > Strange)
                return $"After {_load.LongestWait} without an answer:\n{await _stack.DescribeTrafficAsync()}";
        }

        return null;
    }

    static string HostOf(string app) => $"{app}.localhost";
}

using System.Collections.Concurrent;

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>Somebody who uses an app all the time, through the router; every request that does not get its answer is kept.</summary>
sealed class Visitor : IAsyncDisposable
{
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    readonly CancellationTokenSource _leaving = new();
    readonly ConcurrentQueue<string> _answers = [];
    readonly ConcurrentQueue<string> _failures = [];
    readonly Task[] _visits;
    readonly string _host;
    readonly int _port;

    public Visitor(string app, int port, int connections = 4)
    {
        (_host, _port) = ($"{app}.localhost", port);
        _visits = [.. Enumerable.Range(0, connections).Select(_ => Task.Run(VisitAsync))];
    }

    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>The different answers in the order in which they first came.</summary>
    public IReadOnlyList<string> Answers => [.. _answers.Distinct()];

    /// <summary>One request.</summary>
    public static async Task<(int Status, string Body)> AskAsync(string app, int port, string path = "/")
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}{path}");
        request.Headers.Host = $"{app}.localhost";
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim());
    }

    /// <summary>Ends the visit and proves that every request got its answer.</summary>
    public async Task LeaveContentAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_visits);
        _failures.ShouldBeEmpty();
        _answers.Count.ShouldBeGreaterThan(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_visits);
        _http.Dispose();
        _leaving.Dispose();
    }

    async Task VisitAsync()
    {
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{_port}/");
                request.Headers.Host = _host;
                using var answer = await _http.SendAsync(request);
                var body = (await answer.Content.ReadAsStringAsync()).Trim();
                (answer.IsSuccessStatusCode ? _answers : _failures).Enqueue(body);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                _failures.Enqueue(e.Message);
            }
        }
    }
}

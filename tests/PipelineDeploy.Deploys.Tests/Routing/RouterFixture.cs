using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Haproxy;
using PipelineDeploy.TestKit.Load;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>One real HAProxy, a router for it and the apps behind it.</summary>
sealed class RouterFixture : IAsyncDisposable
{
    readonly List<EchoServer> _apps = [];
    readonly HttpClient _client = new();

    RouterFixture() => Router = NewRouter();

    public HaproxyProcess Haproxy { get; } = new();

    public HaproxyRouter Router { get; }

    public string ConfigFile => Path.Combine(Haproxy.Options.Directory, "haproxy.cfg");

    public static async Task<RouterFixture> StartAsync()
    {
        var fixture = new RouterFixture();
        await fixture.Router.PrepareAsync(CancellationToken.None);
        await fixture.Haproxy.StartAsync();
        return fixture;
    }

    public HaproxyRouter NewRouter() => new(Haproxy.Options, TimeProvider.System, NullLogger<HaproxyRouter>.Instance);

    public EchoServer StartApp(string id)
    {
        var app = EchoServer.Start(id);
        _apps.Add(app);
        return app;
    }

    public Task ApplyAsync(params Route[] routes) => Router.ApplyAsync(routes, CancellationToken.None);

    public Task<int> CountAsync(string target) => Router.CountConnectionsAsync("hello", target, CancellationToken.None);

    public async Task WaitUntilIdleAsync(string target)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await CountAsync(target) > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string host, string path = "/")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Haproxy.EndPoint}{path}") { Headers = { Host = host } };
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Where a request is sent on to.</summary>
    public async Task<(HttpStatusCode Status, string? Location)> AskWhereAsync(string host, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Haproxy.EndPoint}{path}") { Headers = { Host = host } };
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, answer.Headers.NonValidated["Location"].ToString());
    }

    /// <summary>A request with headers of the client's own choice, and the answer's headers.</summary>
    public async Task<(HttpResponseHeaders Headers, string Body)> SendAsync(string host, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Haproxy.EndPoint}{path}") { Headers = { Host = host } };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _client.SendAsync(request);
        return (answer.Headers, await answer.Content.ReadAsStringAsync());
    }

    public KeepAliveLoad StartLoad(string host = "hello.localhost") =>
        KeepAliveLoad.Start(new LoadOptions { EndPoint = Haproxy.EndPoint, Host = host, PostEvery = 4, Pause = TimeSpan.FromMilliseconds(1) });

    /// <summary>The servers that the running HAProxy has, wanted or left over.</summary>
    public async Task<IEnumerable<string>> ServersAsync()
    {
        var worker = await new MasterCli(Haproxy.Options, TimeProvider.System).CurrentAsync(CancellationToken.None);
        return (await worker.ServersAsync(CancellationToken.None)).Select(server => server.Name);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Haproxy.DisposeAsync();
        foreach (var app in _apps)
            await app.DisposeAsync();
    }
}

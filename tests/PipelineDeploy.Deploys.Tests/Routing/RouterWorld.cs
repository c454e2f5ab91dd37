using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Load;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>One real proxy, a router for it and the apps behind it.</summary>
public class RouterWorld : IAsyncDisposable
{
    /// <summary>How many clients ask at once in <see cref="StartLoad"/>.</summary>
    public const int LoadConnections = 16;

    readonly List<EchoServer> _apps = [];
    readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    protected RouterWorld(RouterProcess process) => (Process, Router) = (process, process.NewRouter());

    public RouterProcess Process { get; }

    public ITrafficRouter Router { get; }

    public static async Task<RouterWorld> StartAsync(RouterProcess process)
    {
        var world = new RouterWorld(process);
        await world.BeginAsync();
        return world;
    }

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
        using var request = Request(host, path);
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>As somebody who has no connection yet.</summary>
    public async Task<(HttpStatusCode Status, string Body)> AnewAsync(string host)
    {
        using var request = Request(host, "/");
        request.Headers.ConnectionClose = true;
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string host, string body)
    {
        using var request = Request(host, "/");
        (request.Method, request.Content) = (HttpMethod.Post, new StringContent(body));
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Where a request is sent on to.</summary>
    public async Task<(HttpStatusCode Status, string? Location)> AskWhereAsync(string host, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        using var request = Request(host, path);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, answer.Headers.NonValidated.TryGetValues("Location", out var location) ? location.ToString() : null);
    }

    /// <summary>A request with headers of the client's own choice, and the answer's headers.</summary>
    public async Task<(HttpResponseHeaders Headers, string Body)> SendAsync(string host, string path, params (string Name, string Value)[] headers)
    {
        using var request = Request(host, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _client.SendAsync(request);
        return (answer.Headers, await answer.Content.ReadAsStringAsync());
    }

    public KeepAliveLoad StartLoad() =>
        KeepAliveLoad.Start(new LoadOptions { Connections = LoadConnections, EndPoint = Process.EndPoint, Host = "hello.localhost", PostEvery = 4, Pause = TimeSpan.FromMilliseconds(1) });

    /// <summary>A connection that is known to the proxy: something was asked on it, and it is kept open.</summary>
    public async Task<OpenConnection> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(Process.EndPoint);
        var connection = new OpenConnection(socket);
        await connection.AskAsync("hello.localhost");
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Process.DisposeAsync();
        foreach (var app in _apps)
            await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task BeginAsync()
    {
        await ((IRouterProgram)Router).PrepareAsync(CancellationToken.None);
        await Process.StartAsync();
    }

    HttpRequestMessage Request(string host, string path) => new(HttpMethod.Get, new Uri($"http://{Process.EndPoint}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Headers = { Host = host } };
}

/// <summary>A client's connection that is kept open.</summary>
public sealed class OpenConnection(Socket socket) : IDisposable
{
    readonly HttpWire _wire = new(socket);

    public async Task<string> AskAsync(string host)
    {
        await _wire.WriteAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n", CancellationToken.None);
        var head = await _wire.ReadHeadAsync(CancellationToken.None);
        return await _wire.ReadBodyAsync(head, CancellationToken.None);
    }

    public void Dispose()
    {
        _wire.Dispose();
        socket.Dispose();
    }
}

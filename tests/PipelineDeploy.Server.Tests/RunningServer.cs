using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.TestKit.Postgres;

namespace PipelineDeploy.Server.Tests;

/// <summary>The real server in this process: real PostgreSQL and Docker, a router's folder that no HAProxy reads.</summary>
public class RunningServer : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("pdt-server-").FullName;
    TestDatabase? _database;
    ServerOptions? _options;
    WebApplication? _app;
    string? _token;

    /// <summary>Where Docker is looked for.</summary>
    protected virtual string? DockerHost => Environment.GetEnvironmentVariable("DOCKER_HOST");

    /// <summary>What the router binds for HTTPS.</summary>
    protected virtual string? RouterBindHttps => null;

    /// <summary>What carries the traffic.</summary>
    protected virtual string Router => RouterChoice.Default;

    /// <summary>Proxies whose word on clients is believed.</summary>
    protected virtual IReadOnlyList<string> TrustedProxies => [];

    /// <summary>Requests per second that a token may send.</summary>
    protected virtual int ApiLimit => 100_000;

    /// <summary>Where the server may ask besides the internet.</summary>
    protected virtual OutboundRules Outbound => OutboundRules.InternetOnly;

    /// <summary>Where others reach the server, as it is told.</summary>
    protected virtual string? PublicUrl => null;

    /// <summary>Largest push.</summary>
    protected virtual int PushMebibytes => 512;

    public TestDatabase Database => _database!;

    public WebApplication App => _app!;

    public string Folder => _folder;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public string Token => _token!;

    /// <summary>What else is different from the default.</summary>
    protected virtual ServerOptions Adjust(ServerOptions options) => options;

    /// <summary>What is there before the server starts for the first time.</summary>
    protected virtual Task PrepareAsync(TestDatabase database, string folder) => Task.CompletedTask;

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        var options = new ServerOptions(
            _database.ConnectionString, _folder, Address.ToString().TrimEnd('/'), Path.Combine(_folder, "router"), "127.0.0.1:8080", DockerEndpoint.Parse(DockerHost))
        {
            RouterBindHttps = RouterBindHttps,
            Router = Router,
            TrustedProxies = TrustedProxies,
            ApiLimit = ApiLimit,
            Outbound = Outbound,
            Address = ServerAddress.Parse(PublicUrl),
            PushMebibytes = PushMebibytes,
        };
        await PrepareAsync(_database, _folder);
        _options = Adjust(options);
        await StartAsync();
        _token = (await File.ReadAllTextAsync(Path.Combine(_folder, "admin-token"))).Trim();
    }

    /// <summary>Starts it again once it has been stopped, in the same place.</summary>
    public async Task StartAgainAsync()
    {
        await App.DisposeAsync();
        await StartAsync();
    }

    async Task StartAsync()
    {
        _app = await ServerHost.BuildAsync([], _options!);
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A client that follows nothing and keeps no cookies.</summary>
    public HttpClient Client(string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    /// <summary>Sends a request as the administrator.</summary>
    public Task<Answer> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var client = Client(Token);
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>What came back, and the problem in it.</summary>
public sealed record Answer(int Status, string? MediaType, string Body, HttpResponseHeaders Headers)
{
    public static async Task<Answer> OfAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), response.Headers);

    /// <summary>Holds that it is this error, told as a problem should be.</summary>
    public Problem ShouldBeProblem(int status, string code)
    {
        Status.ShouldBe(status, Body);
        MediaType.ShouldBe("application/problem+json");
        var problem = System.Text.Json.JsonSerializer.Deserialize(Body, WireJson.Default.Problem).ShouldNotBeNull();
        (problem.Status, problem.Code).ShouldBe((status, code), Body);
        problem.Title.ShouldNotBeNullOrWhiteSpace();
        problem.Type.ShouldNotBeNull().ShouldEndWith(code);
        problem.TraceId.ShouldNotBeNullOrEmpty();
        Body.ShouldNotContain("   at ");
        return problem;
    }
}

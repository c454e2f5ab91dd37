using System.Diagnostics;
using PipelineDeploy.Contracts;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Benchmarks.Deploys;

/// <summary>Database, Docker, HAProxy and the server in a process of its own: all that a deploy needs.</summary>
sealed class MeasuredStack : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("pdb-deploys-").FullName;
    readonly HaproxyProcess _router = new();
    readonly HttpClient _http = new();
    readonly TestDatabase _database;
    OwnProcess? _server;

    MeasuredStack(TestDatabase database, TestDocker docker)
    {
        (_database, Docker) = (database, docker);
        Address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
    }

    public Uri Address { get; }

    public TestDocker Docker { get; }

    public PipelineDeployClient Client { get; private set; } = null!;

    /// <summary>The server's resident memory in mebibytes, as proc_pid_status(5) tells it.</summary>
    public double Mebibytes => _server!.Mebibytes;

    /// <summary>From the server's start as a process until it says that it is ready, with database, Docker and router.</summary>
    public TimeSpan TimeToReady { get; private set; }

    public static async Task<MeasuredStack> StartAsync()
    {
        var stack = new MeasuredStack(await TestDatabase.CreateAsync(), await TestDocker.ConnectAsync());
        // The first start makes the database and the router's configuration.
        await stack.StartServerAsync();
        await stack._router.StartAsync();
        await stack.ReadyAsync();
        stack.Client = new PipelineDeployClient(stack.Address, (await File.ReadAllTextAsync(Path.Combine(stack._folder, "admin-token"))).Trim());
        return stack;
    }

    /// <summary>Ends the server as a service manager does, starts it again and measures how long that takes.</summary>
    public async Task RestartAsync()
    {
        await _server!.EndAsync();
        await _server.DisposeAsync();
        var began = Stopwatch.GetTimestamp();
        await StartServerAsync();
        await ReadyAsync();
        TimeToReady = Stopwatch.GetElapsedTime(began);
    }

    /// <summary>An app that waits for nothing that it does not have to.</summary>
    public async Task<string> NewAppAsync(string name, string checksWait)
    {
        var app = Docker.Name(name);
        await Client.CreateAppAsync(new CreateApp(app));
        foreach (var (setting, value) in new[] { ("waitToRetire", "0s"), ("checksWait", checksWait) })
        {
            await Client.SetSettingAsync(app, setting, value);
        }

        return app;
    }

    /// <summary>Sends a source and answers the run.</summary>
    public Task<RunView> BeginAsync(string app, ReadOnlyMemory<byte> source) =>
        Client.StartDeployAsync(app, async (stream, cancellationToken) => await stream.WriteAsync(source, cancellationToken), "benchmark");

    /// <summary>Follows a run to its end, which must be a good one.</summary>
    public async Task<RunView> EndOfAsync(RunView run)
    {
        var ended = await Eventually.SeeAsync(() => Client.GetRunAsync(run.Id), seen => seen.IsFinished, $"run {run.Id} ends", TimeSpan.FromMinutes(2));
        return ended.State == "succeeded" ? ended : throw new InvalidOperationException($"Run {run.Id} {ended.State}: {ended.Error?.Message} {ended.Error?.Detail}");
    }

    /// <summary>What the router answers to a visitor of the app.</summary>
    public async Task<string> VisitAsync(string app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{_router.EndPoint}/");
        request.Headers.Host = $"{app}.localhost";
        using var answer = await _http.SendAsync(request);
        return (await answer.Content.ReadAsStringAsync()).Trim();
    }

    async Task StartServerAsync() => _server = await OwnProcess.StartAsync(["serve"], new Dictionary<string, string>
    {
        ["PIPELINEDEPLOY_DATABASE"] = _database.ConnectionString,
        ["PIPELINEDEPLOY_DATA"] = _folder,
        ["PIPELINEDEPLOY_LISTEN"] = Address.ToString().TrimEnd('/'),
        ["PIPELINEDEPLOY_ROUTER_DIR"] = _router.Options.Directory,
        ["PIPELINEDEPLOY_ROUTER_BIND"] = _router.Options.Bind[0],
        ["PIPELINEDEPLOY_ROUTER_BIND_HTTPS"] = _router.Options.BindHttps[0],
    });

    async Task ReadyAsync() => await Eventually.HoldsAsync(
        async () =>
        {
            using var answer = await _http.GetAsync(new Uri(Address, "/readyz"));
            return answer.IsSuccessStatusCode;
        },
        "the server is ready", TimeSpan.FromMinutes(1));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server!.EndAsync();
        await _server.DisposeAsync();
        foreach (var container in (await Docker.Engine.ListContainersAsync(new Dictionary<string, string>(), CancellationToken.None)).Where(container => container.Name.StartsWith(Docker.Prefix, StringComparison.Ordinal)))
        {
            await Docker.Engine.RemoveContainerAsync(container.Id, CancellationToken.None);
        }

        await _router.DisposeAsync();
        await Docker.DisposeAsync();
        await _database.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

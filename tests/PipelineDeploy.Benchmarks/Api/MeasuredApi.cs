using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Benchmarks.Api;

/// <summary>A server of its own database, with so many apps and runs in it. Without Docker and router: what is accepted waits for a freeze to end.</summary>
sealed class MeasuredApi : IAsyncDisposable
{
    /// <summary>So many apps the caller with bounds may see.</summary>
    public const int FewApps = 50;

    readonly string _folder = Directory.CreateTempSubdirectory("pdb-api-").FullName;
    readonly Uri _address = new($"http://127.0.0.1:{LoopbackPort.Free()}");
    readonly TestDatabase _database;
    OwnProcess? _server;

    MeasuredApi(TestDatabase database) => _database = database;

    /// <summary>Asks as an administrator.</summary>
    public HttpClient Everything { get; private set; } = null!;

    /// <summary>Asks as a viewer of <see cref="FewApps"/> apps.</summary>
    public HttpClient Few { get; private set; } = null!;

    /// <summary>How long processors have worked for the server so far, its database not counted.</summary>
    public TimeSpan ProcessorTime => _server!.ProcessorTime;

    /// <summary>The number of the first run that was put in; the others follow it.</summary>
    public long FirstRun { get; private set; }

    /// <summary>Where it listens.</summary>
    public Uri Address => _address;

    public static async Task<MeasuredApi> StartAsync(int apps, int runsOfEach)
    {
        var api = new MeasuredApi(await TestDatabase.CreateAsync());
        api._server = await OwnProcess.StartAsync([ServeCommand.Name], new Dictionary<string, string>
        {
            ["PIPELINEDEPLOY_DATABASE"] = api._database.ConnectionString,
            ["PIPELINEDEPLOY_DATA"] = api._folder,
            ["PIPELINEDEPLOY_LISTEN"] = api._address.ToString().TrimEnd('/'),
            ["PIPELINEDEPLOY_ROUTER_DIR"] = Path.Combine(api._folder, "router"),
            ["PIPELINEDEPLOY_API_LIMIT"] = "1000000",
            ["DOCKER_HOST"] = $"unix://{api._folder}/no-docker.sock",
        });
        api.Everything = api.Client(await api.TokenAsync());
        api.FirstRun = await new ApiSeed(api._database).FillAsync(await api.FailedRunAsync(), apps, runsOfEach);
        api.Few = api.Client(await api.ViewerAsync());
        return api;
    }

    /// <summary>Gives a run so many lines of log, one of which says <c>needle</c>.</summary>
    public Task FillLogAsync(long run, int lines, int needle) => _database.FillLogAsync(run, lines, needle);

    /// <summary>A link that signs a browser in as an administrator, once.</summary>
    public async Task<string> SignInAsync()
    {
        using var client = new PipelineDeployClient(_address, await TokenAsync());
        return (await client.CreateSignInLinkAsync()).Url;
    }

    /// <summary>The name of an app.</summary>
    public static string App(int number) => string.Create(CultureInfo.InvariantCulture, $"app{number}");

    // A run like those that people have: its steps, its journal and its error are real.
    async Task<long> FailedRunAsync()
    {
        using var app = await Everything.PostAsync(new Uri("/api/v1/apps", UriKind.Relative), new StringContent("""{"name":"first"}""", new MediaTypeHeaderValue("application/json")));
        app.EnsureSuccessStatusCode();
        using var accepted = await Everything.SendAsync(Requests.Deploy("first"));
        accepted.EnsureSuccessStatusCode();
        var run = accepted.Headers.Location!;
        await Eventually.SeeAsync(() => Everything.GetStringAsync(run), view => JsonNode.Parse(view)!["finishedAt"] is not null, "the first run ends", TimeSpan.FromMinutes(2));
        return long.Parse(run.ToString().Split('/')[^1], CultureInfo.InvariantCulture);
    }

    async Task<string> ViewerAsync()
    {
        var rights = Rights.None with { Apps = Enumerable.Range(1, FewApps).ToDictionary(App, _ => Role.Viewer) };
        return (await new TokenStore(_database.Source, TimeProvider.System).CreateAsync(NewToken.OfServer("few") with { Rights = rights }, CancellationToken.None))!.Value.Token;
    }

    async Task<string> TokenAsync() => (await File.ReadAllTextAsync(Path.Combine(_folder, "admin-token"))).Trim();

    HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = _address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Everything.Dispose();
        Few.Dispose();
        await _server!.EndAsync();
        await _server.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>The whole thing for real: database, HAProxy and server as processes, on free ports. One for all tests of a collection.</summary>
public sealed class DeployStack : IAsyncLifetime, IAsyncDisposable
{
    const string BaseImage = "pipelinedeploy/busybox:1";
    readonly List<string> _apps = [];
    readonly string _folder = Directory.CreateTempSubdirectory("pd-e2e-").FullName;
    TestDatabase _database = null!;
    TestDocker _docker = null!;
    readonly HaproxyProcess _router = new();
    readonly List<IDisposable> _owned = [];

    internal ServerProcess Server { get; private set; } = null!;

    internal PipelineDeployClient Client { get; private set; } = null!;

    internal IContainerEngine Engine => _docker.Engine;

    internal TestDatabase Database => _database;

    internal HaproxyProcess Router => _router;

    /// <summary>The failpoints of its servers.</summary>
    internal Failpoints Failpoints => new(Path.Combine(_folder, "data"));

    internal int RouterPort => _router.EndPoint.Port;

    internal string TokenFile => Path.Combine(_folder, "data", "admin-token");

    public async Task InitializeAsync()
    {
        _docker = await TestDocker.ConnectAsync();
        if (await Engine.FindImageAsync(BaseImage, CancellationToken.None) is null)
        {
            await Engine.TagImageAsync(BusyboxImage.Tag, "pipelinedeploy/busybox", "1", CancellationToken.None);
        }

        _database = await TestDatabase.CreateAsync();
        Server = new ServerProcess(EnvironmentOf("data", LoopbackPort.Free()));
        await Server.StartAsync();
        await StartRouterAsync();
        await Server.ReadyAsync();
        Client = new PipelineDeployClient(Server.Address, (await File.ReadAllTextAsync(TokenFile)).Trim());
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
        {
            foreach (var container in await Engine.ListContainersAsync(new Dictionary<string, string> { [ContainerLabels.App] = app }, CancellationToken.None))
            {
                await Engine.RemoveContainerAsync(container.Id, CancellationToken.None);
            }
        }

        _owned.ForEach(owned => owned.Dispose());
        Client?.Dispose();
        await Server.DisposeAsync();
        await _router.DisposeAsync();
        await _docker.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Ends something with the stack.</summary>
    internal void Owns(IDisposable thing) => _owned.Add(thing);

    /// <summary>Ends the containers of an app that something else makes with the stack.</summary>
    internal void Owns(string app) => _apps.Add(app);

    /// <summary>A second server on the same database, data and router.</summary>
    internal ServerProcess AnotherServer() => new(EnvironmentOf("data", LoopbackPort.Free()));

    /// <summary>A server of its own, with the master key of the others, and with parts of the environment changed.</summary>
    internal ServerProcess ServerWith(params (string Name, string? Value)[] changes)
    {
        var data = $"data-{Guid.CreateVersion7():n}";
        var environment = EnvironmentOf(data, LoopbackPort.Free());
        environment["PIPELINEDEPLOY_MASTER_KEY_FILE"] = Path.Combine(_folder, "data", "master-key");
        foreach (var (name, value) in changes)
        {
            environment[name] = value;
        }

        return new ServerProcess(environment);
    }

    /// <summary>A new app with a unique name and short waits.</summary>
    internal async Task<string> NewAppAsync(string name, string waitToRetire = "0s")
    {
        var app = NameFor(name);
        await Client.CreateAppAsync(new CreateApp(app));
        await Client.SetSettingAsync(app, "waitToRetire", waitToRetire);
        await Client.SetSettingAsync(app, "stopTimeout", "2s");
        return app;
    }

    /// <summary>A unique name of an app that a test makes itself.</summary>
    internal string NameFor(string name)
    {
        // Its random end: several stacks on one engine name apps in the same millisecond.
        var app = $"{name}-{Guid.CreateVersion7().ToString("n")[^13..]}";
        _apps.Add(app);
        return app;
    }

    /// <summary>Runs the CLI against the server.</summary>
    internal async Task<(int ExitCode, string Output, string Errors)> CliAsync(params string[] arguments)
    {
        await using var cli = new ChildProcess("dotnet", [Repository.CliDll, .. arguments], new Dictionary<string, string?>
        {
            ["PDEPLOY_SERVER"] = Server.Address.ToString(),
            ["PDEPLOY_TOKEN_FILE"] = TokenFile,
            ["XDG_CONFIG_HOME"] = _folder,
        });
        return (await cli.EndAsync(TimeSpan.FromMinutes(2)), cli.Output, cli.Errors);
    }

    /// <summary>A copy of a sample app with files replaced.</summary>
    internal string Source(string sample, params (string Path, string Text)[] files)
    {
        var folder = Path.Combine(_folder, $"source-{Guid.CreateVersion7():n}");
        foreach (var file in Directory.EnumerateFiles(Repository.SampleApp(sample), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Repository.SampleApp(sample), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (var (path, text) in files)
        {
            File.WriteAllText(Path.Combine(folder, path), text);
        }

        return folder;
    }

    /// <summary>A container that is not ours; who asks for it removes it.</summary>
    internal async Task<string> ForeignContainerAsync(string name)
    {
        const string image = "pipelinedeploy-test/foreign:1";
        var context = TarText.Context(("Dockerfile", "FROM pipelinedeploy/busybox:1\nCMD [\"sleep\", \"600\"]\n"));
        await Engine.BuildImageAsync(new(image, "Dockerfile", context, new Dictionary<string, string>()), _ => { }, CancellationToken.None);
        return await Engine.CreateContainerAsync(new(name, image, new Dictionary<string, string>(), new Dictionary<string, string>(), null, "no"), CancellationToken.None);
    }

    internal Task StartRouterAsync() => _router.StartAsync();

    internal Task KillRouterAsync() => _router.KillAsync();

    Dictionary<string, string?> EnvironmentOf(string data, int port) => new()
    {
        ["PIPELINEDEPLOY_DATABASE"] = _database.ConnectionString,
        ["PIPELINEDEPLOY_DATA"] = Path.Combine(_folder, data),
        ["PIPELINEDEPLOY_LISTEN"] = $"http://127.0.0.1:{port}",
        ["PIPELINEDEPLOY_ROUTER_DIR"] = _router.Options.Directory,
        ["PIPELINEDEPLOY_ROUTER_BIND"] = _router.Options.Bind[0],
        ["PIPELINEDEPLOY_ROUTER_BIND_HTTPS"] = _router.Options.BindHttps[0],
        ["PIPELINEDEPLOY_OUTBOUND_ALLOW"] = "127.0.0.1",
    };
}

using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Git;

namespace PipelineDeploy.Server.Tests.Git;

/// <summary>The server with a pipeline that needs no engine: it waits for the signal <c>go</c>.</summary>
public class GitServer : RunningServer
{
    public const string Gate = "gate";
    const string Pipeline = "{ name: gate, steps: [{ id: go, uses: wait-for-signal }] }";

    protected override int PushMebibytes => 1;

    /// <summary>A new app that runs it, and somebody who has its repository.</summary>
    public async Task<Pusher> NewPusherAsync(string app, string pipeline = Gate)
    {
        var published = await SendAsync(HttpMethod.Post, "/api/v1/pipelines", $$"""{"text":"{{Pipeline}}"}""");
        published.Status.ShouldBeLessThan(300, published.Body);
        await this.CreateAppAsync(app);
        (await SendAsync(HttpMethod.Put, $"/api/v1/apps/{app}/settings/pipeline", $$"""{"value":"{{pipeline}}"}""")).Status.ShouldBe(200);
        return await Pusher.CreateAsync(this, app);
    }

    /// <summary>Waits until an app has so many runs, and answers the newest.</summary>
    public async Task<Contracts.RunView> RunsAsync(string app, int count) => (await Eventually.SeeAsync(
        async () => (await SendAsync(HttpMethod.Get, $"/api/v1/runs?app={app}")).Read(Contracts.WireJson.Default.RunPage).Items, seen => seen.Count == count, $"{app} has {count} runs", TimeSpan.FromSeconds(60)))[0];

    /// <summary>Waits until a run waits.</summary>
    public Task WaitsAsync(long run) => Eventually.SeeAsync(
        async () => (await SendAsync(HttpMethod.Get, $"/api/v1/runs/{run}")).Read(Contracts.WireJson.Default.RunView).State, state => state == "waiting", $"run {run} waits", TimeSpan.FromSeconds(60));

    /// <summary>Lets a run that waits for it go on.</summary>
    public async Task GoAsync(long run)
    {
        await WaitsAsync(run);
        (await SendAsync(HttpMethod.Post, $"/api/v1/runs/{run}/signals/go", "{}")).Status.ShouldBe(202);
    }
}

/// <summary>A person with a work tree and real git.</summary>
public sealed class Pusher : IDisposable
{
    readonly RunningServer _server;

    Pusher(RunningServer server, string app) => (_server, App) = (server, app);

    public string App { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("pdt-push-").FullName;

    public static async Task<Pusher> CreateAsync(RunningServer server, string app)
    {
        var pusher = new Pusher(server, app);
        await pusher.GitAsync("init", "--quiet", "--initial-branch=main");
        await pusher.CommitAsync(("README", "first"));
        return pusher;
    }

    public string Address(string? app = null, string? token = null) => $"http://ann:{token ?? _server.Token}@127.0.0.1:{_server.Address.Port}/{app ?? App}.git";

    public Task<string> GitAsync(params string[] arguments) => GitCommand.RunAsync(Folder, arguments);

    /// <summary>Commits files.</summary>
    /// <returns>The commit.</returns>
    public async Task<string> CommitAsync(params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, path))!);
            await File.WriteAllTextAsync(Path.Combine(Folder, path), text);
        }

        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--allow-empty", "--message", "change");
        return await GitAsync("rev-parse", "HEAD");
    }

    /// <summary>Pushes, and answers how that ended and what was shown.</summary>
    public async Task<(int ExitCode, string Shown)> PushAsync(params string[] arguments)
    {
        var split = Array.FindLastIndex(arguments, argument => argument == "-o") + 2;
        var options = arguments[..(split == 1 ? 0 : split)];
        var (exitCode, output, error) = await GitCommand.TryAsync(Folder, ["push", .. options, Address(), .. arguments[options.Length..]]);
        return (exitCode, string.Join('\n', (output + error).Split('\n').Select(line => line.TrimEnd())));
    }

    /// <summary>What the server's repository has, as <c>commit name</c>.</summary>
    public async Task<string[]> RefsAsync() => [.. (await GitAsync("ls-remote", Address())).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Replace('\t', ' '))];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

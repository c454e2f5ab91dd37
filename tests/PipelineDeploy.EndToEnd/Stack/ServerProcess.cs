using PipelineDeploy.TestKit;
namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>The real server as a process that may be killed and started again.</summary>
sealed class ServerProcess(IReadOnlyDictionary<string, string?> environment) : IAsyncDisposable
{
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    ChildProcess? _process;

    public Uri Address { get; } = new(environment["PIPELINEDEPLOY_LISTEN"]!);

    public ChildProcess Process => _process!;

    public bool HasExited => _process?.Process.HasExited != false;

    /// <summary>All that it has written; nothing before its first start.</summary>
    public string Said => _process?.Output ?? "";

    /// <summary>Starts it, again too.</summary>
    /// <param name="failpoints">Moments at which it ends itself, as <c>PIPELINEDEPLOY_FAILPOINT</c> takes them; null for none.</param>
    public async Task StartAsync(string? failpoints = null)
    {
        await LaunchAsync(failpoints);
        await AnswersAsync("/healthz");
    }

    /// <summary>Starts it unless it runs.</summary>
    public Task EnsureAsync(string? failpoints) => HasExited ? StartAsync(failpoints) : AnswersAsync("/healthz");

    /// <summary>Starts it and does not wait for it: it may end itself before it answers.</summary>
    public async Task LaunchAsync(string? failpoints)
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        _process = new ChildProcess("dotnet", [Repository.ServerDll], new Dictionary<string, string?>(environment) { ["PIPELINEDEPLOY_FAILPOINT"] = failpoints });
    }

    /// <summary>Starts it where it is expected to give up.</summary>
    public async Task<(int ExitCode, string Errors)> FailToStartAsync()
    {
        _process = new ChildProcess("dotnet", [Repository.ServerDll], environment);
        return (await _process.EndAsync(TimeSpan.FromSeconds(30)), _process.Errors);
    }

    public Task ReadyAsync() => AnswersAsync("/readyz");

    public async Task<string> ReadinessAsync()
    {
        using var answer = await _http.GetAsync(new Uri(Address, "/readyz"));
        return await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        _http.Dispose();
    }

    async Task AnswersAsync(string path) => await Eventually.SeeAsync(
        async () =>
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri(Address, path));
                return answer.IsSuccessStatusCode ? "yes" : await answer.Content.ReadAsStringAsync();
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !Process.Process.HasExited)
            {
                return e.Message;
            }
        },
        answer => answer == "yes",
        $"{path} answers; the server said {Process.Output} {Process.Errors}",
        TimeSpan.FromSeconds(60));
}

using PipelineDeploy.TestKit;
namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>The real server as a process that may be killed and started again.</summary>
sealed class ServerProcess(IReadOnlyDictionary<string, string?> environment) : IAsyncDisposable
{
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    ChildProcess? _process;

    public Uri Address { get; } = new(environment["PIPELINEDEPLOY_LISTEN"]!);

    public ChildProcess Process => _process!;

    public async Task StartAsync()
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        _process = new ChildProcess("dotnet", [Repository.ServerDll], environment);
        await AnswersAsync("/healthz");
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

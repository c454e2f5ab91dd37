using System.Globalization;
using System.Text.Json;

namespace PipelineDeploy.Benchmarks.Events;

/// <summary>A process that listens.</summary>
sealed class Listening : IAsyncDisposable
{
    readonly OwnProcess _process;

    Listening(OwnProcess process) => _process = process;

    public static async Task<Listening> StartAsync(Uri server, string token, string paths, int listeners) => new(await OwnProcess.StartAsync(
        [ListenCommand.Name, "--server", server.ToString(), "--paths", paths, "--listeners", listeners.ToString(CultureInfo.InvariantCulture)],
        new Dictionary<string, string> { ["PDEPLOY_TOKEN"] = token }));

    /// <summary>Stops listening and answers what was heard.</summary>
    public async Task<ListenCommand.Heard> EndAsync() => JsonSerializer.Deserialize<ListenCommand.Heard>(await _process.EndAsync(), JsonSerializerOptions.Web)!;

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PipelineDeploy.Benchmarks.Events;

/// <summary>A process that listens.</summary>
sealed class Listening : IAsyncDisposable
{
    readonly Process _process;

    Listening(Process process) => _process = process;

    public static async Task<Listening> StartAsync(Uri server, string token, string paths, int listeners)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Listening).Assembly.Location] : [];
        string[] arguments = [.. program, ListenCommand.Name, "--server", server.ToString(), "--paths", paths, "--listeners", listeners.ToString(CultureInfo.InvariantCulture)];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["PDEPLOY_TOKEN"] = token;
        var process = Process.Start(start)!;
        _ = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The listeners ended before they were ready.");
        return new Listening(process);
    }

    /// <summary>Stops listening and answers what was heard.</summary>
    public async Task<ListenCommand.Heard> EndAsync()
    {
        _process.StandardInput.Close();
        var said = await _process.StandardOutput.ReadToEndAsync();
        return JsonSerializer.Deserialize<ListenCommand.Heard>(said, JsonSerializerOptions.Web)!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

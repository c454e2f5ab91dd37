using System.Diagnostics;

namespace PipelineDeploy.Benchmarks;

/// <summary>Another process of this program; it tells by its first line that it is ready.</summary>
sealed class OwnProcess : IAsyncDisposable
{
    readonly Process _process;

    OwnProcess(Process process, string firstLine) => (_process, FirstLine) = (process, firstLine);

    /// <summary>What it said when it was ready.</summary>
    public string FirstLine { get; }

    /// <summary>How long processors have worked for it so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Its resident memory.</summary>
    public double Mebibytes
    {
        get
        {
            _process.Refresh();
            return Math.Round(_process.WorkingSet64 / 1024d / 1024, 1);
        }
    }

    /// <summary>Starts one and waits until it is ready.</summary>
    public static async Task<OwnProcess> StartAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(OwnProcess).Assembly.Location] : [];
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended before it was ready.");
        return new OwnProcess(process, said);
    }

    /// <summary>Ends its standard input and answers what it says until it ends.</summary>
    public async Task<string> EndAsync()
    {
        _process.StandardInput.Close();
        return await _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Kills it like a power cut would.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

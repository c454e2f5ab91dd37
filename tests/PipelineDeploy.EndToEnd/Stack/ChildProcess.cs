using System.Collections.Concurrent;
using System.Diagnostics;

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>A process that a test starts, listens to and may kill.</summary>
sealed class ChildProcess : IAsyncDisposable
{
    readonly ConcurrentQueue<string> _output = [];
    readonly ConcurrentQueue<string> _errors = [];

    public ChildProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        Process = Process.Start(start)!;
        Process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        Process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
        Process.StandardInput.Write(input);
        Process.StandardInput.Close();
    }

    public Process Process { get; }

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    /// <summary>Waits for the end; the process is killed when it takes longer.</summary>
    public async Task<int> EndAsync(TimeSpan atMost)
    {
        using var late = new CancellationTokenSource(atMost);
        try
        {
            await Process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException e)
        {
            Process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Process.StartInfo.FileName} did not end within {atMost}.\n{Output}\n{Errors}", e);
        }

        return Process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task<int> TerminateAsync(TimeSpan atMost)
    {
        await SignalAsync("TERM");
        return await EndAsync(atMost);
    }

    /// <summary>Sends a signal, e.g. <c>CONT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Whether SIGSTOP holds it: proc(5), the state after the name in parentheses.</summary>
    public bool IsStopped => File.ReadAllText($"/proc/{Process.Id}/stat") is var stat && stat[(stat.LastIndexOf(')') + 2)..].StartsWith('T');

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
            await Process.WaitForExitAsync();
        }

        Process.Dispose();
    }

    static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.TestKit.Routing;

/// <summary>A real proxy in a folder and on ports of its own, started as an operator would start it.</summary>
public abstract class RouterProcess : IAsyncDisposable
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    readonly TimeProvider _time = TimeProvider.System;
    readonly ConcurrentQueue<string> _log = new();
    readonly string _program;
    Process? _process;

    /// <summary>Chooses a new folder and free ports; nothing is started yet.</summary>
    /// <param name="program">What is started.</param>
    protected RouterProcess(string program)
    {
        _program = program;
        Folder = Directory.CreateTempSubdirectory($"pd-{program}-").FullName;
    }

    /// <summary>Where its configuration is.</summary>
    public string Folder { get; }

    /// <summary>Where it takes requests.</summary>
    public IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, LoopbackPort.Free());

    /// <summary>Where it takes requests by HTTPS.</summary>
    public IPEndPoint HttpsEndPoint { get; } = new(IPAddress.Loopback, LoopbackPort.Free());

    /// <summary>What it starts from.</summary>
    public abstract string ConfigFile { get; }

    /// <summary>All that it has written.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>A router for it.</summary>
    /// <param name="trusted">Proxies before it whose word is passed on.</param>
    /// <param name="alsoBind">Another address to listen on.</param>
    public abstract ITrafficRouter NewRouter(IReadOnlyList<string>? trusted = null, string? alsoBind = null);

    /// <summary>How it is started.</summary>
    protected abstract IReadOnlyList<string> Arguments { get; }

    /// <summary>Starts it on the configuration in its folder and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(_program, Arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // Caddy looks for a place of its own under these.
        start.Environment["HOME"] = start.Environment["XDG_CONFIG_HOME"] = start.Environment["XDG_DATA_HOME"] = Folder;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{_program} did not start");
        process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        using var deadline = new CancellationTokenSource(Deadline, _time);
        while (!await AcceptsAsync(deadline.Token))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{_program} ended with {process.ExitCode}:\n{Log}");
            await Task.Delay(Pause, _time, deadline.Token);
        }
    }

    /// <summary>Ends it with SIGTERM: every connection is closed.</summary>
    public async Task StopAsync()
    {
        if (_process is not { HasExited: false } process)
            return;
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it with SIGKILL, with all processes that it has started.</summary>
    public async Task KillAsync()
    {
        if (_process is not { HasExited: false } process)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(EndPoint, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PipelineDeploy.Deploys.Routing.Haproxy;

namespace PipelineDeploy.TestKit.Routing;

/// <summary>A real HAProxy in a folder and on a port of its own, started as an operator would start it.</summary>
public sealed class HaproxyProcess : IAsyncDisposable
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    readonly TimeProvider _time = TimeProvider.System;
    readonly ConcurrentQueue<string> _log = new();
    Process? _process;

    /// <summary>Chooses a new folder and a free port; nothing is started yet.</summary>
    public HaproxyProcess()
    {
        EndPoint = new IPEndPoint(IPAddress.Loopback, LoopbackPort.Free());
        HttpsEndPoint = new IPEndPoint(IPAddress.Loopback, LoopbackPort.Free());
        Options = new HaproxyOptions
        {
            Directory = Directory.CreateTempSubdirectory("pd-haproxy-").FullName,
            Bind = [EndPoint.ToString()],
            BindHttps = [HttpsEndPoint.ToString()],
            MaxConnections = 1000,
        };
    }

    /// <summary>What a router for it needs.</summary>
    public HaproxyOptions Options { get; }

    /// <summary>Where it takes requests.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Where it takes requests by HTTPS.</summary>
    public IPEndPoint HttpsEndPoint { get; }

    /// <summary>All that it has written.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Starts it on the configuration in its folder and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("haproxy", ["-W", "-S", Path.Combine(Options.Directory, "master.sock"), "-f", Path.Combine(Options.Directory, "haproxy.cfg")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("haproxy did not start");
        process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        using var deadline = new CancellationTokenSource(Deadline, _time);
        while (!await AcceptsAsync(deadline.Token))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"haproxy ended with {process.ExitCode}:\n{Log}");
            await Task.Delay(Pause, _time, deadline.Token);
        }
    }

    /// <summary>What the worker that takes new connections answers to a command of the runtime API, e.g. <c>show servers state</c>.</summary>
    public async Task<string> AskAsync(string command)
    {
        using var deadline = new CancellationTokenSource(Deadline, _time);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(Options.Directory, "master.sock")), deadline.Token);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"@1 {command}\n"), deadline.Token);
        socket.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(deadline.Token);
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

    /// <summary>Ends it with SIGKILL, master and workers.</summary>
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
        Directory.Delete(Options.Directory, recursive: true);
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

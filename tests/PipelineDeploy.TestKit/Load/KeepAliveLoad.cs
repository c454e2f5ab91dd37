using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace PipelineDeploy.TestKit.Load;

/// <summary>Who asks what, how often.</summary>
public sealed record LoadOptions
{
    /// <summary>Where to connect to.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>The Host header.</summary>
    public required string Host { get; init; }

    /// <summary>Whether TLS is spoken, for the name of <see cref="Host"/>; who answers is not verified.</summary>
    public bool IsTls { get; init; }

    /// <summary>What is asked for.</summary>
    public string Path { get; init; } = "/";

    /// <summary>How many connections ask at once.</summary>
    public int Connections { get; init; } = 16;

    /// <summary>Every so many requests of a connection is a POST with a body of 2 KiB; 0 means never.</summary>
    public int PostEvery { get; init; }

    /// <summary>Every so many requests of a connection asks for <c>/slow</c>; 0 means never.</summary>
    public int SlowEvery { get; init; }

    /// <summary>How long a connection rests between two requests.</summary>
    public TimeSpan Pause { get; init; }
}

/// <summary>Clients that keep their connections, ask one request after the other and count honestly.</summary>
/// <remarks>
/// A request counts as failed unless its complete answer came back with a 2xx: refused, reset, closed without answer, cut short,
/// any other status, no answer within 30 seconds. Nothing is ever repeated, not even where a browser might. A connection that the
/// peer had closed before we sent a byte on it lost nothing: it is opened again and counted as reopened.
/// </remarks>
public sealed class KeepAliveLoad : IAsyncDisposable
{
    static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(30);
    static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan ReachDeadline = TimeSpan.FromSeconds(60);
    readonly LoadOptions _options;
    readonly TimeProvider _time = TimeProvider.System;
    readonly LoadTally _tally = new();
    readonly CancellationTokenSource _stop = new();
    readonly Task _clients;

    KeepAliveLoad(LoadOptions options)
    {
        _options = options;
        _clients = Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => Task.Run(ClientAsync)));
    }

    /// <summary>Starts asking.</summary>
    public static KeepAliveLoad Start(LoadOptions options) => new(options);

    /// <summary>What was seen until now.</summary>
    public LoadReport Report() => _tally.Report();

    /// <summary>Waits until so many more requests were asked from now on.</summary>
    /// <exception cref="OperationCanceledException">They were not within a minute.</exception>
    public async Task AskAsync(int more)
    {
        var wanted = Report().Requests + more;
        using var deadline = new CancellationTokenSource(ReachDeadline, _time);
        while (Report().Requests < wanted)
            await Task.Delay(TimeSpan.FromMilliseconds(5), _time, deadline.Token);
    }

    /// <summary>Lets every request under way end, and tells what was seen.</summary>
    public async Task<LoadReport> StopAsync()
    {
        await _stop.CancelAsync();
        await _clients;
        return Report();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    async Task ClientAsync()
    {
        HttpWire? wire = null;
        for (var count = 1; !_stop.IsCancellationRequested; count++)
        {
            if (wire is { IsClosedByPeer: true })
            {
                _tally.Reopened();
                wire.Dispose();
                wire = null;
            }
            var keep = await AskAsync(wire, Request(count));
            if (keep is null)
                wire?.Dispose();
            wire = keep;
            await RestAsync(_options.Pause);
        }
        wire?.Dispose();
    }

    /// <summary>Asks once; returns the connection for the next request, null when it can carry none.</summary>
    async Task<HttpWire?> AskAsync(HttpWire? wire, string request)
    {
        using var deadline = new CancellationTokenSource(AnswerDeadline, _time);
        var start = _time.GetTimestamp();
        try
        {
            wire ??= await ConnectAsync(deadline.Token);
            if (wire.HasUnread)
                throw new IOException("bytes came that nobody had asked for");
            await wire.WriteAsync(request, deadline.Token);
            var head = await wire.ReadHeadAsync(deadline.Token);
            var body = await wire.ReadBodyAsync(head, deadline.Token);
            if (head.Status is < 200 or > 299)
                _tally.Failed($"{head.FirstLine}: {body.Trim()}");
            else
                _tally.Good(body.Trim(), _time.GetElapsedTime(start));
            if (!head.IsLast)
                return wire;
        }
        catch (Exception failure) when (failure is SocketException or IOException or FormatException or AuthenticationException or OperationCanceledException)
        {
            _tally.Failed(failure is OperationCanceledException ? "no answer within 30 seconds" : failure.Message);
            await RestAsync(AfterFailure);
        }
        wire?.Dispose();
        return null;
    }

    async Task RestAsync(TimeSpan pause)
    {
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    async Task<HttpWire> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(_options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_options.EndPoint, cancellationToken);
            return new HttpWire(socket, _options.IsTls ? await TlsOverAsync(socket, cancellationToken) : null);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "Certificates of a test are signed by nobody.")]
    [SuppressMessage("Security", "MA0039", Justification = "As CA5359.")]
    async Task<SslStream> TlsOverAsync(Socket socket, CancellationToken cancellationToken)
    {
        var tls = new SslStream(new NetworkStream(socket));
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = _options.Host, RemoteCertificateValidationCallback = (_, _, _, _) => true }, cancellationToken);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    string Request(int count)
    {
        const int BodyLength = 2048;
        var path = IsEach(_options.SlowEvery) ? "/slow" : _options.Path;
        return IsEach(_options.PostEvery)
            ? string.Create(CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: {_options.Host}\r\nContent-Length: {BodyLength}\r\n\r\n{new string('x', BodyLength)}")
            : $"GET {path} HTTP/1.1\r\nHost: {_options.Host}\r\n\r\n";

        bool IsEach(int every) => every > 0 && count % every == 0;
    }
}

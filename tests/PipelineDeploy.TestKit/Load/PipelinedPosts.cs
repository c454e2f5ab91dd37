using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PipelineDeploy.TestKit.Load;

/// <summary>A client that sends several POSTs with bodies before the first of them is answered (RFC 9112 §9.3.2), again and again on one connection.</summary>
/// <remarks>It never repeats a request: a connection that ends early has lost each request that was sent on it and not answered.</remarks>
public sealed class PipelinedPosts : IAsyncDisposable
{
    const int Together = 4;
    static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);
    readonly IPEndPoint _endPoint;
    readonly byte[] _requests;
    readonly TimeProvider _time = TimeProvider.System;
    readonly LoadTally _tally = new();
    readonly CancellationTokenSource _stop = new();
    readonly Task _client;

    PipelinedPosts(IPEndPoint endPoint, string host)
    {
        _endPoint = endPoint;
        _requests = System.Text.Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(1, Together).Select(number => Post(host, 1000 * number))));
        _client = Task.Run(SendAsync);
    }

    /// <summary>Starts sending.</summary>
    public static PipelinedPosts Start(IPEndPoint endPoint, string host) => new(endPoint, host);

    /// <summary>Waits for the answers to what was sent, and tells what was seen.</summary>
    public async Task<LoadReport> StopAsync()
    {
        await _stop.CancelAsync();
        await _client;
        return _tally.Report();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    async Task SendAsync()
    {
        HttpWire? wire = null;
        while (!_stop.IsCancellationRequested)
        {
            if (wire is { IsClosedByPeer: true })
            {
                _tally.Reopened();
                wire.Dispose();
                wire = null;
            }

            wire = await SendTogetherAsync(wire);
            await Task.Delay(Pause, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        wire?.Dispose();
    }

    async Task<HttpWire?> SendTogetherAsync(HttpWire? wire)
    {
        using var deadline = new CancellationTokenSource(AnswerDeadline, _time);
        var (start, answered) = (_time.GetTimestamp(), 0);
        try
        {
            wire ??= await ConnectAsync(deadline.Token);
            await wire.WriteAsync(_requests, deadline.Token);
            for (; answered < Together; answered++)
            {
                var head = await wire.ReadHeadAsync(deadline.Token);
                var body = await wire.ReadBodyAsync(head, deadline.Token);
                if (head.Status is < 200 or > 299)
                    _tally.Failed($"{head.FirstLine}: {body.Trim()}");
                else
                    _tally.Good(body.Trim(), _time.GetElapsedTime(start));
            }

            return wire;
        }
        catch (Exception failure) when (failure is SocketException or IOException or FormatException or OperationCanceledException)
        {
            for (; answered < Together; answered++)
                _tally.Failed(failure is OperationCanceledException ? "no answer within 30 seconds" : failure.Message);
            wire?.Dispose();
            return null;
        }
    }

    async Task<HttpWire> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(_endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_endPoint, cancellationToken);
            return new HttpWire(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static string Post(string host, int length) => string.Create(
        CultureInfo.InvariantCulture, $"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{new string('p', length)}");
}

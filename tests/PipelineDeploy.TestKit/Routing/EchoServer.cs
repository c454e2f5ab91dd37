using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PipelineDeploy.TestKit.Load;

namespace PipelineDeploy.TestKit.Routing;

/// <summary>
/// An app in miniature: answers every request with its id over keep-alive connections, and ends as a well-behaved app does
/// on SIGTERM. <c>/slow</c> takes 50 ms; <c>/hold</c> is answered only after <see cref="Release"/>; <c>/tunnel</c> switches protocols and sends back each byte;
/// <c>/headers</c> answers with the headers it was sent, and whatever begins with <c>/target</c> with what was asked for.
/// </summary>
public sealed class EchoServer : IAsyncDisposable
{
    readonly string _id;
    readonly Socket _listener;
    readonly CancellationTokenSource _stopping = new();
    readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ConcurrentDictionary<Task, byte> _connections = new();
    readonly Task _accepting;
    int _answered;

    EchoServer(string id, Socket listener)
    {
        _id = id;
        _listener = listener;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The loopback port it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>How many requests it has answered, or is answering.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Ends when the first request to <c>/hold</c> has arrived.</summary>
    public Task Held => _held.Task;

    /// <summary>Starts one on a free port.</summary>
    public static EchoServer Start(string id)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        return new EchoServer(id, listener);
    }

    /// <summary>Answers the requests to <c>/hold</c>.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Accepts no more, closes what is idle and waits until every request under way is answered.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Release();
        await StopAsync();
        _listener.Dispose();
        _stopping.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = ServeAsync(await _listener.AcceptAsync(_stopping.Token));
                _connections.TryAdd(connection, 0);
                _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            _listener.Close();
        }
    }

    async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        using var wire = new HttpWire(socket);
        try
        {
            // Only the wait for a request ends with the server; one that has begun to arrive is answered.
            while (await wire.WaitForByteAsync(_stopping.Token))
            {
                var head = await wire.ReadHeadAsync(CancellationToken.None);
                if (head.Target == "/tunnel")
                {
                    await TunnelAsync(wire);
                    return;
                }
                await AnswerAsync(wire, head);
                if (_stopping.IsCancellationRequested)
                    return;
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
        {
            // The server ends, or the client has gone: both are ways for a connection to end.
        }
    }

    async Task AnswerAsync(HttpWire wire, HttpHead head)
    {
        if (head.ContentLength is > 0)
            await wire.ReadBodyAsync(head, CancellationToken.None);
        if (head.Target == "/hold")
        {
            _held.TrySetResult();
            await _released.Task;
        }
        if (head.Target == "/slow")
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        var body = head.Target == "/headers" ? string.Join('\n', head.Headers.Select(header => $"{header.Key}: {header.Value}"))
            : head.Target.StartsWith("/target", StringComparison.Ordinal) ? head.Target
            : _id;
        // Before the answer is sent: whoever has it must find it counted.
        Interlocked.Increment(ref _answered);
        var connection = _stopping.IsCancellationRequested ? "Connection: close\r\n" : "";
        await wire.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n{connection}Content-Length: {body.Length}\r\n\r\n{body}"),
            CancellationToken.None);
    }

    async Task TunnelAsync(HttpWire wire)
    {
        await wire.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n", CancellationToken.None);
        while (await wire.ReadSomeAsync(_stopping.Token) is { Length: > 0 } some)
            await wire.WriteAsync(some, CancellationToken.None);
    }
}

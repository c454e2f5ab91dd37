using System.Net.WebSockets;
using System.Text;

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>Somebody who has one WebSocket of the sample <c>echo</c> open and speaks all the time; notes when it is answered no more.</summary>
sealed class WebSocketVisitor : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    readonly ClientWebSocket _socket = new();
    readonly CancellationTokenSource _leave = new();
    Task _speaking = Task.CompletedTask;
    volatile string? _trouble;
    long _brokenAt;
    int _answers;

    /// <summary>The version that it was connected to.</summary>
    public string Version { get; private set; } = "";

    /// <summary>How often it was answered.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>When the connection ended though nobody wanted to leave; null while it has not.</summary>
    public DateTimeOffset? BrokenAt => Interlocked.Read(ref _brokenAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>What ended it.</summary>
    public string? Trouble => _trouble;

    public static async Task<WebSocketVisitor> OpenAsync(string app, int port)
    {
        var visitor = new WebSocketVisitor();
        visitor._socket.Options.SetRequestHeader("Host", $"{app}.localhost");
        visitor._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        using var deadline = new CancellationTokenSource(Patience);
        await visitor._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/ws"), deadline.Token);
        visitor.Version = (await visitor.SayAsync("hello")).Split(' ')[0];
        visitor._speaking = visitor.SpeakAsync();
        return visitor;
    }

    /// <summary>Returns when it has been answered twice from now on, so that one question was asked after now; or when the connection has ended.</summary>
    public Task SpokenAsync() => Answers + 2 is var wanted
        ? TestKit.Eventually.HoldsAsync(() => Task.FromResult(Answers >= wanted || BrokenAt is not null), "the WebSocket is answered")
        : Task.CompletedTask;

    /// <summary>Closes the connection as a page that is left does.</summary>
    public async Task LeaveAsync()
    {
        await _leave.CancelAsync();
        await _speaking;
        if (BrokenAt is null)
        {
            using var deadline = new CancellationTokenSource(Patience);
            await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _leave.CancelAsync();
        await _speaking;
        _socket.Dispose();
        _leave.Dispose();
    }

    async Task SpeakAsync()
    {
        try
        {
            for (var number = 1; !_leave.IsCancellationRequested; number++)
            {
                var message = $"message {number}";
                var answer = await SayAsync(message);
                if (answer != $"{Version} {message}")
                {
                    throw new WebSocketException($"'{answer}' is no answer to '{message}'");
                }

                Interlocked.Increment(ref _answers);
                await Task.Delay(Pause, TimeProvider.System, _leave.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            _trouble = e.Message;
            Interlocked.Exchange(ref _brokenAt, TimeProvider.System.GetUtcNow().Ticks);
        }
    }

    async Task<string> SayAsync(string message)
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
        var buffer = new byte[200];
        var answer = await _socket.ReceiveAsync(buffer.AsMemory(), deadline.Token);
        return answer.MessageType == WebSocketMessageType.Close ? throw new WebSocketException("closed by the app") : Encoding.UTF8.GetString(buffer, 0, answer.Count);
    }
}

using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace PipelineDeploy.TestKit.Postgres;

/// <summary>
/// One connection through a <see cref="BreakableProxy"/>: passes PostgreSQL's messages on one by one. A request is a simple query, or the
/// sync that ends an extended one; the database has done it when it says that it is ready again.
/// </summary>
sealed class ProxiedConnection(TcpClient client, TcpClient server, Func<bool, ProxyFault> choose) : IDisposable
{
    static readonly TimeSpan KeepAlivesTake = TimeSpan.FromSeconds(4);

    const byte Query = (byte)'Q';
    const byte Sync = (byte)'S';
    const byte Ready = (byte)'Z';

    readonly TaskCompletionSource _dead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile ProxyFault _pending;

    public async Task RunAsync()
    {
        var there = ForwardAsync();
        var back = AnswerAsync();
        await await Task.WhenAny(there, back);
        if (_dead.Task.IsCompleted)
        {
            // The database does not hear that the client gave up. It ends the connection when it has had enough of it, or when its
            // keep-alives, which the proxy's host would answer, are not answered.
            await Task.WhenAny(back, Task.Delay(KeepAlivesTake, TimeProvider.System));
        }
    }

    /// <summary>Both ends see a reset.</summary>
    public void Reset()
    {
        foreach (var end in new[] { client, server })
        {
            try
            {
                end.Client?.Close(0);
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }

    /// <summary>Nothing comes through any more, and nobody is told.</summary>
    public void Deaden() => _dead.TrySetResult();

    public void Dispose() => client.Dispose();

    async Task ForwardAsync()
    {
        var (from, to) = (client.GetStream(), server.GetStream());
        // The first message has no type.
        await PassAsync(await ReadAsync(from, hasType: false), to);
        while (true)
        {
            var message = await ReadAsync(from, hasType: true);
            if (message.Length == 0)
            {
                return;
            }

            if (message[0] is Query or Sync)
            {
                var fault = choose(message[0] == Query && Encoding.UTF8.GetString(message, 5, message.Length - 6).StartsWith("COMMIT", StringComparison.OrdinalIgnoreCase));
                switch (fault)
                {
                    case ProxyFault.ResetBefore:
                        Reset();
                        return;
                    case ProxyFault.StallBefore:
                        Deaden();
                        break;
                    default:
                        _pending = fault;
                        break;
                }
            }

            await PassAsync(message, to);
        }
    }

    async Task AnswerAsync()
    {
        var (from, to) = (server.GetStream(), client.GetStream());
        while (true)
        {
            var message = await ReadAsync(from, hasType: true);
            if (message.Length == 0)
            {
                return;
            }

            if (_pending is ProxyFault.StallAfter)
            {
                Deaden();
            }

            if (_pending is ProxyFault.ResetAfter)
            {
                if (message[0] == Ready)
                {
                    Reset();
                    return;
                }

                continue;
            }

            await PassAsync(message, to);
        }
    }

    async Task PassAsync(byte[] message, NetworkStream to)
    {
        if (!_dead.Task.IsCompleted)
        {
            await to.WriteAsync(message);
        }
    }

    static async Task<byte[]> ReadAsync(NetworkStream from, bool hasType)
    {
        var head = new byte[hasType ? 5 : 4];
        if (await from.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false) < head.Length)
        {
            return [];
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(hasType ? 1 : 0));
        var message = new byte[head.Length - 4 + length];
        head.CopyTo(message, 0);
        await from.ReadExactlyAsync(message.AsMemory(head.Length));
        return message;
    }
}

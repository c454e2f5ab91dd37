using System.Net.Sockets;
using System.Text;

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>Speaks the line protocol of a HAProxy socket: commands in, one text out, one connection each time.</summary>
/// <remarks>
/// During a reload the master replaces itself: it drops the connections it has and refuses new ones for some tens of
/// milliseconds, on a busy machine for seconds. That must not look as if HAProxy were down.
/// </remarks>
sealed class CliSocket(string path, TimeProvider time)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Asks what changes nothing; asks again when the connection is dropped.</summary>
    /// <exception cref="RouterException">Nothing listens, or no answer was to be had.</exception>
    public async Task<string> AskAsync(IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                var answer = await ExchangeAsync(commands, cancellationToken);
                if (!string.IsNullOrWhiteSpace(answer) || time.GetElapsedTime(start) > Patience)
                    return answer;
            }
            catch (RouterException dropped) when (dropped.InnerException is IOException && time.GetElapsedTime(start) < Patience)
            {
                // Asked again below.
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Sends the commands in order, once, and returns all that was answered.</summary>
    /// <exception cref="RouterException">Nothing listens, or the connection was dropped, or the answer does not end.</exception>
    public async Task<string> ExchangeAsync(IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var socket = await ConnectAsync(either.Token);
            await using var stream = new NetworkStream(socket);
            // Written while the answers are read: HAProxy stops reading when nobody takes its answers.
            var sent = stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join('\n', commands.Append("quit\n"))), either.Token).AsTask();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var read = reader.ReadToEndAsync(either.Token);
            await Task.WhenAll(sent, read);
            return await read;
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            throw new RouterException($"HAProxy does not answer on {path} ({failure.Message}). Start it, or look at its log.", failure);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RouterException($"HAProxy did not finish its answer on {path} within {Deadline.TotalSeconds} seconds.", late);
        }
    }

    async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return socket;
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused && time.GetElapsedTime(start) < Patience)
            {
                socket.Dispose();
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}

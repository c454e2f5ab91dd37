using System.Net.Sockets;
using System.Text;

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>Speaks the line protocol of a HAProxy socket: commands in, one text out, one connection each time.</summary>
internal sealed class CliSocket(string path, TimeProvider time)
{
    // During a reload the master replaces itself and refuses for some tens of milliseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Sends the commands in order and returns all that was answered.</summary>
    /// <exception cref="RouterException">Nothing listens, or the answer does not end within 10 seconds.</exception>
    public async Task<string> ExchangeAsync(IEnumerable<string> commands, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var socket = await ConnectAsync(either.Token);
            await using var stream = new NetworkStream(socket);
            // Written while the answers are read: HAProxy stops reading when nobody takes its answers.
            var sent = stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join('\n', commands.Append("quit\n"))), either.Token);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var answer = await reader.ReadToEndAsync(either.Token);
            await sent;
            return answer;
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

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
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
            catch (SocketException) when (time.GetElapsedTime(start) < Patience)
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

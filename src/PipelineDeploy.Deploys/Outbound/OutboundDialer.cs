using System.Net;
using System.Net.Sockets;

namespace PipelineDeploy.Deploys.Outbound;

/// <summary>
/// Opens connections for requests whose address somebody wrote into a pipeline. A name is looked up once and the addresses that are allowed
/// are dialled as they are: no second look-up can lead elsewhere.
/// </summary>
/// <param name="rules">What may be asked.</param>
/// <param name="resolve">Looks up a name; the system's resolver when null.</param>
public sealed class OutboundDialer(OutboundRules rules, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>Connects to the first address of the name that is allowed and answers.</summary>
    /// <exception cref="Workflows.UserErrorException"><c>http.addressRefused</c>.</exception>
    /// <exception cref="SocketException">There is no such name, or nobody answers.</exception>
    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var name = host.Trim('[', ']');
        var addresses = IPAddress.TryParse(name, out var literal) ? [literal] : await _resolve(name, cancellationToken);
        var allowed = addresses.Where(address => rules.Allow(name, address)).ToArray();
        if (allowed.Length == 0)
        {
            throw addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : OutboundRules.Refusal(name, addresses);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

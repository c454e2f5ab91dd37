using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>Opens connections to one published port, in the clear or with TLS; no name in a check or redirect can make it dial another.</summary>
sealed class ContainerDialer(string host, int port, TimeProvider time)
{
    static readonly TimeSpan SilentEnough = TimeSpan.FromSeconds(0.3);

    /// <summary>The port as people are shown it.</summary>
    internal string Place { get; } = $"{host} port {port}";

    internal async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            // The exception's own text may append the address once more.
            throw new CheckFailedException($"Failed to connect to {Place}: {new SocketException((int)e.SocketErrorCode).Message}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What people know as the cause when nobody listens.</summary>
    internal string Refused => $"Failed to connect to {Place}: {new SocketException((int)SocketError.ConnectionRefused).Message}";

    /// <summary>
    /// Whether anything listens behind the port. Docker's own proxy takes every connection and closes it at once when nothing in the
    /// container listens; an app waits to be asked.
    /// </summary>
    internal async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        using var enough = new CancellationTokenSource(SilentEnough, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, enough.Token);
        try
        {
            return await connection.ReadAsync(new byte[1], either.Token) > 0;
        }
        catch (IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>Connects and shakes hands; null when the port does not speak TLS.</summary>
    /// <param name="serverName">The name sent to the server (SNI); an address is not sent.</param>
    /// <param name="patience">How long to wait for the first byte of the server; a plain server may wait for us instead.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    internal async Task<Stream?> ConnectTlsAsync(string serverName, TimeSpan patience, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken);
        using var waiting = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, waiting.Token);
        var listener = new FirstByteStream(connection, first =>
        {
            // A slow handshake of a real TLS server has the whole time of the check.
            if (SpeaksTls(first)) waiting.CancelAfter(Timeout.InfiniteTimeSpan);
        });
        var tls = new SslStream(listener, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(Options(serverName), either.Token);
            return tls;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
        {
            await tls.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (!SpeaksTls(listener.First)) return null;
            throw new CheckFailedException($"TLS handshake with {Place} failed: {e.GetBaseException().Message}", e);
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "As documented: the container's certificate is for other names, or self-signed, and the connection never leaves the host.")]
    [SuppressMessage("Security", "MA0039", Justification = "As CA5359.")]
    static SslClientAuthenticationOptions Options(string serverName) => new()
    {
        TargetHost = IPAddress.TryParse(serverName, out _) ? "" : serverName,
        ApplicationProtocols = [SslApplicationProtocol.Http11],
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
    };

    // RFC 8446 §5.1: a server's first record is a handshake (22) or an alert (21).
    static bool SpeaksTls(byte? first) => first is 21 or 22;
}

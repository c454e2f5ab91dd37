using System.Net.Sockets;

namespace PipelineDeploy.Contracts;

/// <summary>No answer came from the server: it is down, the address is wrong, or the connection broke.</summary>
/// <param name="server">The server's address.</param>
/// <param name="message">What happened, in words for a person.</param>
/// <param name="cause">What was seen on the wire.</param>
public sealed class ServerUnreachableException(Uri server, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The server's address.</summary>
    public Uri Server { get; } = server;

    /// <summary>Whether the connection was there and broke: the server may have done what it was asked for.</summary>
    internal bool IsLost
    {
        get
        {
            for (var inner = InnerException; inner is not null; inner = inner.InnerException)
            {
                if (inner is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown } or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
                    or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded })
                {
                    return true;
                }
            }

            return false;
        }
    }

    internal static ServerUnreachableException From(Uri server, Exception cause) =>
        new(server, $"Cannot reach the server at {Name(server)}: {Describe(cause)}.", cause);

    internal static string Name(Uri server) => server.ToString().TrimEnd('/');

    static string Describe(Exception cause)
    {
        for (var inner = cause; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return socket.SocketErrorCode switch
                {
                    SocketError.ConnectionRefused => "connection refused",
                    SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "the host name is not known",
                    SocketError.TimedOut => "no answer in time",
                    SocketError.ConnectionReset or SocketError.Shutdown => "the connection was lost",
                    _ => socket.Message,
                };
            }
        }

        return cause switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "its TLS certificate was not accepted",
            OperationCanceledException or TimeoutException => "no answer in time",
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection was lost",
            _ => cause.Message.TrimEnd('.'),
        };
    }
}

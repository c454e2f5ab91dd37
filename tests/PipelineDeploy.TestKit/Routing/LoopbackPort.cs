using System.Net;
using System.Net.Sockets;

namespace PipelineDeploy.TestKit.Routing;

/// <summary>A port that nobody listens on.</summary>
public static class LoopbackPort
{
    /// <summary>Finds one; the system hands out others before it comes round to this one again.</summary>
    public static int Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

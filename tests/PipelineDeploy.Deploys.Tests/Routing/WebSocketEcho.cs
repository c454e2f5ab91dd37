using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using PipelineDeploy.TestKit.Load;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>An app that speaks WebSocket to one client and sends back each message with its name.</summary>
sealed class WebSocketEcho : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly string _name;

    public WebSocketEcho(string name)
    {
        _name = name;
        _listener.Start();
        Served = Task.Run(ServeAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends when the client has said goodbye; tells the headers that it came with.</summary>
    public Task<HttpHead> Served { get; }

    public void Dispose() => _listener.Dispose();

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 §4.2.2 asks for it.")]
    async Task<HttpHead> ServeAsync()
    {
        using var socket = await _listener.AcceptSocketAsync();
        using var wire = new HttpWire(socket);
        var head = await wire.ReadHeadAsync(CancellationToken.None);
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(head.Headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        await wire.WriteAsync($"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n", CancellationToken.None);
        using var talk = WebSocket.CreateFromStream(new NetworkStream(socket), new WebSocketCreationOptions { IsServer = true });
        var buffer = new byte[1024];
        while (await talk.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } message)
        {
            var said = Encoding.UTF8.GetString(buffer, 0, message.Count);
            await talk.SendAsync(Encoding.UTF8.GetBytes($"{_name}: {said}"), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }

        await talk.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return head;
    }
}

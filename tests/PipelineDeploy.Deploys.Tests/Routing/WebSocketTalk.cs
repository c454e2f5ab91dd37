using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>A client of hello.localhost that speaks WebSocket through a router.</summary>
sealed class WebSocketTalk : IDisposable
{
    readonly ClientWebSocket _talk = new();
    readonly HttpMessageInvoker _wire = new(WireToRouter());

    public static async Task<WebSocketTalk> BeginAsync(RouterProcess router, string scheme, string version = "1.1")
    {
        var talk = new WebSocketTalk();
        talk._talk.Options.HttpVersion = Version.Parse(version);
        talk._talk.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var place = scheme == "ws" ? router.EndPoint : router.HttpsEndPoint;
        await talk._talk.ConnectAsync(new Uri($"{scheme}://hello.localhost:{place.Port}/"), talk._wire, CancellationToken.None);
        return talk;
    }

    public async Task<string> SayAsync(string text)
    {
        await _talk.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[1024];
        var answer = await _talk.ReceiveAsync(buffer, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, answer.Count);
    }

    public Task EndAsync() => _talk.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    public void Dispose()
    {
        _talk.Dispose();
        _wire.Dispose();
    }

    [SuppressMessage("Security", "CA5359", Justification = "Certificates of a test are signed by nobody.")]
    [SuppressMessage("Security", "MA0039", Justification = "As CA5359.")]
    static SocketsHttpHandler WireToRouter() => new()
    {
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}

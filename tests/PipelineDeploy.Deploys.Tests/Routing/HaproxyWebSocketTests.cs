using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Tls;
using static PipelineDeploy.Deploys.Tests.Routing.SampleRoutes;

namespace PipelineDeploy.Deploys.Tests.Routing;

[Trait("Category", "Integration")]
public sealed class HaproxyWebSocketTests : IAsyncLifetime
{
    static readonly TestCertificate Certificate = TestCertificate.For("hello.localhost");

    RouterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await RouterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Theory]
    [InlineData("ws", "1.1")]
    [InlineData("wss", "1.1")]
    [InlineData("wss", "2.0")]
    public async Task A_conversation_goes_on_while_the_traffic_switches_and_the_router_reloads(string scheme, string version)
    {
        using var app = new WebSocketEcho("v1");
        var route = App("hello", 1, Target("v1", app.Port)) with
        {
            Certificates = [RouteCertificate.Of("hello.localhost", Certificate.Chain + "\n" + Certificate.Key + "\n")],
        };
        await _fixture.ApplyAsync(route);
        using var wire = new HttpMessageInvoker(WireToRouter());
        using var talk = new ClientWebSocket();
        talk.Options.HttpVersion = Version.Parse(version);
        talk.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var place = scheme == "ws" ? _fixture.Haproxy.EndPoint : _fixture.Haproxy.HttpsEndPoint;
        await talk.ConnectAsync(new Uri($"{scheme}://hello.localhost:{place.Port}/"), wire, CancellationToken.None);

        (await SayAsync(talk, "before")).ShouldBe("v1: before");
        await _fixture.ApplyAsync(route with { Generation = 2, Targets = [Target("v2", _fixture.StartApp("v2").Port), Target("v1", app.Port, 0)] });
        (await SayAsync(talk, "switched")).ShouldBe("v1: switched");
        await _fixture.ApplyAsync(route with { Generation = 3, Domains = ["hello.localhost", "new.localhost"], Targets = [Target("v2", _fixture.StartApp("v2").Port), Target("v1", app.Port, 0)] });
        (await SayAsync(talk, "reloaded")).ShouldBe("v1: reloaded");

        (await _fixture.CountAsync("v1")).ShouldBe(1);
        await talk.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        (await app.Served).Headers["X-Forwarded-Proto"].ShouldBe(scheme == "ws" ? "http" : "https");
        await _fixture.WaitUntilIdleAsync("v1");
    }

    static async Task<string> SayAsync(ClientWebSocket talk, string text)
    {
        await talk.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[1024];
        var answer = await talk.ReceiveAsync(buffer, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, answer.Count);
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

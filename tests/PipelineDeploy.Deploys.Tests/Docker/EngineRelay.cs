using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Deploys.Tests.Docker;

/// <summary>Offers the engine that the tests use on a TCP port of 127.0.0.1, plain or behind TLS with client certificates.</summary>
sealed class EngineRelay : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopping = new();
    readonly TestCertificates? certificates;
    readonly Task accepting;

    public EngineRelay(TestCertificates? certificates = null)
    {
        this.certificates = certificates;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The subject of the client certificate that was presented last.</summary>
    public string? ClientSubject { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(RelayAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    async Task RelayAsync(TcpClient client)
    {
        var place = DockerEndpoint.FromEnvironment();
        using var engine = place.SocketPath is null
            ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            try
            {
                await engine.ConnectAsync(place.SocketPath is { } path ? new UnixDomainSocketEndPoint(path) : new DnsEndPoint(place.Host, place.Port), stopping.Token);
                await using var near = await SecureAsync(client.GetStream());
                await using var far = new NetworkStream(engine);
                await Task.WhenAny(near.CopyToAsync(far, stopping.Token), far.CopyToAsync(near, stopping.Token));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The client sees the end of its connection; that is what the tests look at.
            }
        }
    }

    async Task<Stream> SecureAsync(Stream stream)
    {
        if (certificates is null)
            return stream;
        var tls = new SslStream(stream);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificate = certificates.Server,
            ClientCertificateRequired = true,
            CertificateChainPolicy = certificates.Trust(),
        };
        await tls.AuthenticateAsServerAsync(options, stopping.Token);
        ClientSubject = (tls.RemoteCertificate as X509Certificate2)?.Subject;
        return tls;
    }
}

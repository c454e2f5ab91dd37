using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace PipelineDeploy.TestKit.Tls;

/// <summary>Asks for any name by HTTPS, always at the same place, and takes every certificate.</summary>
public sealed class HttpsClient : IDisposable
{
    readonly ConcurrentDictionary<string, string> _shown = new(StringComparer.Ordinal);
    readonly IPEndPoint _place;
    readonly HttpClient _http;

    /// <summary>A client of the router at that place.</summary>
    public HttpsClient(IPEndPoint place)
    {
        _place = place;
        _http = new HttpClient(Handler()) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Asks once, by exactly that version of HTTP.</summary>
    public async Task<HttpsAnswer> AskAsync(string host, string path = "/", Version? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{host}:{_place.Port}{path}") { Version = version ?? HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await _http.SendAsync(request);
        return new HttpsAnswer((int)answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim(), answer.Version, _shown[host]);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    [SuppressMessage("Security", "CA5359", Justification = "Certificates of a test are signed by nobody.")]
    [SuppressMessage("Security", "MA0039", Justification = "As CA5359.")]
    SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (sender, shown, _, _) =>
            {
                _shown[((SslStream)sender).TargetHostName] = (shown as X509Certificate2)?.Thumbprint ?? "";
                return true;
            },
        },
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(_place.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(_place, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}

/// <summary>What came back.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body, without blanks around it.</param>
/// <param name="Version">The version of HTTP that was spoken.</param>
/// <param name="Thumbprint">Of the certificate that was shown.</param>
public sealed record HttpsAnswer(int Status, string Body, Version Version, string Thumbprint);

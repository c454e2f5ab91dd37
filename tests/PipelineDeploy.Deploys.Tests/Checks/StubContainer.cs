using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PipelineDeploy.Deploys.Tests.Checks;

/// <summary>What the stub was asked: the path with its query, and the headers.</summary>
sealed record StubRequest(string Path, IReadOnlyDictionary<string, string> Headers)
{
    internal string Host => Headers.GetValueOrDefault("Host", "");

    internal string? ForwardedProto => Headers.GetValueOrDefault("X-Forwarded-Proto");
}

/// <summary>A server of raw bytes on 127.0.0.1 that stands for an app's container, well behaved or not.</summary>
sealed class StubContainer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Func<StubRequest, byte[]?> _answer;
    readonly X509Certificate2? _certificate;
    readonly bool _isPatient;
    readonly Task _serving;

    /// <param name="answer">The bytes to answer before the connection is closed; null leaves the request without an answer, open.</param>
    /// <param name="isTls">Serve TLS with a self-signed certificate for another name.</param>
    /// <param name="isPatient">Wait for the rest of a request that begins as none, rather than to answer 400 at once as most servers do.</param>
    internal StubContainer(Func<StubRequest, byte[]?> answer, bool isTls = false, bool isPatient = false)
    {
        _isPatient = isPatient;
        _answer = answer;
        _certificate = isTls ? SelfSigned() : null;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    internal int Port { get; }

    internal ConcurrentQueue<StubRequest> Requests { get; } = new();

    internal ConcurrentQueue<string?> ServerNames { get; } = new();

    internal static byte[] Answer(int status, string body = "", params string[] headers) => Answer(status, Encoding.UTF8.GetBytes(body), headers);

    internal static byte[] Answer(int status, byte[] body, params string[] headers)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Words of the app\r\nContent-Length: {body.Length}\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    internal static byte[] Redirect(int status, string location) => Answer(status, "", "Location: " + location);

    /// <summary>A port on which nobody listens.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _certificate?.Dispose();
        _stop.Dispose();
    }

    async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        // It may be stopped between two of them, and then says that it does not listen.
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = await SecureAsync(client.GetStream());
            if (await ReadRequestAsync(stream) is not { } request) return;
            Requests.Enqueue(request);
            if (_answer(request) is not { } answer) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
            else await stream.WriteAsync(answer, _stop.Token);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The checker hung up; what it made of the answer is what a test looks at.
        }
    }

    async Task<Stream> SecureAsync(Stream stream)
    {
        if (_certificate is null) return stream;

        var tls = new SslStream(stream);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateSelectionCallback = (_, name) =>
            {
                ServerNames.Enqueue(name);
                return _certificate;
            },
        };
        await tls.AuthenticateAsServerAsync(options, _stop.Token);
        return tls;
    }

    /// <summary>Reads a request's head; null when there is none.</summary>
    async Task<StubRequest?> ReadRequestAsync(Stream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0) return null;
            if (!_isPatient && head.Length == 0 && buffer[0] < ' ')
            {
                await stream.WriteAsync(Answer(400), _stop.Token);
                return null;
            }

            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        var lines = head.ToString().Split("\r\n");
        var headers = lines.Skip(1).Where(l => l.Contains(':', StringComparison.Ordinal)).Select(l => l.Split(": ", 2));
        return new StubRequest(lines[0].Split(' ')[1], headers.ToDictionary(h => h[0], h => h[1], StringComparer.OrdinalIgnoreCase));
    }

    static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=another.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-2), now.AddDays(-1));
    }
}

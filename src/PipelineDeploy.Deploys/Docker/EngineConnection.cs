using System.Net.Sockets;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>HTTP to the engine over its unix socket, TCP or TLS; every failure leaves as one of the two engine exceptions.</summary>
sealed class EngineConnection : IDisposable
{
    static readonly TimeSpan connectTimeout = TimeSpan.FromSeconds(5);
    static readonly TimeSpan usualLimit = TimeSpan.FromMinutes(2);

    readonly DockerEndpoint endpoint;
    readonly TimeProvider time;
    readonly HttpClient http;

    public EngineConnection(DockerEndpoint endpoint, TimeProvider time)
    {
        this.endpoint = endpoint;
        this.time = time;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellationToken) => DialAsync(context.DnsEndPoint, cancellationToken),
            ConnectTimeout = connectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            // An abandoned log or event stream never ends, so there is nothing to drain before its connection closes.
            MaxResponseDrainSize = 0,
        };
        if (endpoint.IsTls)
            handler.SslOptions = DockerCertificates.Options(endpoint);
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = BaseAddress(endpoint) };
    }

    /// <summary>Sends a request and reads the whole answer within its limit, whatever its status.</summary>
    public async Task<EngineAnswer> CallAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        var limit = request.Limit ?? usualLimit;
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await SendAsync(request, either.Token);
            var body = await GuardAsync(() => response.Content.ReadAsStringAsync(either.Token), either.Token);
            return new EngineAnswer((int)response.StatusCode, body);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw EngineFailure.Silent(endpoint, limit, e);
        }
    }

    /// <summary>Sends a request whose successful answer is a stream without an end in sight.</summary>
    public async Task<HttpResponseMessage> OpenAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        var response = await SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            var body = await GuardAsync(() => response.Content.ReadAsStringAsync(cancellationToken), cancellationToken);
            throw new EngineAnswer((int)response.StatusCode, body).Failure();
        }
    }

    /// <summary>Runs one read or write of a connection and names the engine when it fails.</summary>
    public async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && EngineFailure.IsConnection(e))
        {
            throw EngineFailure.Unreachable(endpoint, e);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && EngineFailure.IsConnection(e))
        {
            // Closing a socket under a read surfaces as an I/O error; whoever cancelled expects a cancellation.
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    public void Dispose() => http.Dispose();

    async Task<HttpResponseMessage> SendAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, request.Path) { Content = request.Content };
        return await GuardAsync(() => http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);
    }

    async ValueTask<Stream> DialAsync(System.Net.DnsEndPoint host, CancellationToken cancellationToken)
    {
        var socket = endpoint.SocketPath is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (endpoint.SocketPath is { } path)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            }
            else
            {
                // A follower of logs or events may hear nothing for hours and must still notice a dead host.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
                await socket.ConnectAsync(host, cancellationToken);
            }

            return new ReplyKeepingStream(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static Uri BaseAddress(DockerEndpoint endpoint) => endpoint.SocketPath is null
        ? new UriBuilder(endpoint.IsTls ? "https" : "http", endpoint.Host, endpoint.Port).Uri
        : new Uri("http://docker");
}

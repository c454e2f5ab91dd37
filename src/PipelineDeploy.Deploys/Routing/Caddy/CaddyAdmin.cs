using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Deploys.Routing.Caddy;

/// <summary>Speaks to the admin API of Caddy by its unix socket, one connection each time.</summary>
/// <remarks>
/// Caddy replaces this API together with its configuration: connections that were just made to the one before are dropped,
/// and for a moment nobody listens.
/// </remarks>
sealed class CaddyAdmin(CaddyOptions options, TimeProvider time)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Replacement = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The fingerprint of the configuration that Caddy runs; null when it is not one of ours.</summary>
    /// <exception cref="RouterException">Caddy does not answer.</exception>
    public async Task<string?> StructureAsync(CancellationToken cancellationToken)
    {
        var (status, said) = await SendAsync(HttpMethod.Get, $"/id/{CaddyConfig.MemoryId}", null, cancellationToken);
        try
        {
            return status == HttpStatusCode.OK ? JsonNode.Parse(said)?["handle"]?[0]?["structure"]?.GetValue<string>() : null;
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What Caddy listens on now.</summary>
    /// <exception cref="RouterException">Caddy does not answer.</exception>
    public async Task<IReadOnlyList<string>> ListensAsync(CancellationToken cancellationToken)
    {
        var (status, said) = await SendAsync(HttpMethod.Get, "/config/apps/http/servers", null, cancellationToken);
        return status == HttpStatusCode.OK && JsonNode.Parse(said) is JsonObject servers
            ? [.. servers.Select(server => server.Value?["listen"]).OfType<JsonArray>().SelectMany(listens => listens).Select(listen => listen!.GetValue<string>())]
            : [];
    }

    /// <summary>Hands Caddy a configuration.</summary>
    /// <exception cref="RouterException">Caddy refused and goes on with what it had, or does not answer.</exception>
    public async Task LoadAsync(string config, CancellationToken cancellationToken)
    {
        var (status, said) = await SendAsync(HttpMethod.Post, "/load", config, cancellationToken);
        if (status != HttpStatusCode.OK)
            throw new RouterException($"Caddy refused the new configuration and goes on with what it had: {Reason(said)}");
    }

    /// <summary>The process that answers.</summary>
    /// <exception cref="RouterException">Caddy does not answer.</exception>
    public async Task<int> ProcessAsync(CancellationToken cancellationToken)
    {
        const int SocketLevel = 1;
        const int PeerCredentials = 17;
        try
        {
            using var socket = await ConnectAsync(cancellationToken);
            var credentials = new byte[3 * sizeof(int)];
            socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
            return MemoryMarshal.Read<int>(credentials);
        }
        catch (SocketException away)
        {
            throw Away(away);
        }
    }

    // Both may be asked twice: to look changes nothing, and to load the same once more neither.
    async Task<(HttpStatusCode Status, string Said)> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await TrySendAsync(method, path, body, cancellationToken);
            }
            catch (RouterException dropped) when (dropped.InnerException?.InnerException is IOException && time.GetElapsedTime(start) < Replacement)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    async Task<(HttpStatusCode Status, string Said)> TrySendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, token) => new NetworkStream(await ConnectAsync(token), ownsSocket: true),
        })
        {
            Timeout = Patience,
        };
        using var request = new HttpRequestMessage(method, $"http://{CaddyConfig.AdminHost}{path}") { Content = content };
        // It ends that connection with the configuration that it had.
        request.Headers.ConnectionClose = true;
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException away)
        {
            throw Away(away);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RouterException(string.Create(CultureInfo.InvariantCulture, $"Caddy did not answer on {options.AdminSocket} within {Patience.TotalSeconds} seconds."), late);
        }
    }

    async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(options.AdminSocket), cancellationToken);
                return socket;
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused && time.GetElapsedTime(start) < Replacement)
            {
                socket.Dispose();
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    RouterException Away(Exception cause) => new($"Caddy does not answer on {options.AdminSocket} ({cause.Message}). Start it: {options.StartCommand}", cause);

    internal static string Reason(string said)
    {
        try
        {
            return JsonNode.Parse(said)?["error"]?.GetValue<string>() ?? said;
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException)
        {
            return said;
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>Asks an app for its first page, as its visitors do, while its traffic moves, and counts what goes wrong.</summary>
/// <remarks>
/// As gentle as a few visitors: each has one connection and sends a request when the one before is answered, for a quarter of a second.
/// An app that does not answer at once before the change is left in peace: its failures would tell nothing of the switch.
/// </remarks>
/// <param name="address">Where the router listens.</param>
/// <param name="time">The clock.</param>
/// <param name="wire">What carries the requests, in place of the network.</param>
public sealed class RouterProbe(PublicAddress address, TimeProvider time, HttpMessageHandler? wire = null) : IDisposable
{
    const int Visitors = 4;
    const int LargestPage = 1 << 20;

    static readonly TimeSpan Before = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan After = TimeSpan.FromMilliseconds(150);
    static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly HttpMessageInvoker _http = new(wire ?? WireTo(address.Dial));

    /// <summary>Sends requests to a domain while the change is made, and a moment longer.</summary>
    /// <param name="domain">A host name of the app; null for an app that has none.</param>
    /// <param name="byHttps">Ask by HTTPS, for the router would only answer where to go.</param>
    /// <param name="change">Is made once, whatever the requests meet; what it throws goes through.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What the requests met; null when the app did not answer before the change.</returns>
    public async Task<ProbeCount?> WatchAsync(string? domain, bool byHttps, Func<Task> change, CancellationToken cancellationToken)
    {
        if (domain is null || await AskAsync(domain, byHttps, AtOnce) is not null)
        {
            await change();
            return null;
        }

        using var enough = new CancellationTokenSource();
        var visits = Task.WhenAll(Enumerable.Range(0, Visitors).Select(_ => VisitAsync(domain, byHttps, enough.Token)));
        try
        {
            await Task.Delay(Before, time, cancellationToken);
            await change();
            await Task.Delay(After, time, cancellationToken);
        }
        finally
        {
            await enough.CancelAsync();
            await visits;
        }

        var met = await visits;
        return new ProbeCount(met.Sum(visit => visit.Requests), met.Sum(visit => visit.Failed), met.Select(visit => visit.Reason).FirstOrDefault(reason => reason is not null));
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    async Task<ProbeCount> VisitAsync(string domain, bool byHttps, CancellationToken enough)
    {
        var met = new ProbeCount(0, 0, null);
        while (!enough.IsCancellationRequested)
        {
            var reason = await AskAsync(domain, byHttps, Patience);
            met = new ProbeCount(met.Requests + 1, met.Failed + (reason is null ? 0 : 1), met.Reason ?? reason);
        }

        return met;
    }

    /// <summary>Null when the app has answered, whatever it said; else what went wrong.</summary>
    async Task<string?> AskAsync(string domain, bool byHttps, TimeSpan patience)
    {
        var at = byHttps ? new UriBuilder(Uri.UriSchemeHttps, domain, address.HttpsPort ?? 443) : new UriBuilder(Uri.UriSchemeHttp, address.Dial, address.Port);
        using var request = new HttpRequestMessage(HttpMethod.Get, at.Uri);
        request.Headers.Host = domain;
        request.Headers.UserAgent.ParseAdd("PipelineDeploy-Probe/1");
        using var deadline = new CancellationTokenSource(patience, time);
        try
        {
            using var answer = await _http.SendAsync(request, deadline.Token);
            await ReadAsync(answer.Content, deadline.Token);
            return answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
                ? $"answered {(int)answer.StatusCode}"
                : null;
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {patience.TotalSeconds:0} s";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return e.GetBaseException().Message;
        }
    }

    [SuppressMessage("Security", "CA5359", Justification = "Whether browsers take the certificate is not what is counted, and it is our own router.")]
    [SuppressMessage("Security", "MA0039", Justification = "As CA5359.")]
    static SocketsHttpHandler WireTo(string router) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        // Whatever name is asked for, the one that answers is our router.
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(router, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    static async Task ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var page = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        for (var total = 0; total < LargestPage;)
        {
            var read = await page.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                return;
            }

            total += read;
        }
    }
}

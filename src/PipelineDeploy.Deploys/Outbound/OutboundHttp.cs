using System.Net;
using System.Net.Sockets;
using System.Text;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Outbound;

/// <summary>What a server answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="MediaType">Of which type the body is; null when it is not said.</param>
/// <param name="Body">The body as text, its first 64 KiB.</param>
/// <param name="RetryAfter">How long it wants to be left alone.</param>
public sealed record OutboundAnswer(int Status, string? MediaType, string Body, TimeSpan? RetryAfter);

/// <summary>Sends the requests that steps make: no proxy, no cookies, no redirects, and only to where <see cref="OutboundDialer"/> connects.</summary>
public sealed class OutboundHttp : IDisposable
{
    const int LongestBody = 64 * 1024;
    static readonly TimeSpan LookUpAgainAfter = TimeSpan.FromMinutes(1);

    readonly HttpClient _http;
    readonly TimeProvider _time;

    /// <summary>A client over that dialer.</summary>
    public OutboundHttp(OutboundDialer dialer, TimeProvider time)
    {
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) => await dialer.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken),
            PooledConnectionLifetime = LookUpAgainAfter,
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The address that somebody wrote.</summary>
    /// <exception cref="UserErrorException"><c>http.badUrl</c>.</exception>
    public static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            ? address
            : throw new UserErrorException("http.badUrl", $"'{text}' is no address that can be asked", "Use http:// or https://, without a name and password: those belong into a header.");

    /// <summary>Sends a request and reads the answer, whatever its status.</summary>
    /// <param name="request">The request.</param>
    /// <param name="timeout">For all of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UserErrorException"><c>http.addressRefused</c>, <c>http.unreachable</c> or <c>http.timedOut</c>.</exception>
    public async Task<OutboundAnswer> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await BodyAsync(response, either.Token);
            return new OutboundAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, PauseOf(response));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UserErrorException(new UserError("http.timedOut", $"{Place(request)} did not answer within {Duration.Format(timeout)}"), e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw CauseOf<UserErrorException>(e) ?? new UserErrorException(new UserError("http.unreachable", $"{Place(request)} cannot be reached: {Reason(e)}"), e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[LongestBody];
        var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    TimeSpan? PauseOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } after ? null : after.Delta ?? (after.Date is { } moment ? moment - _time.GetUtcNow() : null);

    static string Place(HttpRequestMessage request) => request.RequestUri!.GetLeftPart(UriPartial.Authority);

    static string Reason(Exception e) => CauseOf<SocketException>(e) is { } socket ? new SocketException((int)socket.SocketErrorCode).Message : e.GetBaseException().Message;

    static T? CauseOf<T>(Exception? e)
        where T : Exception => e is null ? null : e as T ?? CauseOf<T>(e.InnerException);
}

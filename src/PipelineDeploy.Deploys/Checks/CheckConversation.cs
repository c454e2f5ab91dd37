using System.Globalization;
using System.Net;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>One answer of the container, before it is judged.</summary>
sealed record CheckAnswer(int Status, string? Location, CheckBody? Body)
{
    internal bool IsSuccess => Status is >= 200 and <= 299;

    internal bool IsRedirect => Status is 301 or 302 or 303 or 307 or 308;

    /// <summary>The status with its usual name, not with the words of the container.</summary>
    internal string StatusText
    {
        get
        {
            using var named = new HttpResponseMessage((HttpStatusCode)Status);
            return string.Create(CultureInfo.InvariantCulture, $"{Status} {named.ReasonPhrase}").TrimEnd();
        }
    }
}

/// <summary>The requests of one check: each on a connection of its own, all to the same port.</summary>
sealed class CheckConversation(ContainerDialer dialer, TimeSpan tlsPatience, bool forwardedHttps)
{
    const string PlainNote = "the port speaks plain HTTP: https was asked over HTTP with X-Forwarded-Proto: https";

    readonly List<string> _notes = [];
    bool _speaksPlain;

    internal CheckAnswer? Last { get; private set; }

    internal string? Notes => _notes.Count == 0 ? null : string.Join("; ", _notes);

    internal void Note(string note)
    {
        if (!_notes.Contains(note, StringComparer.Ordinal)) _notes.Add(note);
    }

    internal async Task<CheckAnswer> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        var isHttps = address.Scheme == Uri.UriSchemeHttps;
        await using var connection = await ConnectAsync(address, isHttps, cancellationToken);
        using var handler = HandlerOver(connection);
        using var invoker = new HttpMessageInvoker(handler);
        using var request = RequestFor(address, forwardedHttps || (isHttps && _speaksPlain));
        using var response = await SendAsync(invoker, request, cancellationToken);
        if (isHttps && _speaksPlain) Note(PlainNote);
        return await ReadAsync(response, cancellationToken);
    }

    async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker invoker, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await invoker.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new CheckFailedException(await CauseAsync((e as HttpRequestException)?.HttpRequestError, cancellationToken), e);
        }
    }

    async Task<Stream> ConnectAsync(Uri address, bool isHttps, CancellationToken cancellationToken)
    {
        if (isHttps && !_speaksPlain)
        {
            if (await dialer.ConnectTlsAsync(address.IdnHost, tlsPatience, cancellationToken) is { } tls) return tls;
            _speaksPlain = true;
        }

        return await dialer.ConnectAsync(cancellationToken);
    }

    static SocketsHttpHandler HandlerOver(Stream connection)
    {
        Stream? unused = connection;
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ActivityHeadersPropagator = null,
            // The handler asks again when a server hangs up before it answers; that is an answer to a check.
            ConnectCallback = (_, _) => Interlocked.Exchange(ref unused, null) is { } stream
                ? ValueTask.FromResult(stream) : ValueTask.FromException<Stream>(new IOException("The connection is spent.")),
        };
    }

    static HttpRequestMessage RequestFor(Uri address, bool forwarded)
    {
        // TLS, if any, is under the stream already: the handler is only to write HTTP/1.1, so it must not be told https.
        var plain = new UriBuilder(address) { Scheme = "http", Port = address.IsDefaultPort ? 80 : address.Port, Fragment = "" }.Uri;
        var request = new HttpRequestMessage(HttpMethod.Get, plain) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.ConnectionClose = true;
        request.Headers.UserAgent.ParseAdd("PipelineDeploy-check");
        request.Headers.Accept.ParseAdd("*/*");
        if (forwarded) request.Headers.Add("X-Forwarded-Proto", "https");
        return request;
    }

    async Task<CheckAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var location = response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.FirstOrDefault() : null;
        var answer = Last = new CheckAnswer((int)response.StatusCode, location, Body: null);
        if (answer.IsRedirect) return answer;

        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            return Last = answer with { Body = await CheckBody.ReadAsync(content, response.Content.Headers.ContentType?.CharSet, cancellationToken) };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            // What a failed answer says is only for people; its status is the finding.
            if (!answer.IsSuccess) return answer;
            var cause = e is InvalidDataException ? "the answer could not be decompressed" : "the connection was closed before the answer was complete";
            throw new CheckFailedException(cause, e);
        }
    }

    async Task<string> CauseAsync(HttpRequestError? error, CancellationToken cancellationToken) => error switch
    {
        HttpRequestError.InvalidResponse when _speaksPlain => $"{dialer.Place} answered neither TLS nor HTTP",
        HttpRequestError.InvalidResponse => $"{dialer.Place} did not answer with HTTP",
        HttpRequestError.ConfigurationLimitExceeded => "the headers of the answer are larger than 64 KB",
        _ when !await dialer.ListensAsync(cancellationToken) => dialer.Refused,
        _ => $"{dialer.Place} closed the connection without an answer; does the app listen on its PORT?",
    };
}

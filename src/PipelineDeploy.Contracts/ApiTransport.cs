using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PipelineDeploy.Contracts;

/// <summary>Sends requests and turns every way they can go wrong into one of the two exceptions.</summary>
sealed class ApiTransport : IDisposable
{
    static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(100);

    readonly HttpClient http;
    readonly TimeProvider time;

    public ApiTransport(Uri server, string? token, TimeProvider time)
    {
        Server = server;
        this.time = time;
        var handler = new SocketsHttpHandler
        {
            // A redirect would drop the sign-in or turn a POST into a GET; it is reported instead.
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            UseProxy = !server.IsLoopback,
        };
        http = new HttpClient(handler)
        {
            BaseAddress = new Uri($"{server.ToString().TrimEnd('/')}/api/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    public Uri Server { get; }

    // Keys are those of callers: without a sign-in the server knows none.
    bool IsSignedIn => http.DefaultRequestHeaders.Authorization is not null;

    public async Task<T> AskAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type, HttpContent? body, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var content = body;
        var repeats = method == HttpMethod.Post && IsSignedIn ? new Repeats(time) : null;
        while (true)
        {
            // Not disposed: its content may be needed once more.
            var request = new HttpRequestMessage(method, path) { Content = body };
            repeats?.Mark(request);
            try
            {
                return await Guard(() => AskAsync(request, type, either.Token), cancellationToken);
            }
            catch (Exception e) when (repeats?.MayRepeat(e) == true)
            {
                await Guard(() => repeats.PauseAsync(either.Token), cancellationToken);
            }
        }
    }

    public async Task<T> AskAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(request, cancellationToken);
        return await Guard(
            async () =>
            {
                await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
                try
                {
                    return await JsonSerializer.DeserializeAsync(content, type, cancellationToken) ?? throw new JsonException("null");
                }
                catch (JsonException e)
                {
                    throw new ApiException(ProblemReader.Unreadable(response), e);
                }
            },
            cancellationToken);
    }

    /// <summary>Answers as soon as the headers are there; anything but success is thrown.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsSignedIn)
        {
            Repeats.MarkOnce(request, time);
        }

        request.Headers.Accept.ParseAdd("application/json, application/problem+json, text/event-stream");
        var response = await Guard(
            () => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            return response;
        }

        using (response)
        {
            throw new ApiException(await Guard(() => ProblemReader.ReadAsync(response, cancellationToken), cancellationToken));
        }
    }

    public void Dispose() => http.Dispose();

    public async Task<T> Guard<T>(Func<Task<T>> send, CancellationToken cancellationToken)
    {
        try
        {
            return await send();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw ServerUnreachableException.From(Server, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServerUnreachableException.From(Server, e);
        }
    }
}

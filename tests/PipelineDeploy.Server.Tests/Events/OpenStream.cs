using System.Net.ServerSentEvents;

namespace PipelineDeploy.Server.Tests.Events;

/// <summary>A stream of events that stays open.</summary>
sealed class OpenStream : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly HttpClient _client;
    readonly HttpResponseMessage _answer;
    readonly IAsyncEnumerator<SseItem<string>> _events;

    OpenStream(HttpClient client, HttpResponseMessage answer, Stream body)
    {
        (_client, _answer) = (client, answer);
        _events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    public static async Task<OpenStream> OpenAsync(RunningServer server, string path, string? lastEventId = null, string? token = null)
    {
        var client = server.Client(token ?? server.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        return new OpenStream(client, answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; waits for it.</summary>
    public async Task<SseItem<string>> NextAsync()
    {
        (await _events.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue("the stream ended");
        return _events.Current;
    }

    /// <summary>Whether nothing follows; waits for what it is.</summary>
    public async Task<bool> IsOverAsync() => !await _events.MoveNextAsync().AsTask().WaitAsync(Patience);

    /// <summary>All events up to one for which this holds.</summary>
    public async Task<List<SseItem<string>>> UntilAsync(Func<SseItem<string>, bool> isLast)
    {
        List<SseItem<string>> read = [await NextAsync()];
        while (!isLast(read[^1]))
        {
            read.Add(await NextAsync());
        }

        return read;
    }

    public ValueTask DisposeAsync()
    {
        _answer.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}

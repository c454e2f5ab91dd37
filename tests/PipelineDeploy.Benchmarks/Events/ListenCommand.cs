using System.Globalization;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Benchmarks.Events;

/// <summary>
/// Listens to streams of events in a process of its own, so that the server's memory is the server's alone. Says "ready" once all streams
/// are open; when its standard input ends, it writes when which event reached each of them, and how late each line of a log was.
/// </summary>
static class ListenCommand
{
    public const string Name = "listen";

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var streams = arguments.Text("--paths", "/api/v1/events").Split(',');
        var (count, token) = (arguments.Number("--listeners", 100), Environment.GetEnvironmentVariable("PDEPLOY_TOKEN"));
        using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromMinutes(1) };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(arguments.Text("--server", "http://127.0.0.1:7070")), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var heard = new Heard();
        using var stop = new CancellationTokenSource();
        List<Task> readers = [];
        for (var i = 0; i < count; i++)
        {
            var answer = await client.GetAsync(new Uri(streams[i % streams.Length], UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, stop.Token);
            answer.EnsureSuccessStatusCode();
            readers.Add(ReadAsync(answer, heard, stop.Token));
        }

        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync(CancellationToken.None);
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Console.WriteLine(JsonSerializer.Serialize(heard, JsonSerializerOptions.Web));
        return 0;
    }

    static async Task ReadAsync(HttpResponseMessage answer, Heard heard, CancellationToken cancellationToken)
    {
        try
        {
            using var held = answer;
            await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken))
            {
                heard.Note(item, TimeProvider.System.GetTimestamp());
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing more is wanted.
        }
    }

    /// <summary>What was heard. Timestamps of two processes on one machine are of one clock.</summary>
    public sealed class Heard
    {
        readonly Lock _gate = new();

        public Dictionary<long, List<long>> Events { get; init; } = [];

        public List<double> LineMs { get; init; } = [];

        public void Note(SseItem<string> item, long now)
        {
            lock (_gate)
            {
                if (item.EventType == "log")
                {
                    var sent = long.Parse(JsonSerializer.Deserialize(item.Data, WireJson.Default.RunLogLine)!.Text.Split(' ')[0], CultureInfo.InvariantCulture);
                    LineMs.Add(TimeProvider.System.GetElapsedTime(sent, now).TotalMilliseconds);
                }
                else if (item.EventType != ServerEvent.Resync && item.EventId is { } id && long.TryParse(id, CultureInfo.InvariantCulture, out var number))
                {
                    (Events.TryGetValue(number, out var times) ? times : Events[number] = []).Add(now);
                }
            }
        }
    }
}

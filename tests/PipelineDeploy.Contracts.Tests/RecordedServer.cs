using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PipelineDeploy.Contracts.Tests;

/// <summary>A real HTTP server on this machine that answers what a test tells it to.</summary>
sealed class RecordedServer : IAsyncDisposable
{
    public const string Token = "right-token";

    readonly ConcurrentDictionary<string, RequestDelegate> answers = new(StringComparer.Ordinal);
    readonly WebApplication app;
    int stopped;

    RecordedServer(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<(string Method, string Path, IReadOnlyDictionary<string, string> Headers)> Requests { get; } = new();

    /// <summary>Answers what no test has given an answer for.</summary>
    public RequestDelegate Otherwise { get; set; } = context => WriteAsync(
        context, new Problem(Type: null, $"Nothing is at {context.Request.Path}.", 404, "notFound"), WireJson.Default.Problem, 404, "application/problem+json");

    /// <summary>Completed by the test when a script's <c>cut</c> may happen.</summary>
    public TaskCompletionSource CutNow { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<RecordedServer> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var built = builder.Build();
        var server = new RecordedServer(built);
        built.Run(server.AnswerAsync);
        await built.StartAsync();
        server.Address = new Uri(built.Urls.First());
        return server;
    }

    public RecordedServer On(string method, string path, RequestDelegate answer)
    {
        answers[$"{method} /api/v1{path}"] = answer;
        return this;
    }

    public RecordedServer On<T>(string method, string path, T value, JsonTypeInfo<T> type, int status = 200) =>
        On(method, path, context => WriteAsync(context, value, type, status, "application/json"));

    public RecordedServer Refuses(string method, string path, int status, string code, string title, string? hint = null) =>
        On(method, path, context => WriteAsync(
            context, new Problem($"https://pipelinedeploy.dev/problems/{code}", title, status, code, hint), WireJson.Default.Problem, status, "application/problem+json"));

    /// <summary>Each connection gets the next of these scripts; one that does not end the run is cut off.</summary>
    public RecordedServer Streams(string path, params string[][] connections)
    {
        var next = -1;
        return On("GET", path, async context =>
        {
            var script = connections[Math.Min(Interlocked.Increment(ref next), connections.Length - 1)];
            context.Response.ContentType = "text/event-stream";
            foreach (var part in script)
            {
                await context.Response.WriteAsync(part);
                await context.Response.Body.FlushAsync();
            }

            if (script is [.., "hang"])
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }

            if (script is [.., "cut"])
            {
                // A reset throws away what the other side has not read yet, so it waits for the test to have read.
                await CutNow.Task;
                context.Abort();
            }
        });
    }

    public static string Event<T>(int id, string type, T value, JsonTypeInfo<T> typeInfo) =>
        $"id: {id}\nevent: {type}\ndata: {JsonSerializer.Serialize(value, typeInfo)}\n\n";

    public static string Run(int id, RunView run, string type = "run") => Event(id, type, run, WireJson.Default.RunView);

    public static string End(int id, RunView run) => Run(id, run, "end");

    public static string Log(int id, long seq, string text) => Event(id, "log", Sample.Line(seq, text), WireJson.Default.RunLogLine);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref stopped, 1) == 1)
        {
            return;
        }

        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    static async Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status, string mediaType)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, type)));
    }

    async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        Requests.Enqueue((request.Method, $"{request.Path}{request.QueryString}", request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (request.Path.Value is not ("/api/v1/version" or "/api/v1/sign-in") && request.Headers.Authorization != $"Bearer {Token}")
        {
            await WriteAsync(context, new Problem(Type: null, "The token is not valid.", 401, "auth.badToken"), WireJson.Default.Problem, 401, "application/problem+json");
        }
        else if (answers.TryGetValue($"{request.Method} {request.Path}", out var answer))
        {
            await answer(context);
        }
        else
        {
            await Otherwise(context);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PipelineDeploy.Server.Events;

/// <summary>Writes server-sent events, each with its id.</summary>
/// <remarks>WHATWG HTML, "Server-sent events". Results.ServerSentEvents of .NET 10 knows no comments, which are our heartbeat.</remarks>
sealed class EventWriter
{
    readonly HttpResponse _response;

    public EventWriter(HttpResponse response)
    {
        _response = response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // A proxy between us and the reader must not hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
    }

    public async Task WriteAsync<T>(string type, string? id, T data, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        var idLine = id is null ? "" : $"id: {id}\n";
        await _response.WriteAsync($"event: {type}\n{idLine}data: {JsonSerializer.Serialize(data, json)}\n\n", cancellationToken);
        await _response.Body.FlushAsync(cancellationToken);
    }

    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        await _response.WriteAsync(":\n\n", cancellationToken);
        await _response.Body.FlushAsync(cancellationToken);
    }
}

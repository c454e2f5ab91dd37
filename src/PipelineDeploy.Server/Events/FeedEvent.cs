using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PipelineDeploy.Server.Events;

/// <summary>A server-sent event, written once for all who get it.</summary>
/// <param name="Place">Where it stands in its stream; never lower than that of the one before. Without meaning where events have no place.</param>
/// <param name="Bytes">What is sent.</param>
/// <param name="App">The app that it is about.</param>
sealed record FeedEvent(FeedPlace Place, ReadOnlyMemory<byte> Bytes, string App = "")
{
    /// <summary>A comment, by which both sides find out that the other one is gone.</summary>
    public static FeedEvent Beat { get; } = new(default, ":\n\n"u8.ToArray());

    /// <summary>Whether nothing follows it.</summary>
    public bool IsEnd { get; init; }

    /// <summary>An event of a type; without a place it has no id, so that nobody can come back to it.</summary>
    public static FeedEvent Of<T>(string type, FeedPlace? place, T data, JsonTypeInfo<T> json, string app = "")
    {
        var id = place is { } known ? $"id: {known}\n" : "";
        return new(place ?? default, Encoding.UTF8.GetBytes($"event: {type}\n{id}data: {JsonSerializer.Serialize(data, json)}\n\n"), app);
    }
}

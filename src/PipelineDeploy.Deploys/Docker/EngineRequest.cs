using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>One call of the engine's API.</summary>
/// <param name="Method">Its verb.</param>
/// <param name="Path">Path and query, with the API version.</param>
/// <param name="Content">Its body.</param>
/// <param name="Limit">How long the whole answer may take; null for the usual time.</param>
sealed record EngineRequest(HttpMethod Method, string Path, HttpContent? Content = null, TimeSpan? Limit = null)
{
    public static StringContent Json<T>(T value, JsonTypeInfo<T> type) =>
        new(JsonSerializer.Serialize(value, type), Encoding.UTF8, "application/json");
}

/// <summary>What the engine answered.</summary>
sealed record EngineAnswer(int Status, string Body)
{
    public bool IsMissing => Status == 404;

    // 304 is Docker's "that is so already".
    public bool IsSuccess => Status is (>= 200 and < 300) or 304;

    public EngineAnswer OrThrow() => IsSuccess ? this : throw Failure();

    public T Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        OrThrow();
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new ContainerEngineException(Status, "The answer is not that of a Docker engine: " + e.Message, e);
        }
    }

    public ContainerEngineException Failure() => new(Status, Message());

    string Message()
    {
        try
        {
            if (JsonSerializer.Deserialize(Body, DockerJson.Default.EngineErrorJson)?.Message is { Length: > 0 } message)
                return message.Trim();
        }
        catch (JsonException)
        {
            // Something between us and the engine answered in its own words.
        }

        return Body.Length > 0 ? Body.Trim() : $"The Docker engine answered {Status} without a reason.";
    }
}

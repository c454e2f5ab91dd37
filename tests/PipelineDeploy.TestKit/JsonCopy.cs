using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDeploy.TestKit;

/// <summary>Copies and compares values as their JSON, as a database would.</summary>
public static class JsonCopy
{
    /// <summary>A copy that shares nothing with the value.</summary>
    public static T Of<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(value))!;

    /// <summary>Whether two values are the same JSON; the order of the keys does not matter.</summary>
    public static bool AreSame<T>(T left, T right) => JsonNode.DeepEquals(
        JsonNode.Parse(JsonSerializer.Serialize(left)), JsonNode.Parse(JsonSerializer.Serialize(right)));
}

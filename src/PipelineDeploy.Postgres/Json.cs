using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Postgres;

/// <summary>How records are written into <c>jsonb</c> columns and read back.</summary>
static partial class Json
{
    // jsonb does not keep the order of keys, so the discriminator of a journal event may stand anywhere.
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    // jsonb refuses NUL, and a container's last words may hold one: a commit must not fail for that.
    public static string Write<T>(T value) => Nul().Replace(JsonSerializer.Serialize(value, Options), @"${before}\uFFFD");

    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new DataException($"A {typeof(T).Name} is stored as null.");

    /// <summary>What is stored, or null when it cannot be what was written: somebody has changed it by hand, or a disk has.</summary>
    public static T? TryRead<T>(string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    // An even number of backslashes before it is text that ends in backslashes, not an escape of ours.
    [GeneratedRegex(@"(?<!\\)(?<before>(\\\\)*)\\u0000", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nul();
}

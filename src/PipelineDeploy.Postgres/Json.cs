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

    public static string Write<T>(T value) => Nul().Replace(JsonSerializer.Serialize(value, Options), "\uFFFD");

    // jsonb holds no NUL, and what containers answer may hold anything. An escaped backslash before u0000 is not an escaped NUL.
    [GeneratedRegex(@"(?<=(?<!\\)(?:\\\\)*)\\u0000", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Nul();

    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new DataException($"A {typeof(T).Name} is stored as null.");
}

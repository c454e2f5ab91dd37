using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PipelineDeploy.Postgres;

/// <summary>How records are written into <c>jsonb</c> columns and read back.</summary>
static class Json
{
    // jsonb does not keep the order of keys, so the discriminator of a journal event may stand anywhere.
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new DataException($"A {typeof(T).Name} is stored as null.");
}

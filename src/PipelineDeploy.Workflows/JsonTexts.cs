using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows;

/// <summary>
/// Tells JSON whose texts are texts. The parser takes an escape that is half of a surrogate pair for what it is, and everybody who reads the
/// text later fails, as does a column of <c>jsonb</c>.
/// </summary>
public static class JsonTexts
{
    // As deep as the parser goes by itself.
    static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    /// <summary>Whether every name and every text in it can be read.</summary>
    public static bool AreWhole(JsonElement json)
    {
        try
        {
            return AllRead(json);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether every name and every text in it can be read.</summary>
    public static bool AreWhole(JsonNode json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToJsonString(), Depth);
            return AllRead(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // Not as nodes: those refuse a name that stands there twice.
    static bool AllRead(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().All(member => member.Name.Length >= 0 && AllRead(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().All(AllRead),
        JsonValueKind.String => json.GetString() is not null,
        _ => true,
    };
}

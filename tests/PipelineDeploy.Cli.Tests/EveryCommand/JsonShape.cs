using System.Text.Json;

namespace PipelineDeploy.Cli.Tests.EveryCommand;

/// <summary>Which names and kinds of values a JSON document has, without the values.</summary>
static class JsonShape
{
    public static string Of(string document)
    {
        using var parsed = JsonDocument.Parse(document);
        return Of(parsed.RootElement, "");
    }

    static string Of(JsonElement value, string indent) => value.ValueKind switch
    {
        JsonValueKind.Object when value.EnumerateObject().Any() =>
            $"{{\n{string.Join('\n', value.EnumerateObject().Select(property => $"{indent}  {property.Name}: {Of(property.Value, $"{indent}  ")}"))}\n{indent}}}",
        JsonValueKind.Object => "{}",
        JsonValueKind.Array when value.GetArrayLength() > 0 => $"[{Of(value[0], indent)}]",
        JsonValueKind.Array => "[]",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}

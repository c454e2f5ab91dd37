using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>Fills in <c>${{ inputs.x }}</c>, <c>${{ settings.x }}</c> and <c>${{ steps.id.output.x }}</c> in a step's inputs.</summary>
public static partial class InputExpressions
{
    /// <summary>Fills in every expression of a step's inputs; a text that is one expression takes the value's own type.</summary>
    /// <param name="with">The inputs as written.</param>
    /// <param name="scope">What <c>inputs</c>, <c>settings</c> and <c>steps</c> stand for.</param>
    /// <exception cref="UserErrorException"><c>pipeline.unknownValue</c>: a path leads nowhere.</exception>
    public static JsonObject Resolve(JsonObject with, JsonObject scope) =>
        new(with.Select(pair => KeyValuePair.Create(pair.Key, ResolveNode(pair.Value, scope))));

    static JsonNode? ResolveNode(JsonNode? node, JsonObject scope) => node switch
    {
        JsonObject map => Resolve(map, scope),
        JsonArray list => new JsonArray([.. list.Select(item => ResolveNode(item, scope))]),
        JsonValue value when value.TryGetValue<string>(out var text) => ResolveText(text, scope),
        _ => node?.DeepClone(),
    };

    static JsonNode? ResolveText(string text, JsonObject scope)
    {
        var whole = Expression().Match(text);
        return whole.Success && whole.Length == text.Length
            ? Look(whole.Groups["path"].Value, scope)?.DeepClone()
            : JsonValue.Create(Expression().Replace(text, match => Look(match.Groups["path"].Value, scope)?.ToString() ?? ""));
    }

    static JsonNode? Look(string path, JsonObject scope)
    {
        JsonNode? here = scope;
        foreach (var part in path.Split('.'))
        {
            here = here is JsonObject map && map.TryGetPropertyValue(part, out var next)
                ? next
                : throw new UserErrorException(
                    "pipeline.unknownValue",
                    $"${{{{ {path} }}}} has no value: there is no '{part}' there",
                    "Use inputs.<name>, settings.<name> or steps.<id>.output.<name> of an earlier step.");
        }

        return here;
    }

    [GeneratedRegex(@"\$\{\{\s*(?<path>[A-Za-z0-9_.-]+)\s*\}\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Expression();
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Server.Tests.OpenApi;

/// <summary>An operation of the description.</summary>
sealed record ApiOperation(string Method, string Path, JsonObject Node)
{
    public string Id => Node["operationId"]?.GetValue<string>() ?? "";

    public IReadOnlyList<JsonObject> Parameters => [.. (Node["parameters"]?.AsArray() ?? []).Select(parameter => parameter!.AsObject())];

    public JsonObject? RequestContent => Node["requestBody"]?["content"]?.AsObject();

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>The description as a client reads it.</summary>
sealed class ApiDocument(JsonNode root)
{
    public JsonNode Root => root;

    public IReadOnlyList<ApiOperation> Operations { get; } =
    [
        .. root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => new ApiOperation(method.Key.ToUpperInvariant(), path.Key, method.Value!.AsObject()))),
    ];

    public static async Task<ApiDocument> OfAsync(RunningServer server) => new(JsonNode.Parse((await server.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Body)!);

    /// <summary>Status → answer.</summary>
    public IEnumerable<(int Status, JsonObject Answer)> Answers(ApiOperation operation) =>
        operation.Node["responses"]!.AsObject().Select(answer => (int.Parse(answer.Key), Follow(answer.Value!).AsObject()));

    /// <summary>The name and the value of each example of a content.</summary>
    public IEnumerable<(string Name, JsonNode? Value)> Examples(JsonNode? content) =>
        (content?["examples"]?.AsObject() ?? []).Select(example => (example.Key, Follow(example.Value!)["value"]));

    /// <summary>What a reference stands for; anything else is itself.</summary>
    public JsonNode Follow(JsonNode node) => node["$ref"]?.GetValue<string>() is { } path
        ? Follow(path.TrimStart('#', '/').Split('/').Aggregate(root, (at, name) => at[name].ShouldNotBeNull(path)))
        : node;

    /// <summary>In what a value is not as a schema says: kinds, members that are not described, and required ones that are missing.</summary>
    public IEnumerable<string> Wrong(JsonNode? value, JsonNode schema, string at = "$")
    {
        schema = Follow(schema);
        if (schema["oneOf"]?.AsArray() is { } choices)
        {
            return choices.Where(choice => value is null || choice!["type"]?.ToString() != "null").Select(choice => Wrong(value, choice!, at).ToList()).MinBy(wrong => wrong.Count)!;
        }

        string[] types = schema["type"] switch
        {
            null => [],
            JsonArray several => [.. several.Select(one => one!.GetValue<string>())],
            var one => [one.GetValue<string>()],
        };
        return types.Length > 0 && !types.Any(type => IsOf(value, type)) ? [$"{at} is no {string.Join(" or ", types)}: {value?.ToJsonString() ?? "null"}"] : value switch
        {
            JsonObject members when types.Length > 0 => WrongMembers(members, schema, at),
            JsonArray items when schema["items"] is { } item => items.SelectMany((one, i) => Wrong(one, item, $"{at}[{i}]")),
            _ => [],
        };
    }

    IEnumerable<string> WrongMembers(JsonObject members, JsonNode schema, string at) =>
    [
        .. (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name)).Select(name => $"{at}.{name} is missing"),
        .. members.SelectMany(member => (schema["properties"]?[member.Key] ?? schema["additionalProperties"]) is { } known
            ? Wrong(member.Value, known, $"{at}.{member.Key}")
            : [$"{at}.{member.Key} is not described"]),
    ];

    static bool IsOf(JsonNode? value, string type) => (type, value?.GetValueKind()) switch
    {
        ("null", null) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => long.TryParse(value!.ToJsonString(), out _),
        _ => false,
    };
}

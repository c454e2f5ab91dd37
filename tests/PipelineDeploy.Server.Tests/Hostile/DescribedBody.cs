using System.Text.Json.Nodes;

namespace PipelineDeploy.Server.Tests.Hostile;

/// <summary>Makes bodies that fit a description, and finds where in them a text stands.</summary>
/// <param name="description">The whole description.</param>
/// <param name="plausible">A value by a field's name.</param>
sealed class DescribedBody(JsonNode description, Func<string, string> plausible)
{
    public JsonNode? Of(JsonNode? requestBody) => requestBody?["content"]?["application/json"]?["schema"] is { } schema ? Made("", schema) : null;

    /// <summary>The places of all texts, e.g. <c>apps.0</c>; the names of a dictionary's entries are <c>set?</c>.</summary>
    public static IEnumerable<string> PlacesIn(JsonNode? node, string at = "") => node switch
    {
        JsonObject members => members.SelectMany(member => PlacesIn(member.Value, at.Length == 0 ? member.Key : $"{at}.{member.Key}")
            .Concat(member.Key == Entry ? [$"{at}?"] : Enumerable.Empty<string>())),
        JsonArray list => list.SelectMany((item, i) => PlacesIn(item, $"{at}.{i}")),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [at],
        _ => [],
    };

    /// <summary>A copy with another text at a place.</summary>
    public static JsonNode Replaced(JsonNode body, string place, string text)
    {
        var copy = body.DeepClone();
        var steps = place.TrimEnd('?').Split('.');
        var parent = steps[..^1].Aggregate(copy, (node, step) => node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
        if (place.EndsWith('?'))
        {
            var entries = parent[steps[^1]]!.AsObject();
            var value = entries[Entry]!.DeepClone();
            entries.Remove(Entry);
            entries[text] = value;
        }
        else if (parent is JsonArray list)
        {
            list[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = text;
        }
        else
        {
            parent[steps[^1]] = text;
        }

        return copy;
    }

    const string Entry = "ENTRY";

    JsonNode? Made(string name, JsonNode schema)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            return Made(name, description["components"]!["schemas"]![reference.Split('/')[^1]]!);
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            return Made(name, choices.First(choice => $"{choice!["type"]}" != "null")!);
        }

        var types = schema["type"] switch { JsonArray several => several.Select(type => $"{type}").ToArray(), null => [], var one => [$"{one}"] };
        return types.Contains("object") || schema["properties"] is not null ? MadeObject(name, schema)
            : types.Contains("array") ? new JsonArray(Made(name, schema["items"]!))
            : types.Contains("integer") || types.Contains("number") ? 1
            : types.Contains("boolean") ? name is "dryRun" or "noRestart"
            : types.Length == 0 ? new JsonObject { ["any"] = "thing" }
            : plausible(name);
    }

    JsonObject MadeObject(string name, JsonNode schema)
    {
        if (schema["additionalProperties"] is { } entry)
        {
            return new JsonObject { [Entry] = Made($"{name}.{Entry}", entry) };
        }

        return new JsonObject((schema["properties"]?.AsObject() ?? []).Select(member => KeyValuePair.Create(member.Key, Made(member.Key, member.Value!))));
    }
}

using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Steps;

/// <summary>What a step kind says of its inputs and outputs, as JSON Schema.</summary>
/// <remarks>https://json-schema.org/draft/2020-12. A text with <c>${{ … }}</c> in it may stand in place of every value.</remarks>
public static class StepSchema
{
    /// <summary>The schema of a kind's <c>with:</c>.</summary>
    public static JsonObject OfInputs(IStepKind kind)
    {
        var schema = Map(kind.Inputs.Select(input => KeyValuePair.Create(input.Name, (JsonNode?)OfInput(input))));
        schema["additionalProperties"] = false;
        if (kind.Inputs.Any(input => input.IsRequired))
        {
            schema["required"] = new JsonArray([.. kind.Inputs.Where(input => input.IsRequired).Select(input => JsonValue.Create(input.Name))]);
        }

        return schema;
    }

    /// <summary>The schema of what a step of that kind makes.</summary>
    public static JsonObject OfOutputs(IStepKind kind) =>
        Map((kind.Outputs ?? []).Select(output => KeyValuePair.Create(output.Name, (JsonNode?)Described(OfType(output.Type), output.Description))));

    static JsonObject Map(IEnumerable<KeyValuePair<string, JsonNode?>> properties) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(properties),
    };

    static JsonObject OfInput(StepInput input)
    {
        var value = OfType(input.Type);
        foreach (var (key, limit) in new[] { ("minimum", input.Least), ("maximum", input.Most) })
        {
            if (limit is { } number)
            {
                value[key] = number;
            }
        }

        if (input.Allowed is { } allowed)
        {
            value["enum"] = new JsonArray([.. allowed.Select(text => JsonValue.Create(text))]);
        }

        var choices = new JsonArray(value, new JsonObject { ["type"] = "string", ["pattern"] = @"\$\{\{" });
        if (!input.IsRequired)
        {
            // The same as leaving it out: a setting may be empty.
            choices.Add(new JsonObject { ["enum"] = new JsonArray(null, "") });
        }

        var schema = Described(new JsonObject { ["anyOf"] = choices }, input.Description);
        if (input.Default is { } text)
        {
            schema["default"] = text;
        }

        return schema;
    }

    static JsonObject Described(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }

    static JsonObject OfType(DataType type) => type switch
    {
        DataType.Text => new JsonObject { ["type"] = new JsonArray("string", "number") },
        DataType.Number => TextOr("number", @"^-?[0-9]+(\.[0-9]+)?$"),
        DataType.Whole => TextOr("integer", "^-?[0-9]+$"),
        DataType.Boolean => new JsonObject { ["enum"] = new JsonArray(true, false, "true", "false") },
        DataType.Duration => TextOr("number", @"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)?$"),
        DataType.List => new JsonObject { ["type"] = "array" },
        _ => [],
    };

    static JsonObject TextOr(string type, string pattern) => new() { ["type"] = new JsonArray(type, "string"), ["pattern"] = pattern };
}

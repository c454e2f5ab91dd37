using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>Reads a step's inputs, whatever JSON type the pipeline gave them.</summary>
static class StepInputs
{
    public static string? Text(this JsonObject inputs, string name) => inputs[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>() is { Length: > 0 } text ? text : null,
        var other => other.ToJsonString(),
    };

    public static string Required(this JsonObject inputs, string name) => inputs.Text(name)
        ?? throw new UserErrorException("step.missingInput", $"The step needs the input '{name}'", "Give it under 'with:' in the pipeline.");

    public static int Number(this JsonObject inputs, string name) => int.TryParse(inputs.Required(name), CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Bad(inputs, name, "a whole number");

    public static decimal Decimal(this JsonObject inputs, string name, decimal orElse) => inputs.Text(name) is not { } text ? orElse
        : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
        : throw Bad(inputs, name, "a number");

    public static TimeSpan Time(this JsonObject inputs, string name, TimeSpan orElse) => inputs.Text(name) is not { } text ? orElse
        : Duration.TryParse(text, out var time) ? time
        : throw Bad(inputs, name, "a length of time such as 30s");

    public static bool IsTrue(this JsonObject inputs, string name) => inputs.Text(name) == "true";

    /// <summary>A command: a list of words, or a text that is cut into words.</summary>
    public static IReadOnlyList<string> Command(this JsonObject inputs, string name)
    {
        _ = inputs.Required(name);
        return CommandLine.Read(inputs[name]!, $"The input '{name}'");
    }

    /// <summary>Several texts: a list, or one text with commas.</summary>
    public static IReadOnlyList<string> Names(this JsonObject inputs, string name)
    {
        var names = inputs[name] is JsonArray list ? list.Select(item => item?.ToString() ?? "") : (inputs.Text(name) ?? "").Split(',');
        return [.. names.Select(one => one.Trim()).Where(one => one.Length > 0)];
    }

    /// <summary>A map of texts; empty when it is not given.</summary>
    public static IReadOnlyDictionary<string, string> Map(this JsonObject inputs, string name) => inputs[name] switch
    {
        JsonObject map when map.All(pair => pair.Value is null or JsonValue) => map.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "", StringComparer.Ordinal),
        _ when inputs.Text(name) is null => new Dictionary<string, string>(),
        _ => throw Bad(inputs, name, "a map of names and texts"),
    };

    static UserErrorException Bad(JsonObject inputs, string name, string expected) =>
        new("step.badInput", $"The input '{name}' must be {expected}, not '{inputs.Text(name)}'", "Correct it under 'with:' in the pipeline, or the setting it takes.");
}

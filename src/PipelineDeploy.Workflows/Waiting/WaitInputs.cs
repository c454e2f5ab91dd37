using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Waiting;

/// <summary>Reads the inputs of the steps that wait, whatever JSON type the pipeline gave them.</summary>
sealed class WaitInputs(JsonObject inputs)
{
    public string? Text(string name) => inputs[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>() is { Length: > 0 } text ? text : null,
        var other => other.ToJsonString(),
    };

    public bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Bad(name, "true or false"),
    };

    public int Whole(string name, int standard, int most) => Text(name) is not { } text ? standard
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : throw Bad(name, $"a whole number from 1 to {most}");

    public TimeSpan Time(string name, TimeSpan standard, TimeSpan longest) => Text(name) is not { } text ? standard
        : Duration.TryParse(text, out var time) && time > TimeSpan.Zero && time <= longest ? time
        : throw Bad(name, $"a length of time such as 30m or 2d, at most {Duration.Format(longest)}");

    public T Choice<T>(string name)
        where T : struct, Enum => Text(name) is not { } text ? default
        : Enum.GetValues<T>().FirstOrDefault(value => Word(value) == text) is var found && Word(found) == text ? found
        : throw Bad(name, $"one of {string.Join(", ", Enum.GetValues<T>().Select(Word))}");

    public IReadOnlyList<string> Names(string name)
    {
        var names = inputs[name] is JsonArray list
            ? list.Select(item => item is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>().Trim() : throw Bad(name, "a list of names"))
            : (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries);
        return [.. names.Where(item => item.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    UserErrorException Bad(string name, string expected) =>
        new("step.badInput", $"The input '{name}' must be {expected}, not '{Text(name)}'", "Correct it under 'with:' in the pipeline, or the setting it takes.");
}

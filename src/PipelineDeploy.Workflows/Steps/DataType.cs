using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Steps;

/// <summary>What a value may be. Settings and what people type are texts, so a text that reads as a number is one.</summary>
public enum DataType
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A text, or a number taken as one.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A length of time such as <c>30s</c>; a bare number is seconds.</summary>
    Duration,

    /// <summary>A list of values.</summary>
    List,
}

/// <summary>What the types of values admit.</summary>
public static class DataTypes
{
    /// <summary>JSON as a person would write it.</summary>
    internal static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether a value is of a type.</summary>
    public static bool Admits(this DataType type, JsonNode? value) => value is not null && type switch
    {
        DataType.Text => KindOf(value) is JsonValueKind.String or JsonValueKind.Number,
        DataType.Number => Number(value) is not null,
        DataType.Whole => Number(value) is { } number && decimal.IsInteger(number),
        DataType.Boolean => IsTruth(value),
        DataType.Duration => KindOf(value) is JsonValueKind.String or JsonValueKind.Number && Duration.TryParse(value.ToString(), out _),
        DataType.List => value is JsonArray,
        _ => true,
    };

    /// <summary>Whether a value of one type may well be one of another.</summary>
    /// <param name="from">What it is said to be.</param>
    /// <param name="to">What is wanted.</param>
    public static bool MayBe(this DataType from, DataType to) => (from, to) switch
    {
        (DataType.Any, _) or (_, DataType.Any) => true,
        (DataType.List, _) or (_, DataType.List) => from == to,
        (DataType.Text, _) or (_, DataType.Text) => true,
        (DataType.Boolean, _) or (_, DataType.Boolean) => from == to,
        (DataType.Duration, DataType.Number or DataType.Whole) => false,
        _ => true,
    };

    /// <summary>The type as words in a sentence, e.g. <c>a whole number</c>.</summary>
    public static string Phrase(this DataType type) => type switch
    {
        DataType.Text => "a text",
        DataType.Number => "a number",
        DataType.Whole => "a whole number",
        DataType.Boolean => "true or false",
        DataType.Duration => "a length of time such as 30s",
        DataType.List => "a list",
        _ => "a value",
    };

    /// <summary>The type as pipelines and the API name it, e.g. <c>integer</c>.</summary>
    public static string Word(this DataType type) => type switch
    {
        DataType.Text => "string",
        DataType.Whole => "integer",
        _ => type.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether a value is the same as none: null or an empty text.</summary>
    internal static bool IsAbsent(JsonNode? value) => value is null || (KindOf(value) == JsonValueKind.String && value.GetValue<string>().Length == 0);

    /// <summary>Whether there is a <c>${{ … }}</c> somewhere in it.</summary>
    internal static bool HoldsExpression(JsonNode? value) => value switch
    {
        JsonObject map => map.Any(pair => HoldsExpression(pair.Value)),
        JsonArray list => list.Any(HoldsExpression),
        JsonValue text when KindOf(text) == JsonValueKind.String => text.GetValue<string>().Contains("${{", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>The number that a value is or reads as; null when it is none.</summary>
    internal static decimal? Number(JsonNode value) => KindOf(value) is JsonValueKind.String or JsonValueKind.Number
        && decimal.TryParse(value.ToString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    static bool IsTruth(JsonNode value) => KindOf(value) is JsonValueKind.True or JsonValueKind.False
        || (KindOf(value) == JsonValueKind.String && value.GetValue<string>() is "true" or "false");

    static JsonValueKind KindOf(JsonNode value) => value.GetValueKind();
}

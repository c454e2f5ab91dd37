using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Definitions.Expressions;

/// <summary>
/// How values are weighed. Settings are texts, so a text beside a number or a truth value is read as one: <c>settings.attempts > 3</c>
/// and <c>!settings.skipAllChecks</c> mean what they seem to.
/// </summary>
static class ExpressionValues
{
    /// <summary>False are null, false, 0 and the texts "" and "false"; everything else is true.</summary>
    public static bool IsTrue(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.Number => Number(value) != 0,
        JsonValueKind.String => value.GetValue<string>() is not ("" or "false"),
        _ => true,
    };

    /// <summary>Whether two values are the same.</summary>
    public static bool AreEqual(JsonNode? left, JsonNode? right)
    {
        var (one, other) = (KindOf(left), KindOf(right));
        if (one != other)
        {
            return (IsText(one) || IsText(other)) && AreEqualAcross(left, right);
        }

        return one == JsonValueKind.Number && Number(left) is { } a && Number(right) is { } b ? a == b : JsonNode.DeepEquals(left, right);
    }

    /// <summary>Below zero when the left one comes first; null when they have no order.</summary>
    public static int? Order(JsonNode? left, JsonNode? right) => (Number(left), Number(right)) is ({ } a, { } b)
        ? a.CompareTo(b)
        : IsText(KindOf(left)) && IsText(KindOf(right))
            ? string.CompareOrdinal(left!.GetValue<string>(), right!.GetValue<string>())
            : null;

    static bool AreEqualAcross(JsonNode? left, JsonNode? right)
    {
        var other = IsText(KindOf(left)) ? right : left;
        return KindOf(other) switch
        {
            JsonValueKind.Number => Number(left) is { } a && Number(right) == a,
            JsonValueKind.True or JsonValueKind.False => left!.ToString() == right!.ToString(),
            _ => false,
        };
    }

    static bool IsText(JsonValueKind kind) => kind == JsonValueKind.String;

    static JsonValueKind KindOf(JsonNode? value) => value?.GetValueKind() ?? JsonValueKind.Null;

    static decimal? Number(JsonNode? value) => KindOf(value) is JsonValueKind.Number or JsonValueKind.String
        && decimal.TryParse(value!.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

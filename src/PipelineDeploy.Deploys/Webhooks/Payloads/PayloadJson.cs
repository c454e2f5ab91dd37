using System.Text.Json;
using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Deploys.Webhooks.Payloads;

/// <summary>Reads bodies that anybody may have written: whatever is not there, or is something else, is simply not there.</summary>
static class PayloadJson
{
    const int LongestText = 500;

    /// <summary>What stands at the path, or an undefined element.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            element = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;
        }

        return element;
    }

    /// <summary>The text at the path, without control signs and not longer than any name is; null when there is none.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 and <= LongestText } value && !value.Any(char.IsControl) ? value : null;

    /// <summary>Whether <c>true</c> stands at the path.</summary>
    public static bool Is(this JsonElement element, params ReadOnlySpan<string> path) => element.At(path).ValueKind == JsonValueKind.True;

    /// <summary>The number at the path; null when there is none.</summary>
    public static long? Number(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    /// <summary>The list at the path; null when there is none.</summary>
    public static IReadOnlyList<JsonElement>? List(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : null;

    /// <summary>Those of the texts that are there.</summary>
    public static IReadOnlyList<string> Known(params IEnumerable<string?> texts) => [.. texts.OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The full ref, when it can be one; what could be an option or a pattern of git is none.</summary>
    public static string? AsRef(string? text) => text is not null && text.StartsWith("refs/", StringComparison.Ordinal) && GitRef.IsOne(text) ? text : null;

    /// <summary>The id of a commit; null for none, which hosts write as zeros.</summary>
    public static string? AsCommit(string? text) => text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit) && text.Any(digit => digit != '0') ? text.ToLowerInvariant() : null;
}

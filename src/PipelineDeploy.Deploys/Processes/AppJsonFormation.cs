using System.Text.Json;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Processes;

/// <summary>Reads how many instances of its processes an app's <c>app.json</c> asks for: <c>formation.&lt;process&gt;.quantity</c>.</summary>
/// <remarks>dokku, "app.json: formation". What else stands there, such as a size, is not looked at.</remarks>
public static class AppJsonFormation
{
    const string Hint = """Write it as {"formation": {"worker": {"quantity": 1}}}.""";

    /// <summary>The quantities by process.</summary>
    /// <param name="appJson">Text of <c>app.json</c>; null without one.</param>
    /// <exception cref="UserErrorException"><c>source.badAppJson</c>, with the place; those of <see cref="ProcessScale.Require"/>.</exception>
    public static IReadOnlyDictionary<string, int> Read(string? appJson)
    {
        var quantities = new Dictionary<string, int>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(appJson))
        {
            return quantities;
        }

        using var document = AppJsonText.Parse(appJson);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("formation", out var formation) || formation.ValueKind == JsonValueKind.Null)
        {
            return quantities;
        }

        foreach (var process in RequireObject(formation, "formation").EnumerateObject())
        {
            var place = $"formation.{process.Name}";
            if (RequireObject(process.Value, place).TryGetProperty("quantity", out var quantity) && quantity.ValueKind != JsonValueKind.Null)
            {
                quantities[process.Name] = quantity.ValueKind == JsonValueKind.Number && quantity.TryGetInt32(out var number) && number is >= 0 and <= ProcessScale.Most
                    ? ProcessScale.Require(process.Name, number)
                    : throw Bad($"'{place}.quantity' must be a whole number from 0 to {ProcessScale.Most}, not {quantity.GetRawText()}");
            }
        }

        return quantities;
    }

    static JsonElement RequireObject(JsonElement element, string place) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Bad($"'{place}' must be an object");

    static UserErrorException Bad(string what) => SourceError.Because("badAppJson", $"app.json: {what}", Hint);
}

using System.Text.Json;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>An <c>app.json</c> as JSON.</summary>
static class AppJsonText
{
    /// <summary>What is wrong with one that is not <see cref="JsonTexts.AreWhole(JsonElement)"/>.</summary>
    public const string HalfAText = "app.json has an escape such as \\ud800 that is only half of a character";

    /// <summary>Reads it.</summary>
    /// <exception cref="UserErrorException"><c>source.badAppJson</c> with the line.</exception>
    public static JsonDocument Parse(string text)
    {
        try
        {
            var document = JsonDocument.Parse(text.TrimStart('\uFEFF'));
            return JsonTexts.AreWhole(document.RootElement) ? document : throw SourceError.Because("badAppJson", HalfAText, "Write the whole character, or leave it out.");
        }
        catch (JsonException e)
        {
            throw SourceError.Because("badAppJson", $"app.json line {e.LineNumber + 1 ?? 1} is no JSON", "Correct it, or remove the file.", e);
        }
    }
}

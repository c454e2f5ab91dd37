using System.Text.Json;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>An <c>app.json</c> as JSON.</summary>
static class AppJsonText
{
    /// <summary>Reads it.</summary>
    /// <exception cref="UserErrorException"><c>source.badAppJson</c> with the line.</exception>
    public static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text.TrimStart('\uFEFF'));
        }
        catch (JsonException e)
        {
            throw SourceError.Because("badAppJson", $"app.json line {e.LineNumber + 1 ?? 1} is no JSON", "Correct it, or remove the file.", e);
        }
    }
}

using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>How the image of a source is built.</summary>
/// <param name="Dockerfile">Path of the Dockerfile in the source.</param>
/// <param name="Target">The stage that is built; null for the last.</param>
/// <param name="Arguments">Build arguments.</param>
public sealed record BuildSettings(string Dockerfile, string? Target, IReadOnlyDictionary<string, string> Arguments)
{
    const string Usual = "Dockerfile";
    const int LongestName = 128;

    /// <summary>Reads the settings that a run was started with.</summary>
    public static BuildSettings Of(JsonObject? settings) => new(
        settings?["dockerfile"]?.ToString() is { Length: > 0 } path ? path : Usual,
        settings?["buildTarget"]?.ToString() is { Length: > 0 } target ? target : null,
        ParseArguments(settings?["buildArgs"]?.ToString() ?? ""));

    /// <summary>Reads the setting <c>buildArgs</c>.</summary>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>, which says of which argument.</exception>
    public static IReadOnlyDictionary<string, string> ParseArguments(string text) => NamedValues.Parse(
        "buildArgs", text, name => char.IsAsciiDigit(name[0]) || name.Any(sign => !char.IsAsciiLetterOrDigit(sign) && sign != '_') ? "is no name of an argument: use letters, digits and '_'" : null);

    /// <summary>Whether a text is a path of a file in a source.</summary>
    public static bool IsPath(string text) =>
        text.Length is > 0 and <= 1024 && text[0] != '/' && !text.Any(sign => char.IsControl(sign) || sign == '\\') && text.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>Whether a text is a stage of a Dockerfile.</summary>
    public static bool IsTarget(string text) =>
        text.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(text[0]) && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '-' or '.');
}

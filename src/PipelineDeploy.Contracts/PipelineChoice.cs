namespace PipelineDeploy.Contracts;

/// <summary>Which pipeline a deploy runs, and what it is given.</summary>
/// <param name="Pipeline">The pipeline's name; null for the app's own.</param>
/// <param name="Inputs">What it is given, by name, as people type it: a list is a text with commas.</param>
public sealed record PipelineChoice(string? Pipeline, IReadOnlyDictionary<string, string> Inputs)
{
    internal string Query
    {
        get
        {
            IEnumerable<string> parts = [.. Pipeline is null ? [] : new[] { $"pipeline={Part(Pipeline)}" }, .. Inputs.Select(input => $"input={Part($"{input.Key}={input.Value}")}")];
            return string.Join('&', parts) is { Length: > 0 } query ? $"?{query}" : "";
        }
    }

    static string Part(string value) => Uri.EscapeDataString(value);
}

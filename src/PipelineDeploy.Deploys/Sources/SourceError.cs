using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>How a source that cannot be used is told.</summary>
static class SourceError
{
    const int ShownLength = 120;

    internal static UserErrorException Because(string code, string message, string? hint = null, Exception? cause = null) =>
        new(new UserError($"source.{code}", message, hint), cause);

    /// <summary>For a file of a source that is too large to be read.</summary>
    internal static UserErrorException TooLong(string path, int maxBytes) =>
        Because("tooLong", $"{path} is larger than {maxBytes / 1024} KiB.", "Was another file given this name?");

    /// <summary>A name of the archive that is safe and short enough to repeat.</summary>
    internal static string Show(string name) => $"'{HarmlessText.Of(name, ShownLength)}{(name.Length > ShownLength ? "…" : "")}'";
}

using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Containers;

/// <summary>Labels that an app's containers carry besides ours, for other tools on the host.</summary>
public static class ExtraLabels
{
    static readonly string[] Reserved = ["pipelinedeploy.", "com.docker.", "io.docker.", "org.dockerproject."];

    /// <summary>Reads the setting <c>labels</c>.</summary>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>, which says of which label.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text) => NamedValues.Parse(
        "labels",
        text,
        // By ours a container is known; Docker keeps the others for itself.
        name => Array.Find(Reserved, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } reserved
            ? $"is not for apps: names that begin with {reserved} have a meaning of their own"
            : null);
}

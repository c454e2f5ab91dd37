using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Containers;

/// <summary>Labels that an app's containers carry besides ours, for other tools on the host.</summary>
public static partial class ExtraLabels
{
    const int Most = 64;
    const string Hint = """Write each as name=value, e.g. team=shop "note=two words"; several with blanks between.""";
    static readonly string[] Reserved = ["pipelinedeploy.", "com.docker.", "io.docker.", "org.dockerproject."];

    /// <summary>Reads the setting <c>labels</c>.</summary>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>, which says of which label.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = text.Trim();
        while (rest.Length > 0)
        {
            if (Label().Match(rest) is not { Success: true } found)
            {
                throw Bad($"'{rest[..Math.Min(40, rest.Length)]}' is no label");
            }

            Add(labels, found.Groups["name"].Value, found.Groups["value"].Value);
            rest = rest[found.Length..];
        }

        return labels.Count <= Most ? labels : throw Bad($"{labels.Count} labels are too many: at most {Most}");
    }

    static void Add(Dictionary<string, string> labels, string name, string value)
    {
        // By ours a container is known; Docker keeps the others for itself.
        if (Reserved.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            throw Bad($"'{name}' is not for apps: names that begin with {reserved} have a meaning of their own");
        }

        if (!labels.TryAdd(name, value))
        {
            throw Bad($"'{name}' stands there twice");
        }
    }

    static UserErrorException Bad(string what) => new("setting.badValue", $"labels: {what}", Hint);

    [GeneratedRegex("""\A((?<name>[A-Za-z0-9][A-Za-z0-9._/-]{0,127})=(?<value>[^\s"]*)|"(?<name>[A-Za-z0-9][A-Za-z0-9._/-]{0,127})=(?<value>[^"\p{Cc}]*)")(\s+|\z)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Label();
}

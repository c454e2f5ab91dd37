using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Settings;

/// <summary>Several <c>name=value</c> in one setting, with blanks between; <c>"name=two words"</c> keeps blanks.</summary>
static partial class NamedValues
{
    const int Most = 64;
    const string Hint = """Write each as name=value, e.g. a=1 "b=two words"; several with blanks between.""";

    /// <summary>Reads them.</summary>
    /// <param name="setting">The setting's name, for the error.</param>
    /// <param name="text">Its text.</param>
    /// <param name="wrongWith">What is wrong with a name; null when it is good.</param>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string setting, string text, Func<string, string?> wrongWith)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = text.Trim();
        while (rest.Length > 0)
        {
            if (Pair().Match(rest) is not { Success: true } found)
            {
                throw Bad(setting, $"'{rest[..Math.Min(40, rest.Length)]}' is no name=value");
            }

            var name = found.Groups["name"].Value;
            if (wrongWith(name) is { } wrong)
            {
                throw Bad(setting, $"'{name}' {wrong}");
            }

            if (!values.TryAdd(name, found.Groups["value"].Value))
            {
                throw Bad(setting, $"'{name}' stands there twice");
            }

            rest = rest[found.Length..];
        }

        return values.Count <= Most ? values : throw Bad(setting, $"{values.Count} are too many: at most {Most}");
    }

    static UserErrorException Bad(string setting, string what) => new("setting.badValue", $"{setting}: {what}", Hint);

    [GeneratedRegex("""\A((?<name>[A-Za-z0-9_][A-Za-z0-9._/-]{0,127})=(?<value>[^\s"]*)|"(?<name>[A-Za-z0-9_][A-Za-z0-9._/-]{0,127})=(?<value>[^"\p{Cc}]*)")(\s+|\z)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pair();
}

using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Containers;

/// <summary>Networks of the engine that an app's containers join besides their own.</summary>
public static partial class NetworkNames
{
    /// <summary>Stands behind the name of one that is joined only if it is there.</summary>
    public const char Optional = '?';

    const string Hint = "Use names of networks that the engine has (docker network ls), several with blanks between; with a ? behind it one may be missing.";
    static readonly string[] Special = ["host", "none", "bridge", "default", "container"];

    /// <summary>Reads the setting <c>networks</c>.</summary>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>, which says of which network.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        List<string> names = [.. text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Distinct()];
        return names.Find(name => !Name().IsMatch(name)) is { } bad ? throw Bad($"'{bad}' is no name of a network")
            // The network of the host is root's: everything on it could be listened to and stood in for.
            : names.Find(name => Special.Contains(name.TrimEnd(Optional), StringComparer.OrdinalIgnoreCase)) is { } special ? throw Bad($"'{special}' is no network that an app may join")
            : names;
    }

    static UserErrorException Bad(string what) => new("setting.badValue", $"networks: {what}", Hint);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.-]{0,127}\??\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}

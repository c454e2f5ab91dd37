using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Config;

/// <summary>A variable that an app finds in its environment. Its value is not part of what is told of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SetBy">Who set it last.</param>
/// <param name="SetAt">When.</param>
public sealed record ConfigVariable(string Name, string SetBy, DateTimeOffset SetAt);

/// <summary>What may be in a variable.</summary>
public static partial class ConfigRules
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 255;

    /// <summary>Longest value, in characters.</summary>
    public const int LongestValue = 65_536;

    /// <summary>Most variables of an app.</summary>
    public const int MostVariables = 1000;

    const string NameHint = "Use letters, digits and '_', not beginning with a digit.";

    /// <summary>Refuses what is no name of a variable.</summary>
    /// <exception cref="UserErrorException"><c>config.badName</c>.</exception>
    public static string RequireName(string? name) => name is not null && name.Length <= LongestName && Name().IsMatch(name)
        ? name
        : throw new UserErrorException("config.badName", $"'{name}' is no name for a variable", NameHint);

    /// <summary>What is wrong with a value; null when it is good. The value itself is not in it.</summary>
    public static string? WrongWith(string value) => value.Contains('\0', StringComparison.Ordinal) ? "a value cannot hold NUL"
        : value.Length > LongestValue ? $"a value has at most {LongestValue} characters, this one has {value.Length}"
        : null;

    /// <summary>Refuses what no environment can hold.</summary>
    /// <exception cref="UserErrorException"><c>config.badValue</c>.</exception>
    public static void RequireValue(string name, string value)
    {
        if (WrongWith(value) is { } wrong)
        {
            throw new UserErrorException("config.badValue", $"{name} cannot be set: {wrong}", "Large things belong into a file or a volume.");
        }
    }

    // POSIX 8.1: names of the environment; what shells can use.
    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}

using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Processes;

/// <summary>What a process of an app may be called.</summary>
public static partial class ProcessNames
{
    /// <summary>The process that gets the traffic; every app has it.</summary>
    public const string Web = "web";

    /// <summary>In a Procfile the migration, which is no process that goes on.</summary>
    public const string Release = "release";

    /// <summary>The setting that names the processes of which two versions must never run side by side.</summary>
    public const string NoOverlap = "noOverlap";

    /// <summary>What a name looks like.</summary>
    public const string Hint = "Use 1 to 63 letters, digits, '-' and '_', beginning with a letter or digit.";

    /// <summary>Whether a text is a name.</summary>
    public static bool IsOne(string text) => Name().IsMatch(text);

    /// <summary>Reads the setting <c>noOverlap</c>: names with blanks or commas between.</summary>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>, which says of which name.</exception>
    public static IReadOnlyList<string> ParseNoOverlap(string text)
    {
        List<string> names = [.. text.Split([' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries).Distinct()];
        return names.Find(name => !IsOne(name) || name == Release) is { } bad ? throw Bad($"'{bad}' is no name of a process", Hint)
            // While web is stopped nobody answers, and only the pipeline recreate says so.
            : names.Contains(Web) ? throw Bad("two versions of web answer while the traffic is switched", "For an app that cannot bear that: pdeploy settings set zeroDowntime=false")
            : names;
    }

    static UserErrorException Bad(string what, string hint) => new("setting.badValue", $"{NoOverlap}: {what}", hint);

    // Heroku: letters, digits, hyphens and underscores; a name is part of a container's name.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,62}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}

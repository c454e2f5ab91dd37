using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>The branches whose pushes deploy an app.</summary>
public static class DeployBranches
{
    /// <summary>The setting that says it.</summary>
    public const string Setting = "deployBranch";

    /// <summary>In its text: both names that hosts give a first branch.</summary>
    public const string Default = "main master";

    const int Most = 10;

    /// <summary>The names, the preferred one first.</summary>
    public static IReadOnlyList<string> Of(EffectiveSettings settings) => Parse(settings[Setting].Value);

    /// <summary>The names that a setting's text holds, the preferred one first.</summary>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        var names = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        return names.Count is > 0 and <= Most && names.All(IsBranch)
            ? names
            : throw new UserErrorException(
                "setting.badValue", $"'{text}' is no value for {Setting}", "Use the name of a branch such as main, or several with blanks between: the first that the repository has deploys.");
    }

    /// <summary>The one that deploys: the first that is there; the preferred one when none is.</summary>
    /// <param name="names">The names of the setting.</param>
    /// <param name="there">The branches of the repository, those that are being pushed too.</param>
    public static string Choose(IReadOnlyList<string> names, IReadOnlySet<string> there) => names.FirstOrDefault(there.Contains) ?? names[0];

    static bool IsBranch(string name) => !name.StartsWith("refs/", StringComparison.Ordinal) && name != "HEAD" && GitRef.IsOne(name);
}

using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Settings;

/// <summary>The branches whose pushes deploy an app.</summary>
public static class DeployBranches
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "deployBranch";

    /// <summary>In its text: both names that hosts give a first branch.</summary>
    public const string Default = "main master";

    /// <summary>The branches.</summary>
    public static IReadOnlyList<string> Of(EffectiveSettings settings) => Parse(settings[Setting].Value);

    /// <summary>Reads names with blanks between them.</summary>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>.</exception>
    internal static IReadOnlyList<string> Parse(string text)
    {
        var names = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 0 && names.All(GitRef.IsOne)
            ? names
            : throw new UserErrorException("setting.badValue", $"'{text}' is no value for {Setting}", "Use names of branches with blanks between, e.g. main.");
    }
}

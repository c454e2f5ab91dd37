namespace PipelineDeploy.Deploys.Hooks;

/// <summary>The moments of a deploy at which an app may have an executable of its own run.</summary>
public static class Hook
{
    /// <summary>Where they are looked for in the source.</summary>
    public const string Folder = ".pipelinedeploy/hooks";

    /// <summary>Before anything of the new version is started or migrated.</summary>
    public const string PreDeploy = "pre-deploy";

    /// <summary>After green has passed its checks, before it gets traffic.</summary>
    public const string CheckDeploy = "check-deploy";

    /// <summary>After the switch.</summary>
    public const string PostDeploy = "post-deploy";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [PreDeploy, CheckDeploy, PostDeploy];
}

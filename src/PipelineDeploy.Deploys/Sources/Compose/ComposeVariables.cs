namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>What <c>$NAME</c> in a compose file may stand for: the app's config, then the <c>.env</c> beside the file.</summary>
/// <param name="Config">The config variables of the app. They are secret.</param>
/// <param name="File">Those of the source's <c>.env</c>.</param>
public sealed record ComposeVariables(IReadOnlyDictionary<string, string> Config, IReadOnlyDictionary<string, string> File)
{
    /// <summary>None.</summary>
    public static ComposeVariables None { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <summary>The value of a variable; null when there is none of that name.</summary>
    public string? Find(string name) => Config.GetValueOrDefault(name) ?? File.GetValueOrDefault(name);
}

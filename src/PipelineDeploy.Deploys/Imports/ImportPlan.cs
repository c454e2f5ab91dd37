namespace PipelineDeploy.Deploys.Imports;

/// <summary>What another tool's folder of an app says, in our words.</summary>
/// <param name="App">The app.</param>
/// <param name="Variables">Its config variables.</param>
/// <param name="Settings">Its settings, by our names, in their normal form.</param>
/// <param name="Domains">Its domains.</param>
/// <param name="Checks">Text of the CHECKS file that lies there; null without one.</param>
/// <param name="Notes">What is not taken over, and why.</param>
public sealed record ImportPlan(
    string App,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<string> Domains,
    string? Checks,
    IReadOnlyList<string> Notes)
{
    /// <summary>Commands that are left to do.</summary>
    public IReadOnlyList<string> Next => [$"pdeploy deploy -a {App}"];

    /// <summary>The tools that folders can be read of.</summary>
    public static IReadOnlyList<string> Tools { get; } = [DokkuFolder.Tool, GokkuFolder.Tool];
}

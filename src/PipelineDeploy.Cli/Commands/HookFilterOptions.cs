using System.CommandLine;

namespace PipelineDeploy.Cli.Commands;

/// <summary>What says which pushes deploy.</summary>
sealed class HookFilterOptions
{
    public Option<string?> Repository { get; } = new("--repository") { HelpName = "url", Description = "The repository whose pushes deploy; else the app's setting 'gitUrl'. Empty goes back to that." };

    public Option<string[]> Branches { get; } = Many("--branch", "A branch that deploys, or a pattern such as release/*; may be given again. Else the app's setting 'deployBranch'; empty goes back to that.");

    public Option<string[]> Tags { get; } = Many("--tag", "A tag that deploys, or a pattern such as v*; may be given again. Else none does.");

    public Option<string[]> Paths { get; } = Many("--path", "Only when such a file has changed, e.g. src/**; may be given again.");

    public Option<bool?> Releases { get; } = new("--releases") { HelpName = "true|false", Description = "Whether a published release deploys its tag." };

    public void AddTo(Command command)
    {
        command.Add(Repository);
        command.Add(Branches);
        command.Add(Tags);
        command.Add(Paths);
        command.Add(Releases);
    }

    /// <summary>The names that were given; null when none was said, none when an empty one was.</summary>
    public static IReadOnlyList<string>? Names(ParseResult parsed, Option<string[]> option) =>
        parsed.GetValue(option) is { Length: > 0 } given ? [.. given.Where(name => name.Length > 0)] : null;

    static Option<string[]> Many(string name, string description) => new(name) { HelpName = "pattern", Description = description };
}

using System.Text.RegularExpressions;

namespace PipelineDeploy.Cli.Tests;

/// <summary>Whoever moves here copies commands from <c>docs/migrating.md</c>.</summary>
public sealed partial class MigratingPageTests
{
    [Fact]
    public async Task Every_command_of_the_page_is_one()
    {
        var commands = Command().Matches(Placeholder().Replace(await File.ReadAllTextAsync(Page()), "x")).Select(match => match.Groups["command"].Value.Trim()).Distinct().ToList();
        commands.Count.ShouldBeGreaterThan(20);

        // Not by --help, which is answered whatever else stands beside it.
        var root = CliProgram.Root(new CliHost(new GlobalOptions(), new CliEnvironment(new Dictionary<string, string>(), "/"), TextReader.Null, TextWriter.Null, TextWriter.Null));
        foreach (var command in commands)
        {
            root.Parse(CliProgram.DokkuSpelling(command.Split(' ', StringSplitOptions.RemoveEmptyEntries))).UnmatchedTokens.ShouldBeEmpty($"pdeploy {command}");
        }
    }

    static string Page() => Path.Combine(Repository.Folder, "docs", "migrating.md");

    [GeneratedRegex("<[a-z]+>", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    [GeneratedRegex("pdeploy (?<command>[a-z][^`|#<\"…\\n,]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Command();
}

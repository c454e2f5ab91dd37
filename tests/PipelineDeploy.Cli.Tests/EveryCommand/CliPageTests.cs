using System.CommandLine;
using System.Text;

namespace PipelineDeploy.Cli.Tests.EveryCommand;

/// <summary>Holds the reference of <c>docs/cli.md</c> to the commands there are.</summary>
/// <remarks>After a wanted change run this test once with <c>PIPELINEDEPLOY_UPDATE_DOCS=1</c>.</remarks>
public sealed class CliPageTests
{
    const string Mark = "<!-- From here on written by CliPageTests. -->\n";

    [Fact]
    public void The_page_tells_of_every_command_as_it_is()
    {
        var file = Path.Combine(Repository.Folder, "docs", "cli.md");
        var text = File.ReadAllText(file);
        var wanted = $"{text[..(text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)]}\n{Reference()}";

        if (Environment.GetEnvironmentVariable("PIPELINEDEPLOY_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(file, wanted);
        }

        File.ReadAllText(file).ShouldBe(wanted, "docs/cli.md is not up to date: run this test with PIPELINEDEPLOY_UPDATE_DOCS=1");
    }

    static string Reference()
    {
        var shown = CommandTree.All.Where(command => !command.Hidden).ToList();
        var page = new StringBuilder("## Options of every command\n\n").Append(Options(CommandTree.Root.Options.Where(option => option.Recursive)));
        page.Append("\n## Commands\n\n");
        foreach (var command in shown.Where(command => command.Parents.First() is RootCommand))
        {
            page.Append($"- [`{command.Name}`](#pdeploy-{Anchor(CommandTree.Name(command))}) — {Words(command)}\n");
        }

        foreach (var command in shown)
        {
            page.Append($"\n{(command.Parents.First() is RootCommand ? "##" : "###")} pdeploy {CommandTree.Name(command)}\n\n{Words(command)}\n");
            page.Append(command.Aliases.Count == 0 ? "" : $"\nAlso: {string.Join(", ", command.Aliases.Select(alias => $"`{alias}`"))}.\n");
            page.Append(command.Subcommands.Any() && command.Action is null ? "" : $"\n{Takes(command)}");
            page.Append($"\n```sh\n{string.Join('\n', command.Examples)}\n```\n");
        }

        return page.ToString();
    }

    static string Takes(CliCommand command)
    {
        var rows = string.Concat(command.Arguments.Select(argument => $"| `<{argument.Name}>`{(argument.Arity.MinimumNumberOfValues == 0 || argument.HasDefaultValue ? "" : ", needed")} | {Cell(argument.Description!)} |\n"));
        var all = rows + Options(command.Options).Replace("| | |\n|---|---|\n", "", StringComparison.Ordinal);
        return all.Length == 0 ? "" : $"| | |\n|---|---|\n{all}";
    }

    static string Options(IEnumerable<Option> options)
    {
        var rows = string.Concat(options.Where(option => !option.Hidden).Select(option =>
            $"| {string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => $"`{name}`"))}{(option.HelpName is { } value ? $" `<{Cell(value)}>`" : "")}{(option.Required ? ", needed" : "")} | {Cell(option.Description!)} |\n"));
        return rows.Length == 0 ? "" : $"| | |\n|---|---|\n{rows}";
    }

    static string Words(Command command) => Cell(command.Description!).Replace("\\|", "|", StringComparison.Ordinal);

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    static string Anchor(string name) => name.Replace(' ', '-');
}

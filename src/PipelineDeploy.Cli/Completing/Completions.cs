using System.CommandLine;
using System.CommandLine.Completions;

namespace PipelineDeploy.Cli.Completing;

/// <summary>What may come next on a command line. Asks no server.</summary>
static class Completions
{
    /// <summary>The words that can stand in place of the last one, which may be empty; none where anything may, such as a file.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="words">What was typed behind the program's name.</param>
    public static IReadOnlyList<string> Of(Command root, IReadOnlyList<string> words)
    {
        var last = words.Count > 0 ? words[^1] : "";
        var command = root;
        Option? open = null;
        foreach (var word in words.SkipLast(1))
        {
            open = open is null && Options(command).FirstOrDefault(option => IsCalled(option, word)) is { } found && TakesValue(found) ? found : null;
            command = open is null ? Next(command, word) : command;
        }

        var possible = open is not null ? Values(open) : last.StartsWith('-') ? Names(command) : Commands(command, last.Contains(':', StringComparison.Ordinal)).Concat(command.Arguments.SelectMany(Values));
        return [.. possible.Where(one => one.StartsWith(last, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    static Command Next(Command command, string word) =>
        word.Split(':', 2) is [{ Length: > 0 } noun, { Length: > 0 } verb] && command is RootCommand ? Next(Next(command, noun), verb)
        : command.Subcommands.FirstOrDefault(sub => sub.Name == word || sub.Aliases.Contains(word)) ?? command;

    // dokku's spelling is offered to whoever has begun with it.
    static IEnumerable<string> Commands(Command command, bool isDokkus)
    {
        var shown = command.Subcommands.Where(sub => !sub.Hidden);
        return isDokkus && command is RootCommand
            ? shown.SelectMany(noun => noun.Subcommands.Select(verb => $"{noun.Name}:{verb.Name}"))
            : shown.SelectMany(sub => new[] { sub.Name }.Concat(sub.Aliases));
    }

    static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => Options(parent).Where(option => option.Recursive))).Where(option => !option.Hidden);

    static IEnumerable<string> Names(Command command) => Options(command).SelectMany(option => new[] { option.Name }.Concat(option.Aliases)).Where(name => name.StartsWith('-'));

    static bool IsCalled(Option option, string word) => option.Name == word || option.Aliases.Contains(word);

    static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool) && option.ValueType != typeof(void);

    static IEnumerable<string> Values(Symbol symbol) => symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label);
}

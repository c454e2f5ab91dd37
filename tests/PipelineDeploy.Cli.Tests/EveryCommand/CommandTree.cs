using System.CommandLine;

namespace PipelineDeploy.Cli.Tests.EveryCommand;

/// <summary>All commands there are, found by walking the tree: a new one is in every test from its first day.</summary>
static class CommandTree
{
    public static RootCommand Root { get; } = CliProgram.Root(new CliHost(
        new GlobalOptions(), new CliEnvironment(new Dictionary<string, string>(), "/"), TextReader.Null, TextWriter.Null, TextWriter.Null));

    public static IReadOnlyList<CliCommand> All { get; } = [.. Below(Root)];

    public static TheoryData<string> Names => [.. All.Select(Name)];

    /// <summary>Those that do something themselves; the others only hold commands.</summary>
    public static TheoryData<string> Doers => [.. All.Where(command => command.Action is not null).Select(Name)];

    public static CliCommand Find(string name) => All.Single(command => Name(command) == name);

    /// <summary>The words behind <c>pdeploy</c>.</summary>
    public static string Name(Command command) =>
        command.Parents.OfType<Command>().First() is RootCommand ? command.Name : $"{Name(command.Parents.OfType<Command>().First())} {command.Name}";

    static IEnumerable<CliCommand> Below(Command command) =>
        command.Subcommands.SelectMany(sub => Below(sub).Prepend(sub.ShouldBeOfType<CliCommand>($"{sub.Name} can have no examples")));
}

using System.CommandLine;

namespace PipelineDeploy.Cli.Tests.EveryCommand;

public sealed class HelpTests
{
    public static TheoryData<string> Names => CommandTree.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_has_help_with_an_example_and_asks_no_server_for_it(string name)
    {
        await using var cli = await CliRun.StartAsync();

        var result = await cli.RunAsync($"{name} --help");

        result.ExitCode.ShouldBe(0);
        result.Stderr.ShouldBeEmpty();
        result.Stdout.ShouldContain(CommandTree.Find(name) is { Hidden: false, Description: { } description } ? description : "Example");
        result.Stdout.ShouldContain("Example");
        result.Stdout.ShouldContain(CommandTree.Find(name).Examples[0]);
        cli.Server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_examples_are_understood_and_are_its_own(string name)
    {
        var command = CommandTree.Find(name);
        foreach (var example in command.Examples)
        {
            var parsed = CommandTree.Root.Parse(ShellLine.Read(example).Words);

            parsed.Errors.ShouldBeEmpty(example);
            Above(parsed.CommandResult.Command).ShouldContain(command, example);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_it_takes_is_described(string name)
    {
        var command = CommandTree.Find(name);

        command.Options.Select(option => (Symbol)option).Concat(command.Arguments).ShouldAllBe(symbol => !string.IsNullOrWhiteSpace(symbol.Description));
        command.Description!.ShouldEndWith(".");
    }

    static IEnumerable<Command> Above(Command command) => command.Parents.OfType<Command>().SelectMany(Above).Prepend(command);
}

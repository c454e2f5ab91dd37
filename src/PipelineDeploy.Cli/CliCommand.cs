using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PipelineDeploy.Cli;

/// <summary>A command with the examples that its help shows.</summary>
sealed class CliCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Says what the command does: a function of the session that answers an exit code.</summary>
    public CliCommand Does(CliHost host, Func<Session, ParseResult, CancellationToken, Task<int>> action)
    {
        SetAction(async (parsed, cancellationToken) =>
        {
            using var session = host.Open(parsed);
            return await action(session, parsed, cancellationToken);
        });
        return this;
    }
}

/// <summary>The usual help, and the command's examples below it.</summary>
/// <param name="usual">The usual help.</param>
sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is CliCommand { Examples: { Count: > 0 } examples })
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
            foreach (var example in examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return exitCode;
    }
}

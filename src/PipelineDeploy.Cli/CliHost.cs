using System.CommandLine;
using PipelineDeploy.Cli.Output;

namespace PipelineDeploy.Cli;

/// <summary>What all commands of one invocation share before it is known which of them is meant.</summary>
/// <param name="Options">The options that every command takes.</param>
/// <param name="Environment">The world around.</param>
/// <param name="Stdin">Standard input.</param>
/// <param name="Stdout">Standard output.</param>
/// <param name="Stderr">Standard error.</param>
sealed record CliHost(GlobalOptions Options, CliEnvironment Environment, TextReader Stdin, TextWriter Stdout, TextWriter Stderr)
{
    public Session Open(ParseResult parsed)
    {
        var asks = !parsed.GetValue(Options.NoInput);
        var output = new CliOutput(Stdout, Stderr, Environment, parsed.GetValue(Options.Json), parsed.GetValue(Options.Quiet), parsed.GetValue(Options.JsonLines));
        // A keyboard never comes to an end: whoever is not to be asked would be waited for.
        return asks || Environment.Ask is null
            ? new Session(Options.Connection(parsed), Environment, Stdin, output) { IsAgreed = parsed.GetValue(Options.Yes) }
            : new Session(Options.Connection(parsed), Environment with { AskSecret = null, Ask = null }, TextReader.Null, output) { IsAgreed = parsed.GetValue(Options.Yes) };
    }
}

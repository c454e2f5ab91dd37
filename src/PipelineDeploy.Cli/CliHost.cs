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
    public Session Open(ParseResult parsed) => new(
        Options.Connection(parsed),
        Environment,
        Stdin,
        new CliOutput(Stdout, Stderr, Environment, parsed.GetValue(Options.Json), parsed.GetValue(Options.Quiet)));
}

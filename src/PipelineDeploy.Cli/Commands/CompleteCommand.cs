using System.CommandLine;
using PipelineDeploy.Cli.Completing;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy complete</c>: what the scripts of <c>pdeploy completion</c> ask.</summary>
static class CompleteCommand
{
    public static Command Create(CliHost host)
    {
        var words = new Argument<string[]>("word") { Description = "What was typed; the last one is completed and may be empty.", Arity = ArgumentArity.ZeroOrMore };
        var command = new CliCommand("complete", "Prints the words that may stand in place of the last one.", "pdeploy complete -- runs sh") { words };
        command.Hidden = true;
        return command.Does(host, (session, parsed, _) =>
        {
            var found = Completions.Of(parsed.RootCommandResult.Command, parsed.GetValue(words) ?? []);
            if (session.Output.IsJson)
            {
                session.Output.Json(found, CliJson.Default.IReadOnlyListString);
            }
            else
            {
                found.ToList().ForEach(session.Output.Line);
            }

            return Task.FromResult(ExitCodes.Done);
        });
    }
}

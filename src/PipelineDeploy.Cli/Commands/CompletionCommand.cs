using System.CommandLine;
using PipelineDeploy.Cli.Completing;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy completion</c>.</summary>
static class CompletionCommand
{
    public static Command Create(CliHost host)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong(CompletionScript.Shells);
        var command = new CliCommand(
            "completion", "Prints what a shell needs so that Tab completes pdeploy's words.",
            "source <(pdeploy completion bash)", "source <(pdeploy completion zsh)", "pdeploy completion fish | source", "pdeploy completion pwsh | Out-String | Invoke-Expression") { shell };
        return command.Does(host, (session, parsed, _) =>
        {
            var script = CompletionScript.Of(parsed.GetRequiredValue(shell));
            if (session.Output.IsJson)
            {
                session.Output.Json(new ShellScript(parsed.GetRequiredValue(shell), script), CliJson.Default.ShellScript);
            }
            else
            {
                session.Output.Line(script);
            }

            return Task.FromResult(ExitCodes.Done);
        });
    }
}

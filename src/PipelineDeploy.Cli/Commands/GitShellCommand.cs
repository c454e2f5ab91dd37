using System.CommandLine;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy git-shell</c>: what sshd starts for those who push; it hands git's talk to the server.</summary>
static class GitShellCommand
{
    const string Asked = "SSH_ORIGINAL_COMMAND";
    const string Connection = "SSH_CONNECTION";

    public static Command Create(CliHost host)
    {
        var key = new Option<long>("--key") { HelpName = "id", Description = "The number of the key that sshd has seen.", Required = true };
        var command = new CliCommand("git-shell", "Serves git to whom sshd has let in; see ssh-keys authorized-keys.", "pdeploy git-shell --key 3") { key };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var asked = GitRequest.Parse(session.Environment[Asked]);
            await using var git = await session.Client.OpenGitAsync(parsed.GetRequiredValue(key), asked.Service, asked.App, AddressIn(session.Environment[Connection]), cancellationToken);
            await using var input = Console.OpenStandardInput();
            await using var output = Console.OpenStandardOutput();
            // That no more is sent does not end the talk: the answer to a push comes after it.
            var sending = input.CopyToAsync(git, cancellationToken);
            var isWhole = await GitTalk.HandOnAsync(git, output, cancellationToken);
            // Nobody waits for what would be sent now.
            _ = sending.ContinueWith(sent => sent.Exception, TaskScheduler.Default);
            if (isWhole || asked.Service != GitRequest.Push)
            {
                return ExitCodes.Done;
            }

            session.Output.Complain(" !     The connection to the server was lost; a run that it has started goes on: pdeploy runs list");
            session.Output.Complain("       Push again when the server is back: that follows the run and starts no second one");
            return ExitCodes.Failed;
        });
    }

    /// <summary>The other side's address in what sshd says of the connection; null when it says nothing.</summary>
    /// <remarks>ssh(1), SSH_CONNECTION: address and port of the client, then of the server.</remarks>
    internal static string? AddressIn(string? connection) => connection?.Split(' ') is [{ Length: > 0 } address, _, _, _] ? address : null;
}

using System.CommandLine;
using PipelineDeploy.Cli.Connecting;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy logout</c>.</summary>
static class LogoutCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("logout", "Forgets the token for the server. The token itself goes on working.", "pdeploy logout")
            .Does(host, (session, _, _) =>
            {
                var server = session.Connection.Server;
                var user = UserFile.Read(session.Environment);
                if (user.TokenFor(server) is null)
                {
                    session.Output.Say($"Was not signed in to {Session.Name(server)}.");
                    return Task.FromResult(ExitCodes.Done);
                }

                user.Without(server).Write(session.Environment);
                session.Output.Say($"Signed out of {Session.Name(server)}.");
                return Task.FromResult(ExitCodes.Done);
            });
}

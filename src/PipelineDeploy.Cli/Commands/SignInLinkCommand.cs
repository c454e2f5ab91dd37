using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy sign-in-link</c>.</summary>
static class SignInLinkCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("sign-in-link", "Makes a link that signs a browser in, once.", "pdeploy sign-in-link")
            .Does(host, async (session, _, cancellationToken) =>
            {
                var link = await session.Client.CreateSignInLinkAsync(cancellationToken);
                if (session.Output.IsJson)
                {
                    session.Output.Json(link, WireJson.Default.SignInLink);
                    return ExitCodes.Done;
                }

                session.Output.Line(link.Url);
                session.Output.Say($"It works once, until {RunsCommand.Clock(link.ExpiresAt, session)}.");
                return ExitCodes.Done;
            });
}

using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy whoami</c>.</summary>
static class WhoamiCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("whoami", "Shows whose token is used, and where.", "pdeploy whoami")
            .Does(host, async (session, _, cancellationToken) =>
            {
                Show(session, session.Connection.Server, await session.Client.GetWhoAmIAsync(cancellationToken));
                return ExitCodes.Done;
            });

    public static void Show(Session session, Uri server, WhoAmI who)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(who, WireJson.Default.WhoAmI);
        }
        else
        {
            session.Output.Line($"{who.Name} ({RightsOptions.Text(who.Role == "none" ? null : who.Role, who.Apps ?? new Dictionary<string, string>())}) at {Session.Name(server)}");
        }
    }
}

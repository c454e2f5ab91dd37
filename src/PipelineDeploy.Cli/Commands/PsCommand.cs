using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy ps</c>.</summary>
static class PsCommand
{
    public static Command Create(CliHost host)
    {
        var command = new CliCommand("ps", "Lists the containers of an app: what each is, and its share of the traffic.", "pdeploy ps -a shop", "pdeploy ps scale web=2 -a shop")
        {
            new CliCommand("report", "The same.", "pdeploy ps report -a shop").Does(host, (session, _, cancellationToken) => ShowAsync(session, cancellationToken)),
            ScaleCommand.Create(host, "pdeploy ps scale"),
        };
        return command.Does(host, (session, _, cancellationToken) => ShowAsync(session, cancellationToken));
    }

    static async Task<int> ShowAsync(Session session, CancellationToken cancellationToken)
    {
        var status = await session.Client.GetStatusAsync(session.App, cancellationToken);
        if (session.Output.IsJson)
        {
            session.Output.Json(status.Containers, WireJson.Default.IReadOnlyListContainerView);
        }
        else if (status.Containers.Count == 0)
        {
            session.Output.Say($"{session.App} has no containers. Deploy it with: pdeploy deploy -a {session.App}");
        }
        else
        {
            StatusCommand.Print(session, status.Containers);
        }

        return ExitCodes.Done;
    }
}

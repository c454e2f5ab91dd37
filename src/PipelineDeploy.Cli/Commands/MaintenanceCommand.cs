using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy maintenance …</c>.</summary>
static class MaintenanceCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand(
            "maintenance", "Tells an app's visitors to come back later; its deploys go on.",
            "pdeploy maintenance on --message \"Back at noon.\" -a shop", "pdeploy maintenance off -a shop")
        {
            On(host),
            Simple(host, "off", "Gives the app back to its visitors.", (session, cancellationToken) => session.Client.EndMaintenanceAsync(session.App, cancellationToken)),
            Simple(host, "status", "Tells whether it is on.", (session, cancellationToken) => session.Client.GetMaintenanceAsync(session.App, cancellationToken)),
        };

    /// <summary>As one line.</summary>
    public static string Headline(MaintenanceView maintenance, Session session) => maintenance is { IsOn: true, Since: { } since }
        ? $"in maintenance since {RunsCommand.Clock(since, session)} by {maintenance.By}: {maintenance.Message?.ReplaceLineEndings(" ")}"
        : "not in maintenance";

    static CliCommand On(CliHost host)
    {
        var message = new Option<string?>("--message") { HelpName = "text", Description = "What visitors are told; else that it will be back soon." };
        var command = new CliCommand("on", "Answers all requests with a page and status 503.", "pdeploy maintenance on --message \"Back at noon.\" -a shop") { message };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session, await session.Client.BeginMaintenanceAsync(session.App, new BeginMaintenance(parsed.GetValue(message)), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Simple(CliHost host, string name, string description, Func<Session, CancellationToken, Task<MaintenanceView>> act) =>
        new CliCommand(name, description, $"pdeploy maintenance {name} -a shop").Does(host, async (session, _, cancellationToken) =>
        {
            Print(session, await act(session, cancellationToken));
            return ExitCodes.Done;
        });

    static void Print(Session session, MaintenanceView maintenance)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(maintenance, WireJson.Default.MaintenanceView);
        }
        else
        {
            session.Output.Line($"{session.App} is {Headline(maintenance, session)}");
        }
    }
}

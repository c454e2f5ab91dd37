using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy audit</c>.</summary>
static class AuditCommand
{
    public static Command Create(CliHost host)
    {
        var by = new Option<string?>("--by") { HelpName = "name", Description = "Only what this one did." };
        var outcome = new Option<string?>("--outcome") { HelpName = "done|refused|failed", Description = "Only with this outcome." };
        outcome.AcceptOnlyFromAmong("done", "refused", "failed");
        var limit = Checked.Count("--limit", "At most so many.", 50);
        var before = new Option<long?>("--before") { HelpName = "id", Description = "Only entries older than this one." };
        var command = new CliCommand(
            "audit", "Who changed what, and who tried without the rights; of one app or of all, newest first.", "pdeploy audit", "pdeploy audit -a shop --by ann --outcome refused")
        {
            by,
            outcome,
            limit,
            before,
        };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var page = await session.Client.ListAuditAsync(
                session.Connection.App, parsed.GetValue(by), parsed.GetValue(outcome), parsed.GetValue(limit), parsed.GetValue(before), cancellationToken);
            Print(session, page);
            return ExitCodes.Done;
        });
    }

    static void Print(Session session, AuditPage page)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(page, WireJson.Default.AuditPage);
            return;
        }

        session.Output.Table(["ID", "WHEN", "WHO", "FROM", "OUTCOME", "WHAT", "DETAILS"], page.Items.Select(entry => (IReadOnlyList<string>)
        [
            $"{entry.Id}", RunsCommand.Clock(entry.At, session), entry.Token is { } token && token != entry.Actor ? $"{entry.Actor} ({token})" : entry.Actor,
            entry.Address ?? "-", entry.Outcome == "done" ? "done" : $"{entry.Outcome} {entry.Status}", entry.What, entry.Details?.GetRawText() ?? "",
        ]));
        if (page.Next is { } next)
        {
            session.Output.Say($"There are more: pdeploy audit --before {next}");
        }
    }
}

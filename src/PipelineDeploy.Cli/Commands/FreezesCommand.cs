using System.CommandLine;
using System.Globalization;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy freezes …</c>.</summary>
static class FreezesCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("freezes", "Times in which no deploy begins.", "pdeploy freezes list", "pdeploy freezes create --for 2h --reason audit --all-apps")
        {
            List(host),
            Add(host),
            Delete(host),
        };

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists the freezes that are not over.", "pdeploy freezes list").Does(host, async (session, _, cancellationToken) =>
        {
            var freezes = await session.Client.ListFreezesAsync(cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(freezes, WireJson.Default.IReadOnlyListFreezeView);
            }
            else if (freezes.Count == 0)
            {
                session.Output.Say("There is no freeze.");
            }
            else
            {
                session.Output.Table(["FREEZE", "APP", "FROM", "UNTIL", "BY", "REASON"], freezes.Select(freeze => (IReadOnlyList<string>)
                    [$"{freeze.Id}", freeze.App ?? "(all)", RunsCommand.Clock(freeze.From, session), RunsCommand.Clock(freeze.Until, session), freeze.CreatedBy, freeze.Reason]));
            }

            return ExitCodes.Done;
        });

    static CliCommand Add(CliHost host)
    {
        var from = new Option<string?>("--from") { HelpName = "moment", Description = "When it begins, e.g. 2026-12-23T18:00; else now." };
        var until = new Option<string?>("--until") { HelpName = "moment", Description = "When it ends, e.g. 2027-01-02T08:00 in this computer's time, or with Z or +01:00." };
        var length = Checked.Duration("--for", "How long it lasts, in place of --until.");
        var reason = new Option<string>("--reason") { HelpName = "text", Description = "Why; shown to everybody whose deploy waits.", Required = true };
        var allApps = WindowsCommand.AllApps();
        var command = new CliCommand(
            "create", "Lets no deploy begin for a while; those that are started wait.",
            "pdeploy freezes create --from 2026-12-23T18:00 --until 2027-01-02T08:00 --reason \"the holidays\" --all-apps",
            "pdeploy freezes create --for 2h --reason audit -a shop") { from, until, length, reason, allApps };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var start = Moment("--from", parsed.GetValue(from), session);
            var end = (Moment("--until", parsed.GetValue(until), session), parsed.GetValue(length)) switch
            {
                ({ } moment, null) => moment,
                (null, { } span) => (start ?? session.Environment.Time.GetUtcNow()) + span,
                _ => throw CliException.Usage("A freeze needs either --until or --for.", "See: pdeploy freezes create --help"),
            };
            var wanted = new CreateFreeze(end, parsed.GetRequiredValue(reason), start, parsed.GetValue(allApps) ? null : session.App);
            Print(session, "added", await session.Client.CreateFreezeAsync(wanted, cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Delete(CliHost host)
    {
        var freeze = Checked.Number("freeze", "The freeze's number.");
        var command = new CliCommand("delete", "Ends a freeze; the runs that wait for it begin.", "pdeploy freezes delete 3") { freeze };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session, "removed", await session.Client.DeleteFreezeAsync(parsed.GetValue(freeze), cancellationToken));
            return ExitCodes.Done;
        });
    }

    // Without an offset a moment is meant in the time of the computer that it is typed on.
    static DateTimeOffset? Moment(string option, string? text, Session session)
    {
        if (text is null)
        {
            return null;
        }

        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var typed))
        {
            throw CliException.Usage($"{option} must be a moment like 2026-12-23T18:00, not '{text}'.");
        }

        return typed.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(typed, session.Environment.Time.LocalTimeZone.GetUtcOffset(typed))
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
    }

    static void Print(Session session, string what, FreezeView freeze)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(freeze, WireJson.Default.FreezeView);
        }
        else
        {
            session.Output.Line(
                $"freeze {freeze.Id} {what}: {freeze.App ?? "all apps"}, {RunsCommand.Clock(freeze.From, session)} until {RunsCommand.Clock(freeze.Until, session)}, {freeze.Reason}");
        }
    }
}

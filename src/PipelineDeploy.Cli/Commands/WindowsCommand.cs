using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy windows …</c>.</summary>
static class WindowsCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("windows", "Days and times at which deploys may begin.", "pdeploy windows list", "pdeploy windows create --days Mon,Tue,Wed,Thu --opens 09:00 --closes 16:00 -a shop")
        {
            List(host),
            Add(host),
            Delete(host),
        };

    /// <summary>The option that makes something hold for every app.</summary>
    public static Option<bool> AllApps() => new("--all-apps") { Description = "For all apps, not only for one." };

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists the windows of all apps.", "pdeploy windows list").Does(host, async (session, _, cancellationToken) =>
        {
            var windows = await session.Client.ListWindowsAsync(cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(windows, WireJson.Default.IReadOnlyListWindowView);
            }
            else if (windows.Count == 0)
            {
                session.Output.Say("There are no deploy windows: deploys may begin at any time.");
            }
            else
            {
                session.Output.Table(["WINDOW", "APP", "DAYS", "OPENS", "CLOSES", "ZONE"], windows.Select(window => (IReadOnlyList<string>)
                    [$"{window.Id}", window.App ?? "(all)", string.Join(",", window.Days), window.Opens, window.Closes, window.TimeZone]));
            }

            return ExitCodes.Done;
        });

    static CliCommand Add(CliHost host)
    {
        var days = new Option<string>("--days") { HelpName = "days", Description = "Mon,Tue,Wed,Thu,Fri,Sat,Sun.", Required = true };
        var opens = new Option<string>("--opens") { HelpName = "HH:mm", Description = "When it opens.", Required = true };
        var closes = new Option<string>("--closes") { HelpName = "HH:mm", Description = "When it closes; on the next day when that is not later.", Required = true };
        var zone = new Option<string?>("--zone") { HelpName = "zone", Description = "The time zone, such as Europe/Berlin; else UTC." };
        var allApps = AllApps();
        var command = new CliCommand(
            "create", "Adds a window; outside of its windows an app's deploys wait.",
            "pdeploy windows create --days Mon,Tue,Wed,Thu --opens 09:00 --closes 16:00 --zone Europe/Berlin -a shop") { days, opens, closes, zone, allApps };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var wanted = new CreateWindow(
                parsed.GetRequiredValue(days).Split(','), parsed.GetRequiredValue(opens), parsed.GetRequiredValue(closes), parsed.GetValue(zone),
                parsed.GetValue(allApps) ? null : session.App);
            Print(session, "added", await session.Client.CreateWindowAsync(wanted, cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Delete(CliHost host)
    {
        var window = Checked.Number("window", "The window's number.");
        var command = new CliCommand("delete", "Removes a window.", "pdeploy windows delete 3") { window };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session, "removed", await session.Client.DeleteWindowAsync(parsed.GetValue(window), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static void Print(Session session, string what, WindowView window)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(window, WireJson.Default.WindowView);
        }
        else
        {
            session.Output.Line(
                $"window {window.Id} {what}: {window.App ?? "all apps"}, {string.Join(",", window.Days)} {window.Opens}–{window.Closes} {window.TimeZone}");
        }
    }
}

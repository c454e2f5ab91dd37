using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy schedules …</c>.</summary>
static class SchedulesCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("schedules", "Deploys an app again at certain times.", "pdeploy schedules list -a shop", "pdeploy schedules create nightly --cron \"0 3 * * *\" -a shop")
        {
            List(host),
            Add(host),
            Change(host),
            Delete(host),
        };

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists an app's schedules, when each fires next and what came of the last time.", "pdeploy schedules list -a shop").Does(host, async (session, _, cancellationToken) =>
        {
            var schedules = await session.Client.ListSchedulesAsync(session.App, cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(schedules, WireJson.Default.IReadOnlyListScheduleView);
            }
            else
            {
                session.Output.Table(["SCHEDULE", "CRON", "ZONE", "OVERLAP", "CATCH-UP", "NEXT", "LAST"], schedules.Select(schedule => (IReadOnlyList<string>)
                    [schedule.Name, schedule.Cron, schedule.TimeZone, schedule.Overlap, schedule.CatchUp, Next(schedule, session), Last(schedule, session)]));
            }

            return ExitCodes.Done;
        });

    static CliCommand Add(CliHost host)
    {
        var name = Name();
        var cron = Cron();
        cron.Required = true;
        var (zone, overlap, catchUp) = (Zone(), Overlap(), CatchUp());
        var command = new CliCommand(
            "create", "Makes a schedule: the version that serves is built and deployed again from its source.",
            "pdeploy schedules create nightly --cron \"0 3 * * *\" --zone Europe/Berlin -a shop") { name, cron, zone, overlap, catchUp };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var wanted = new CreateSchedule(
                parsed.GetRequiredValue(name), parsed.GetValue(cron)!, parsed.GetValue(zone), parsed.GetValue(overlap), parsed.GetValue(catchUp));
            Print(session, "made", await session.Client.CreateScheduleAsync(session.App, wanted, cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Change(CliHost host)
    {
        var name = Name();
        var (cron, zone, overlap, catchUp) = (Cron(), Zone(), Overlap(), CatchUp());
        var enabled = new Option<bool?>("--enabled") { HelpName = "true|false", Description = "Whether it starts anything." };
        var command = new CliCommand(
            "change", "Changes a schedule; what is not named stays as it is.", "pdeploy schedules change nightly --enabled false -a shop") { name, cron, zone, overlap, catchUp, enabled };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var change = new ChangeSchedule(
                parsed.GetValue(cron), parsed.GetValue(zone), parsed.GetValue(overlap), parsed.GetValue(catchUp), parsed.GetValue(enabled));
            Print(session, "changed", await session.Client.ChangeScheduleAsync(session.App, parsed.GetRequiredValue(name), change, cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Delete(CliHost host)
    {
        var name = Name();
        var command = new CliCommand("delete", "Removes a schedule; the runs it has started go on.", "pdeploy schedules delete nightly -a shop") { name };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session, "removed", await session.Client.DeleteScheduleAsync(session.App, parsed.GetRequiredValue(name), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static Argument<string> Name() => new("name") { Description = "The schedule's name." };

    static Option<string?> Cron() => new("--cron") { HelpName = "cron", Description = "When: minute, hour, day of the month, month, day of the week." };

    static Option<string?> Zone() => new("--zone") { HelpName = "zone", Description = "The time zone, such as Europe/Berlin; else UTC." };

    static Option<string?> Overlap() => new("--overlap") { HelpName = "skip|queue", Description = "While a run of the app goes on; else skip." };

    static Option<string?> CatchUp() => new("--catch-up") { HelpName = "none|once", Description = "For times that passed while no server ran; else none." };

    static void Print(Session session, string what, ScheduleView schedule)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(schedule, WireJson.Default.ScheduleView);
        }
        else
        {
            session.Output.Line($"schedule {schedule.Name} of {schedule.App} {what}: {schedule.Cron} {schedule.TimeZone}, next {Next(schedule, session)}");
        }
    }

    static string Next(ScheduleView schedule, Session session) => schedule.NextAt is { } at ? RunsCommand.Clock(at, session) : schedule.Enabled ? "-" : "disabled";

    static string Last(ScheduleView schedule, Session session) => schedule.LastFiredAt is { } at
        ? $"{RunsCommand.Clock(at, session)} {(schedule.LastRun is { } run ? $"run {run}" : schedule.LastError)}"
        : "-";
}

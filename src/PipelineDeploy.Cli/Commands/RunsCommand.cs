using System.CommandLine;
using System.Globalization;
using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy runs …</c>.</summary>
static class RunsCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("runs", "The runs of the server, newest first.", "pdeploy runs list -a shop", "pdeploy runs watch 12")
        {
            List(host),
            Show(host),
            Watch(host),
            Logs(host),
            Cancel(host),
            Override(host),
            Retry(host),
            RunAnswers.Approve(host),
            RunAnswers.Reject(host),
            RunAnswers.Signal(host),
        };

    public static string Clock(DateTimeOffset moment, Session session) =>
        TimeZoneInfo.ConvertTime(moment, session.Environment.Time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string ClockOrNever(DateTimeOffset? moment, Session session) => moment is { } at ? Clock(at, session) : "never";

    static CliCommand List(CliHost host)
    {
        var limit = Checked.Count("--limit", "At most so many.", 20);
        var before = Checked.RunBefore("--before", "Only runs older than this one.");
        var command = new CliCommand("list", "Lists runs, of one app or of all.", "pdeploy runs list -a shop --limit 5") { limit, before };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var page = await session.Client.ListRunsAsync(
                session.Connection.App, parsed.GetValue(limit), parsed.GetValue(before), cancellationToken);
            Print(session, page);
            return ExitCodes.Done;
        });
    }

    static void Print(Session session, RunPage page)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(page, WireJson.Default.RunPage);
            return;
        }

        session.Output.Table(["RUN", "APP", "STATE", "TRIGGER", "BY", "CREATED", "WHY"], page.Items.Select(run => (IReadOnlyList<string>)
            [$"{run.Id}", run.App, run.State, run.Trigger, run.Actor, Clock(run.CreatedAt, session), run.Error?.Message ?? ""]));
        if (page.Next is { } next)
        {
            session.Output.Say($"There are more: pdeploy runs list --before {next}");
        }
    }

    static CliCommand Show(CliHost host)
    {
        var run = Checked.RunOrLatest();
        var command = new CliCommand("show", "Shows a run, its steps and why it failed.", "pdeploy runs show 12") { run };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var found = await session.Client.GetRunAsync(await IdAsync(session, parsed.GetValue(run), cancellationToken), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(found, WireJson.Default.RunView);
                return ExitCodes.Done;
            }

            var zone = session.Environment.Time.LocalTimeZone;
            var steps = found.Steps.SelectMany(step => RunPrinter.Votes(step, zone).Prepend(RunPrinter.Step(step, zone)));
            foreach (var line in steps.Concat(RunSummary.Lines(found).Select(text => new OutputLine(text))))
            {
                session.Output.Line(line);
            }

            return ExitCodes.Done;
        });
    }

    static CliCommand Watch(CliHost host)
    {
        var run = Checked.RunOrLatest();
        var timeout = Checked.Duration("--timeout", "Stop waiting after this long; the run goes on.");
        var command = new CliCommand("watch", "Shows a run live and ends with its exit code.", "pdeploy runs watch 12 --timeout 10m", "pdeploy runs watch 12 --json-lines") { run, timeout };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var id = await IdAsync(session, parsed.GetValue(run), cancellationToken);
            // Asked first, because a watch is patient: a server that is not there at all must be told at once.
            var found = await session.Client.GetRunAsync(id, cancellationToken);
            return await RunWatching.WatchAsync(session, found.Id, parsed.GetValue(timeout), cancellationToken);
        });
    }

    static CliCommand Logs(CliHost host)
    {
        var run = Checked.RunOrLatest();
        var step = new Option<string?>("--step") { HelpName = "step", Description = "Only what this step wrote." };
        var from = Checked.Line("--from", "Number of the first line.");
        var limit = Checked.LimitOrAll("--limit", "At most so many lines; all when left out.");
        var command = new CliCommand("logs", "Prints what a run has written so far.", "pdeploy runs logs 12 --step build --from 101 --limit 100") { run, step, from, limit };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var id = await IdAsync(session, parsed.GetValue(run), cancellationToken);
            var lines = session.Client.ReadRunLogAsync(id, parsed.GetValue(from), parsed.GetValue(step), cancellationToken)
                .Take(parsed.GetValue(limit) ?? int.MaxValue);
            if (session.Output.IsJson && !session.Output.IsJsonLines)
            {
                session.Output.Json(await lines.ToListAsync(cancellationToken), WireJson.Default.IReadOnlyListRunLogLine);
                return ExitCodes.Done;
            }

            await foreach (var line in lines)
            {
                if (session.Output.IsJson)
                {
                    session.Output.Json(line, WireJson.Default.RunLogLine);
                }
                else
                {
                    session.Output.Line(line.Text);
                }
            }

            return ExitCodes.Done;
        });
    }

    static CliCommand Cancel(CliHost host)
    {
        var run = Checked.Run();
        var command = new CliCommand("cancel", "Asks a run to stop and undo what it did.", "pdeploy runs cancel 12") { run };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var cancelled = await session.Client.CancelRunAsync(parsed.GetValue(run), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(cancelled, WireJson.Default.RunView);
            }
            else
            {
                session.Output.Line($"run {cancelled.Id} of {cancelled.App} is being cancelled");
            }

            return ExitCodes.Done;
        });
    }

    static CliCommand Override(CliHost host)
    {
        var run = Checked.Run();
        var reason = new Option<string>("--reason") { HelpName = "text", Description = "Why; it is kept with the run.", Required = true };
        var command = new CliCommand(
            "override", "Lets a run begin in spite of deploy windows and freezes.", "pdeploy runs override 12 --reason \"the shop is down\"") { run, reason };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var overridden = await session.Client.OverrideHoldAsync(parsed.GetValue(run), parsed.GetRequiredValue(reason), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(overridden, WireJson.Default.RunView);
            }
            else
            {
                session.Output.Line($"run {overridden.Id} of {overridden.App} may begin");
            }

            return ExitCodes.Done;
        });
    }

    static CliCommand Retry(CliHost host)
    {
        var run = Checked.Run();
        var from = new Option<string?>("--from") { HelpName = "step", Description = "The step to go on from; what is missing when left out." };
        var command = new CliCommand("retry", "Lets a run that failed go on as a new run.", "pdeploy runs retry 12 --from check") { run, from };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var retried = await session.Client.RetryRunAsync(parsed.GetValue(run), new RetryRun(parsed.GetValue(from)), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(retried, WireJson.Default.RunView);
            }
            else
            {
                session.Output.Line($"run {retried.Id} of {retried.App} goes on with run {parsed.GetValue(run)}");
                session.Output.Say($"Watch it: pdeploy runs watch {retried.Id}");
            }

            return ExitCodes.Done;
        });
    }

    static async Task<long> IdAsync(Session session, long given, CancellationToken cancellationToken)
    {
        if (given > 0)
        {
            return given;
        }

        var newest = await session.Client.ListRunsAsync(session.App, limit: 1, before: null, cancellationToken);
        return newest.Items.Count > 0
            ? newest.Items[0].Id
            : throw new CliException(ExitCodes.NotFound, $"{session.App} has no runs yet.", $"Start one with: pdeploy deploy -a {session.App}");
    }
}

using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy logs</c>.</summary>
static class LogsCommand
{
    public static Command Create(CliHost host)
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with new lines; with --json, too, one object a line." };
        var tail = Checked.Count("--tail", "How many of the newest lines come first.", 100);
        var command = new CliCommand("logs", "Prints what an app's containers write.", "pdeploy logs -a shop --tail 20", "pdeploy logs -a shop -f --json-lines") { follow, tail };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var follows = parsed.GetValue(follow);
            var lines = session.Client.ReadLogsAsync(session.App, parsed.GetValue(tail), follows, cancellationToken);
            if (session.Output.IsJson && !session.Output.IsJsonLines && !follows)
            {
                session.Output.Json(await lines.ToListAsync(cancellationToken), WireJson.Default.IReadOnlyListAppLogLine);
                return ExitCodes.Done;
            }

            await foreach (var line in lines)
            {
                Print(session, line);
            }

            return ExitCodes.Done;
        });
    }

    static void Print(Session session, AppLogLine line)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(line, WireJson.Default.AppLogLine);
        }
        else
        {
            session.Output.Line($"{line.Container} | {line.Text}");
        }
    }
}

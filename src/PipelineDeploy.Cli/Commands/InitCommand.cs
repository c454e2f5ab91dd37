using System.CommandLine;
using PipelineDeploy.Cli.Connecting;
using PipelineDeploy.Cli.Starting;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy init</c>: asks no server.</summary>
static class InitCommand
{
    public static Command Create(CliHost host)
    {
        var path = new Argument<string>("path") { Description = "The app's folder.", DefaultValueFactory = _ => "." };
        var command = new CliCommand(
            "init", "Looks at a folder, writes its .pipelinedeploy.yaml and tells what comes next. What is there is replaced only with --yes.",
            "pdeploy init", "pdeploy init ./shop -a shop-production --server https://deploy.example.com") { path };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            session.Folder = Folder(parsed.GetRequiredValue(path), session.Environment.WorkingDirectory);
            var scan = ProjectScan.Read(session.Folder);
            var app = App(session);
            var file = Path.Combine(session.Folder, FolderFile.Name);
            var text = FolderFileText.Of(app, Server(session), scan);
            await WriteAsync(session, file, text, cancellationToken);
            Print(session, new InitReport(file, app, scan.Dockerfile, scan.Port, scan.PortFrom, scan.Checks, scan.Processes, [.. FolderFileText.Next(app, scan)]), scan);
            return ExitCodes.Done;
        });
    }

    // An empty one is a beginning, too.
    static string Folder(string path, string workingDirectory) =>
        path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal) && Directory.Exists(Path.GetFullPath(path, workingDirectory))
            ? Path.GetFullPath(path, workingDirectory)
            : throw CliException.Usage($"There is no folder {path}.");

    static string App(Session session)
    {
        var app = session.Connection.App ?? FolderFileText.NameOf(session.Folder)
            ?? throw CliException.Usage($"The folder {session.Folder} gives the app no name.", "Name it with -a <app>.");
        return FolderFileText.IsName(app) ? app : throw CliException.Usage($"'{app}' is no name for an app.", "Use small letters, digits and dashes, at most 63: -a shop");
    }

    // The last login's is everybody's own and does not belong into a file that is shared.
    static string? Server(Session session)
    {
        var named = session.Flags.Server ?? session.Environment["PDEPLOY_SERVER"] ?? FolderFile.Read(session.Folder).Server;
        return named is null ? null : Session.Name(Connection.ParseServer(named));
    }

    static async Task WriteAsync(Session session, string file, string text, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
        {
            if (await File.ReadAllTextAsync(file, cancellationToken) == text)
            {
                return;
            }

            session.Confirm($"{FolderFile.Name} is there and would be replaced.");
        }

        await File.WriteAllTextAsync(file, text, cancellationToken);
    }

    static void Print(Session session, InitReport report, ProjectScan scan)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(report, CliJson.Default.InitReport);
            return;
        }

        session.Output.Line($"{FolderFile.Name} says that this is {report.App}");
        foreach (var line in FolderFileText.Found(scan))
        {
            session.Output.Line($"  {line}");
        }

        session.Output.Say("Next:");
        foreach (var command in report.Next)
        {
            session.Output.Say($"  {command}");
        }
    }
}

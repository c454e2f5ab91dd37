using System.CommandLine;
using PipelineDeploy.Cli.Output;
using PipelineDeploy.Cli.Sources;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy import …</c>: apps that come from another tool. Values of variables are sent, and printed nowhere.</summary>
static class ImportCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("import", "Takes an app over from another tool.", "pdeploy import dokku /home/dokku/shop --dry-run", "pdeploy import gokku /opt/gokku/apps/api")
        {
            From(host, ImportFolder.Dokku, "Takes an app over from dokku: ENV, VHOST, DOKKU_SCALE; CHECKS is validated.", "pdeploy import dokku /home/dokku/shop", "pdeploy import dokku ./shop --dry-run -a shop-production"),
            From(host, ImportFolder.Gokku, "Takes an app over from gokku: gokku.yml and .env.", "pdeploy import gokku /opt/gokku/apps/api", "pdeploy import gokku . -a api-production"),
        };

    static CliCommand From(CliHost host, ImportFolder kind, string description, params string[] examples)
    {
        var folder = new Argument<string>("folder") { Description = $"The app's folder of {kind.Tool}; its name is the app's unless -a names one." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Change nothing; tell what there is to do." };
        var command = new CliCommand(kind.Tool, description, examples) { folder, dryRun };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(folder);
            var found = kind.Read(path, session.Environment.WorkingDirectory);
            // The app that this folder or the environment names is another one.
            var app = session.Flags.App ?? found.Name;
            var answer = await session.Client.ImportAppAsync(new ImportApp(app, kind.Tool, found.Files, parsed.GetValue(dryRun)), cancellationToken);
            answer = found.HasCertificate ? answer with { Next = [.. answer.Next, $"pdeploy certs add --cert {path.TrimEnd('/')}/tls/server.crt --key {path.TrimEnd('/')}/tls/server.key -a {app}"] } : answer;
            if (session.Output.IsJson)
            {
                session.Output.Json(answer, WireJson.Default.ImportView);
            }
            else
            {
                Print(session.Output, answer);
            }

            return ExitCodes.Done;
        });
    }

    static void Print(CliOutput output, ImportView answer)
    {
        Lines(answer).ToList().ForEach(output.Line);
        // As compilers print it, so that editors find the place.
        foreach (var problem in answer.Checks)
        {
            output.Line(new OutputLine($"CHECKS({problem.Line ?? 1}): {problem.Severity}: {problem.Message}{(problem.Hint is null ? "" : $" {problem.Hint}")}", problem.Severity == "error" ? Tone.Bad : Tone.Waiting));
        }

        output.Say(answer.IsDryRun ? "Nothing was changed." : "What serves is as it was; the next deploy takes this along.");
    }

    static IEnumerable<string> Lines(ImportView answer) =>
    [
        .. answer.IsNew ? [$"create   {answer.App}"] : Array.Empty<string>(),
        .. answer.Domains.Select(domain => $"domain   {domain}"),
        .. answer.Settings.Select(setting => $"setting  {setting.Name}={setting.Value}"),
        .. answer.Set.Select(name => $"config   {name}"),
        .. answer.Unchanged.Select(name => $"as is    {name}"),
        .. answer.Notes.Select(note => $"note     {note}"),
        .. answer.Next.Select(command => $"next     {command}"),
    ];
}

using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy pipelines export</c>.</summary>
static class PipelineExportCommand
{
    public static CliCommand Create(CliHost host)
    {
        var names = new Argument<string[]>("name") { Description = "Which pipelines; all when left out.", Arity = ArgumentArity.ZeroOrMore };
        var folder = new Option<string>("--to") { HelpName = "folder", Description = "Where the files go.", DefaultValueFactory = _ => "." };
        var command = new CliCommand(
            "export", "Writes the newest version of pipelines into files that can be kept in git. Files with other content are replaced only with --yes.",
            "pdeploy pipelines export --to pipelines", "pdeploy pipelines export canary --yes") { names, folder };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(names) is { Length: > 0 } given ? given : [.. (await session.Client.ListPipelinesAsync(cancellationToken)).Select(pipeline => pipeline.Name)];
            var target = Path.GetFullPath(parsed.GetRequiredValue(folder), session.Environment.WorkingDirectory);
            List<PipelineText> texts = [];
            foreach (var name in wanted.Distinct(StringComparer.Ordinal))
            {
                texts.Add(await session.Client.GetPipelineAsync(name, version: null, cancellationToken));
            }

            await WriteAsync(session, target, texts, cancellationToken);
            Print(session, [.. texts.Select(text => new ExportedFile(text.Pipeline.Name, text.Pipeline.Version, Path.Combine(target, FileOf(text))))]);
            return ExitCodes.Done;
        });
    }

    // Asked once, before the first file is touched.
    static async Task WriteAsync(Session session, string folder, IReadOnlyList<PipelineText> texts, CancellationToken cancellationToken)
    {
        var others = texts.Where(text => File.Exists(Path.Combine(folder, FileOf(text))) && File.ReadAllText(Path.Combine(folder, FileOf(text))) != text.Text).Select(FileOf).ToList();
        if (others.Count > 0)
        {
            session.Confirm($"{string.Join(", ", others)} in {folder} would be replaced.");
        }

        Directory.CreateDirectory(folder);
        foreach (var text in texts)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, FileOf(text)), text.Text, cancellationToken);
        }
    }

    // The server says the name, and must not say where on this machine is written.
    static string FileOf(PipelineText text) => text.Pipeline.Name is { Length: > 0 and <= 200 } name && name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_')
        ? $"{name}.yaml"
        : throw new CliException(ExitCodes.Failed, $"'{text.Pipeline.Name}' makes no name for a file.");

    static void Print(Session session, IReadOnlyList<ExportedFile> files)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(files, CliJson.Default.IReadOnlyListExportedFile);
            return;
        }

        foreach (var file in files)
        {
            session.Output.Line($"{file.File}  {file.Name} v{file.Version}");
        }
    }
}

using System.CommandLine;
using PipelineDeploy.Cli.Output;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy pipelines diff</c>.</summary>
static class PipelineDiffCommand
{
    const int LongestText = 5_000;

    public static CliCommand Create(CliHost host)
    {
        var name = new Argument<string>("name") { Description = "The pipeline." };
        var from = Checked.VersionArgument("from", "The one version; the one before the newest when left out.");
        var to = Checked.VersionArgument("to", "The other version; the newest when left out.");
        var file = new Option<string?>("--file") { HelpName = "file", Description = "Compare with this file, which is not published yet; - for standard input." };
        var command = new CliCommand(
            "diff", "Shows in what two versions of a pipeline differ, or a version and a file.",
            "pdeploy pipelines diff canary", "pdeploy pipelines diff canary 2 5", "pdeploy pipelines diff canary --file canary.yaml") { name, from, to, file };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var diff = parsed.GetValue(file) is { } path
                ? await WithFileAsync(session, parsed.GetRequiredValue(name), parsed.GetValue(from), parsed.GetValue(to), path, cancellationToken)
                : await VersionsAsync(session, parsed.GetRequiredValue(name), parsed.GetValue(from), parsed.GetValue(to), cancellationToken);
            Print(session, diff);
            return ExitCodes.Done;
        });
    }

    static async Task<PipelineDiff> WithFileAsync(Session session, string name, int? version, int? to, string path, CancellationToken cancellationToken)
    {
        if (to is not null)
        {
            throw CliException.Usage("A file is compared with one version.", "Leave out --file, or the second version.");
        }

        var (title, text) = await TextAsync(session, name, version, cancellationToken);
        return Compare(title, text, path, await PipelinesCommand.ReadAsync(session, path, cancellationToken));
    }

    static async Task<PipelineDiff> VersionsAsync(Session session, string name, int? from, int? to, CancellationToken cancellationToken)
    {
        var newer = await session.Client.GetPipelineAsync(name, to, cancellationToken);
        if (from is null && newer.Pipeline.Version == 1)
        {
            throw new CliException(ExitCodes.NotFound, $"{name} v1 is its first version: there is nothing to compare it with.", $"Compare it with a file: pdeploy pipelines diff {name} --file <file>");
        }

        var (title, text) = await TextAsync(session, name, from ?? newer.Pipeline.Version - 1, cancellationToken);
        return Compare(title, text, $"{name} v{newer.Pipeline.Version}", newer.Text);
    }

    static async Task<(string Title, string Text)> TextAsync(Session session, string name, int? version, CancellationToken cancellationToken)
    {
        var found = await session.Client.GetPipelineAsync(name, version, cancellationToken);
        return ($"{name} v{found.Pipeline.Version}", found.Text);
    }

    static PipelineDiff Compare(string fromTitle, string from, string toTitle, string to) =>
        from.AsSpan().Count('\n') > LongestText || to.AsSpan().Count('\n') > LongestText
            ? throw CliException.Usage($"Only texts of at most {LongestText} lines are compared.", "Write both to files with 'pdeploy pipelines show', and use diff.")
            : new PipelineDiff(fromTitle, toTitle, LineDiff.Of(from, to));

    static void Print(Session session, PipelineDiff diff)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(diff, CliJson.Default.PipelineDiff);
            return;
        }

        if (diff.Lines.Count == 0)
        {
            session.Output.Say($"{diff.From} and {diff.To} are the same.");
            return;
        }

        session.Output.Line($"--- {diff.From}");
        session.Output.Line($"+++ {diff.To}");
        foreach (var line in diff.Lines)
        {
            session.Output.Line(new OutputLine(line, line[0] switch { '+' => Tone.Good, '-' => Tone.Bad, '@' => Tone.Waiting, _ => Tone.Plain }));
        }
    }
}

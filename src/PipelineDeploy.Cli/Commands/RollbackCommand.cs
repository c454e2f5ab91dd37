using System.CommandLine;
using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy rollback</c>.</summary>
static class RollbackCommand
{
    public static Command Create(CliHost host)
    {
        var release = Checked.Release("The release to go back to; the one that served before when left out.", isOptional: true);
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tell what would change." };
        var detach = new Option<bool>("--detach") { Description = "Do not wait for the run." };
        var timeout = Checked.Duration("--timeout", "Stop waiting after this long; the run goes on.");
        var command = new CliCommand(
            "rollback", "Goes back to a release that is kept, with the config it keeps, and watches that.", "pdeploy rollback -a shop", "pdeploy rollback v3 -a shop --dry-run")
        {
            release,
            dryRun,
            detach,
            timeout,
        };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            int? wanted = parsed.GetValue(release) is > 0 and var number ? number : null;
            if (parsed.GetValue(dryRun))
            {
                return Print(session.Output, await session.Client.PreviewRollbackAsync(session.App, wanted, cancellationToken));
            }

            var key = Guid.CreateVersion7(session.Environment.Time.GetUtcNow()).ToString();
            var run = await session.Client.RollBackAsync(session.App, new RollBack(wanted), key, cancellationToken);
            session.Output.Say($"Run {run.Id} of {run.App} goes back{(run.Release is { } to ? $" to v{to}" : "")} and is {run.State}");
            return parsed.GetValue(detach)
                ? RunWatching.Leave(session.Output, run)
                : await RunWatching.WatchAsync(session, run.Id, parsed.GetValue(timeout), cancellationToken);
        });
    }

    static int Print(CliOutput output, RollbackPreview preview)
    {
        if (output.IsJson)
        {
            output.Json(preview, WireJson.Default.RollbackPreview);
            return ExitCodes.Done;
        }

        foreach (var line in Lines(preview))
        {
            output.Line(line);
        }

        return ExitCodes.Done;
    }

    static IEnumerable<string> Lines(RollbackPreview preview)
    {
        yield return $"{preview.App} would go back from v{preview.From.Number} to v{preview.To.Number}{(preview.Undoes is { } run ? $", at once: run {run} is undone" : "")}";
        yield return $"  image     {(preview.ChangesImage ? $"{preview.From.Image} -> {preview.To.Image}" : "the same")}";
        yield return $"  pipeline  {(preview.ChangesPipeline ? $"{Built(preview.From)} -> {Built(preview.To)}" : "the same")}";
        var names = preview.Added.Select(name => $"+{name}").Concat(preview.Removed.Select(name => $"-{name}")).Concat(preview.Changed.Select(name => $"~{name}")).ToList();
        yield return $"  variables {(names.Count == 0 ? "the same" : string.Join(" ", names))}";
    }

    static string Built(ReleaseView release) => release.Pipeline is null ? "unknown" : $"{release.Pipeline} v{release.PipelineVersion}";
}

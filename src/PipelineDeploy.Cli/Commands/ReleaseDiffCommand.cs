using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy releases diff</c>: of variables only the names; what they are is shown nowhere.</summary>
static class ReleaseDiffCommand
{
    public static CliCommand Create(CliHost host)
    {
        var from = Checked.Release("The one release, e.g. v3.");
        var to = Checked.VersionArgument("other", "The other one; what serves when left out.");
        var command = new CliCommand(
            "diff", "Tells in what two releases differ. Which variables have another value is told by 'rollback --dry-run'.", "pdeploy releases diff v3 v4 -a shop", "pdeploy releases diff v3 -a shop") { from, to };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var other = parsed.GetValue(to) ?? await ServingAsync(session, cancellationToken);
            var diff = Compare(
                await session.Client.GetReleaseAsync(session.App, parsed.GetValue(from), cancellationToken), await session.Client.GetReleaseAsync(session.App, other, cancellationToken));
            if (session.Output.IsJson)
            {
                session.Output.Json(diff, CliJson.Default.ReleaseDiff);
            }
            else
            {
                Lines(diff).ToList().ForEach(session.Output.Line);
            }

            return ExitCodes.Done;
        });
    }

    /// <summary>What differs.</summary>
    public static ReleaseDiff Compare(ReleaseView from, ReleaseView to)
    {
        var (before, after) = (from.Variables ?? [], to.Variables ?? []);
        return new ReleaseDiff(from.App, from.Number, to.Number, [.. Changes(from, to)], [.. after.Except(before, StringComparer.Ordinal)], [.. before.Except(after, StringComparer.Ordinal)]);
    }

    static async Task<int> ServingAsync(Session session, CancellationToken cancellationToken) =>
        (await session.Client.GetAppAsync(session.App, cancellationToken)).ServingRelease
            ?? throw new CliException(ExitCodes.NotFound, $"Nothing of {session.App} serves yet.", "Name the other release, too.");

    static IEnumerable<ReleaseChange> Changes(ReleaseView from, ReleaseView to) => new[]
    {
        new ReleaseChange("image", from.Image, to.Image),
        new ReleaseChange("pipeline", Pipeline(from), Pipeline(to)),
        new ReleaseChange("commit", from.Commit ?? "-", to.Commit ?? "-"),
    }.Where(change => change.From != change.To);

    static string Pipeline(ReleaseView release) => release.Pipeline is null ? "-" : $"{release.Pipeline} {(release.PipelineVersion is { } version ? ReleasesCommand.Name(version) : "")}".TrimEnd();

    static IEnumerable<string> Lines(ReleaseDiff diff)
    {
        yield return $"{diff.App} {ReleasesCommand.Name(diff.From)} -> {ReleasesCommand.Name(diff.To)}";
        foreach (var change in diff.Changes)
        {
            yield return $"  {change.What,-9} {change.From} -> {change.To}";
        }

        if (diff.Added.Count + diff.Removed.Count > 0)
        {
            yield return $"  variables {string.Join(' ', diff.Added.Select(name => $"+{name}").Concat(diff.Removed.Select(name => $"-{name}")))}";
        }

        if (diff.Changes.Count + diff.Added.Count + diff.Removed.Count == 0)
        {
            yield return "  image, pipeline, commit and names of variables are the same";
        }
    }
}

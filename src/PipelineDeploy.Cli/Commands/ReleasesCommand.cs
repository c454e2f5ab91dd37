using System.CommandLine;
using System.Globalization;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy releases …</c>.</summary>
static class ReleasesCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("releases", "The versions of an app that can serve.", "pdeploy releases list -a shop", "pdeploy releases diff v3 v4 -a shop")
        {
            List(host),
            Show(host),
            ReleaseDiffCommand.Create(host),
        };

    /// <summary>How a release is called.</summary>
    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"v{number}");

    static CliCommand List(CliHost host)
    {
        var limit = Checked.Count("--limit", "At most so many.", 20);
        var before = Checked.Version("--before", "Only those before this one.");
        var command = new CliCommand("list", "Lists an app's releases, newest first.", "pdeploy releases list -a shop --limit 5") { limit, before };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var page = await session.Client.ListReleasesAsync(session.App, parsed.GetValue(limit), parsed.GetValue(before), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(page, WireJson.Default.ReleasePage);
                return ExitCodes.Done;
            }

            session.Output.Table(["RELEASE", "MADE", "BY", "RUN", "IMAGE", "SERVED"], page.Items.Select(release => (IReadOnlyList<string>)
                [Name(release.Number), RunsCommand.Clock(release.CreatedAt, session), release.Actor ?? "-", $"{release.Run?.ToString(CultureInfo.InvariantCulture) ?? "-"}", Image(release), Served(release, session)]));
            if (page.Next is { } next)
            {
                session.Output.Say($"There are more: pdeploy releases list -a {session.App} --before {next}");
            }

            return ExitCodes.Done;
        });
    }

    static CliCommand Show(CliHost host)
    {
        var number = Checked.Release("The release, e.g. v3.");
        var command = new CliCommand("show", "Shows a release and the names of the variables it keeps.", "pdeploy releases show v3 -a shop") { number };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var release = await session.Client.GetReleaseAsync(session.App, parsed.GetValue(number), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(release, WireJson.Default.ReleaseView);
                return ExitCodes.Done;
            }

            foreach (var line in Lines(release, session))
            {
                session.Output.Line(line);
            }

            return ExitCodes.Done;
        });
    }

    static IEnumerable<string> Lines(ReleaseView release, Session session)
    {
        yield return $"{Name(release.Number)} of {release.App}, made {RunsCommand.Clock(release.CreatedAt, session)}{(release.Actor is { } actor ? $" by {actor}" : "")}{(release.Run is { } run ? $" (run {run})" : "")}";
        yield return $"  image     {release.Image}{(release.HasImage ? "" : ", which is gone")}{(release.From is { } from ? $", of {from.App} {Name(from.Release)}" : "")}";
        yield return $"  pipeline  {(release.Pipeline is null ? "-" : $"{release.Pipeline} {(release.PipelineVersion is { } version ? Name(version) : "")}".TrimEnd())}";
        yield return $"  commit    {release.Commit ?? "-"}";
        yield return $"  served    {Served(release, session)}";
        yield return $"  variables {(release.Variables is { Count: > 0 } names ? string.Join(", ", names) : "-")}";
    }

    static string Image(ReleaseView release) => !release.HasImage ? "gone"
        : release.From is { } from ? $"of {(from.App == release.App ? "" : $"{from.App} ")}{Name(from.Release)}"
        : "kept";

    static string Served(ReleaseView release, Session session) => release switch
    {
        { Serves: true, Served: { } now } => $"since {RunsCommand.Clock(now.Since, session)}",
        { Serves: true } => "now",
        { Served: { Until: { } until } } => $"until {RunsCommand.Clock(until, session)}",
        _ => "never",
    };
}

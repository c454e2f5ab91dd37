using System.CommandLine;
using System.Globalization;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy doctor</c>, <c>pdeploy nodes</c> and <c>pdeploy gc</c>: the installation itself.</summary>
static class OperationCommands
{
    const double GiB = 1024.0 * 1024 * 1024;

    public static Command Doctor(CliHost host) =>
        new CliCommand("doctor", "Looks at every part of the installation and tells what to do; ends with 1 when something does not work.", "pdeploy doctor")
            .Does(host, async (session, _, cancellationToken) =>
            {
                var findings = await session.Client.ExamineAsync(cancellationToken);
                if (session.Output.IsJson)
                {
                    session.Output.Json(findings, WireJson.Default.IReadOnlyListFindingView);
                }
                else
                {
                    session.Output.Table(["PART", "IS", "FOUND"], findings.SelectMany(Rows));
                }

                return findings.Any(found => found.Level == "failed") ? ExitCodes.Failed : ExitCodes.Done;
            });

    public static Command Nodes(CliHost host) =>
        new CliCommand("nodes", "Lists the servers of the installation.", "pdeploy nodes").Does(host, async (session, _, cancellationToken) =>
        {
            var nodes = await session.Client.ListNodesAsync(cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(nodes, WireJson.Default.IReadOnlyListNodeView);
            }
            else
            {
                session.Output.Table(["NODE", "HOST", "VERSION", "DOCKER", "DISK FREE", "RUNS", "SEEN"], nodes.Select(node => (IReadOnlyList<string>)
                    [node.Name, node.Host, node.Version, node.Engine ?? "does not answer", Size(node.DiskFreeBytes), $"{node.Runs}", $"{RunsCommand.Clock(node.SeenAt, session)}{(node.IsAlive ? "" : " (dead)")}"]));
            }

            return ExitCodes.Done;
        });

    public static Command Gc(CliHost host)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Change nothing, only tell." };
        var command = new CliCommand("gc", "Does away with containers and images that no run, release or traffic needs any more.", "pdeploy gc --dry-run", "pdeploy gc") { dryRun };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var garbage = await session.Client.CollectGarbageAsync(parsed.GetValue(dryRun), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(garbage, WireJson.Default.GarbageView);
            }
            else if (garbage.Items.Count == 0)
            {
                session.Output.Say("Nothing is to be done away with.");
            }
            else
            {
                session.Output.Table(["KIND", "WHAT", garbage.DryRun ? "WOULD" : "DONE"], garbage.Items.Select(item => (IReadOnlyList<string>)[item.Kind, item.Name, item.Action]));
                session.Output.Say($"At most {Size(garbage.FreedBytes)}{(garbage.DryRun ? " would be freed" : " freed")}; layers that other images share stay.");
            }

            return ExitCodes.Done;
        });
    }

    static IEnumerable<IReadOnlyList<string>> Rows(FindingView found)
    {
        yield return [found.Part, found.Level, found.Message];
        if (found.Fix is { } fix)
        {
            yield return ["", "", fix];
        }
    }

    static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / GiB:0.0} GiB");
}

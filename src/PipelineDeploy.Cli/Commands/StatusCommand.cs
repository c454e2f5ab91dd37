using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy status</c>.</summary>
static class StatusCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("status", "Shows what serves: of one app its containers, else all apps.", "pdeploy status -a shop")
            .Does(host, async (session, _, cancellationToken) =>
            {
                if (session.Connection.App is { } app)
                {
                    Print(session, await session.Client.GetStatusAsync(app, cancellationToken));
                }
                else
                {
                    AppsCommand.Print(session.Output, await session.Client.ListAppsAsync(cancellationToken));
                }

                return ExitCodes.Done;
            });

    static void Print(Session session, StatusView status)
    {
        var output = session.Output;
        if (output.IsJson)
        {
            output.Json(status, WireJson.Default.StatusView);
            return;
        }

        output.Line($"{status.App.Name}  {(status.App.ServingRelease is { } release ? $"v{release} serves" : "nothing serves yet")}");
        foreach (var url in status.App.Urls)
        {
            output.Line($"  {url}");
        }

        foreach (var drift in status.Drift)
        {
            output.Line($"  ! {drift.Message}. {drift.Hint}".TrimEnd());
        }

        if (status.Containers.Count > 0)
        {
            Print(session, status.Containers);
        }
    }

    /// <summary>An app's containers as a table.</summary>
    public static void Print(Session session, IReadOnlyList<ContainerView> containers) =>
        session.Output.Table(["CONTAINER", "SLOT", "RELEASE", "STATE", "WEIGHT", "ADDRESS", "STARTED"], containers.Select(found => (IReadOnlyList<string>)
        [
            found.Name,
            found.Slot,
            found.Release is { } number ? $"v{number}" : "-",
            found.State,
            found.Weight is { } weight ? $"{weight}" : "-",
            found.Address ?? "-",
            found.StartedAt is { } started ? RunsCommand.Clock(started, session) : "-",
        ]));
}

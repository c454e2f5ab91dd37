using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy version</c>.</summary>
static class VersionCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("version", "Shows the version of this program and of the server.", "pdeploy version --json")
            .Does(host, async (session, _, cancellationToken) =>
            {
                var report = new VersionReport(typeof(VersionCommand).Assembly.GetName().Version!.ToString(3), await ServerAsync(session, cancellationToken));
                if (session.Output.IsJson)
                {
                    session.Output.Json(report, CliJson.Default.VersionReport);
                }
                else
                {
                    session.Output.Line($"pdeploy {report.Client}");
                    session.Output.Line($"server  {report.Server ?? "unknown"}");
                }

                return ExitCodes.Done;
            });

    static async Task<string?> ServerAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.AnyClient.GetVersionAsync(cancellationToken)).Version;
        }
        catch (Exception e) when (e is ServerUnreachableException or ApiException)
        {
            session.Output.Say(e.Message);
            return null;
        }
    }
}

using System.CommandLine;
using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy apps …</c>.</summary>
static class AppsCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("apps", "The apps of the server.", "pdeploy apps list", "pdeploy apps create shop")
        {
            List(host),
            CreateApp(host),
            Show(host),
        };

    public static void Print(CliOutput output, IReadOnlyList<AppView> apps)
    {
        if (output.IsJson)
        {
            output.Json(apps, WireJson.Default.IReadOnlyListAppView);
        }
        else if (apps.Count == 0)
        {
            output.Say("There are no apps yet. Create one with: pdeploy apps create <name>");
        }
        else
        {
            output.Table(["APP", "SERVES", "LATEST RUN", "URL"], apps.Select(app => (IReadOnlyList<string>)
            [
                app.Name,
                app.ServingRelease is { } release ? $"v{release}" : "-",
                app.LatestRun is { } run ? $"{run.Id} {run.State}" : "-",
                app.Urls.Count > 0 ? app.Urls[0] : "-",
            ]));
        }
    }

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists the apps.", "pdeploy apps list --json").Does(host, async (session, _, cancellationToken) =>
        {
            Print(session.Output, await session.Client.ListAppsAsync(cancellationToken));
            return ExitCodes.Done;
        });

    static CliCommand CreateApp(CliHost host)
    {
        var name = new Argument<string>("name") { Description = "Small letters, digits and dashes." };
        var domains = new Option<string[]>("--domain") { HelpName = "host", Description = "A host name it answers to; may be repeated. Else <name>.localhost." };
        var command = new CliCommand("create", "Makes an app.", "pdeploy apps create shop --domain shop.example.com") { name, domains };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var asked = new CreateApp(parsed.GetRequiredValue(name), parsed.GetValue(domains) is { Length: > 0 } given ? given : null);
            Print(session.Output, await session.Client.CreateAppAsync(asked, cancellationToken), session);
            session.Output.Say($"Deploy it with: pdeploy deploy -a {asked.Name}");
            return ExitCodes.Done;
        });
    }

    static CliCommand Show(CliHost host)
    {
        var name = new Argument<string?>("name") { Description = "The app; else -a.", Arity = ArgumentArity.ZeroOrOne };
        var command = new CliCommand("show", "Shows an app.", "pdeploy apps show shop") { name };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session.Output, await session.Client.GetAppAsync(parsed.GetValue(name) ?? session.App, cancellationToken), session);
            return ExitCodes.Done;
        });
    }

    static void Print(CliOutput output, AppView app, Session session)
    {
        if (output.IsJson)
        {
            output.Json(app, WireJson.Default.AppView);
            return;
        }

        output.Line($"{app.Name}  {(app.ServingRelease is { } release ? $"v{release} serves{Since(app, session)}" : "nothing serves yet")}");
        if (app.Maintenance is { } maintenance)
        {
            output.Line($"  {MaintenanceCommand.Headline(maintenance, session)}");
        }

        foreach (var url in app.Urls)
        {
            output.Line($"  {url}");
        }

        if (app.LatestRun is { } run)
        {
            output.Line($"  {RunSummary.Headline(run)}");
        }
    }

    static string Since(AppView app, Session session) =>
        app.ServingSince is { } since ? $" since {RunsCommand.Clock(since, session)}" : "";
}

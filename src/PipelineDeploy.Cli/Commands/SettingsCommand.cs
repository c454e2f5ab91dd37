using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy settings …</c>.</summary>
static class SettingsCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("settings", "An app's settings, or with --global those of all apps, and where each value comes from.", "pdeploy settings list -a shop", "pdeploy settings set waitToRetire=10s -a shop")
        {
            List(host),
            Set(host),
            Unset(host),
        };

    static CliCommand List(CliHost host) =>
        WithGlobal(new CliCommand("list", "Lists the settings as they hold now.", "pdeploy settings list -a shop", "pdeploy settings list --global"), out var global)
            .Does(host, async (session, parsed, cancellationToken) =>
            {
                Print(session, await session.Client.ListSettingsAsync(parsed.GetValue(global) ? null : session.App, cancellationToken));
                return ExitCodes.Done;
            });

    static CliCommand Set(CliHost host)
    {
        var pairs = new Argument<string[]>("name=value") { Description = "One or more settings.", Arity = ArgumentArity.OneOrMore };
        var command = WithGlobal(
            new CliCommand(
                "set", "Sets settings of an app, or with --global of all apps.", "pdeploy settings set waitToRetire=10s memoryLimit=512m -a shop", "pdeploy settings set --global keepImages=3") { pairs },
            out var global);
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var app = parsed.GetValue(global) ? null : session.App;
            var set = new List<SettingView>();
            // All are read before the first is sent: a typo in the last must not leave half of them set.
            foreach (var (name, value) in parsed.GetRequiredValue(pairs).Select(Pair).ToList())
            {
                set.Add(await session.Client.SetSettingAsync(app, name, value, cancellationToken));
            }

            Print(session, set);
            return ExitCodes.Done;
        });
    }

    static CliCommand Unset(CliHost host)
    {
        var names = new Argument<string[]>("name") { Description = "One or more settings.", Arity = ArgumentArity.OneOrMore };
        var command = WithGlobal(
            new CliCommand("unset", "Takes an app's own values back, or with --global those of all apps.", "pdeploy settings unset waitToRetire -a shop") { names }, out var global);
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var app = parsed.GetValue(global) ? null : session.App;
            var unset = new List<SettingView>();
            foreach (var name in parsed.GetRequiredValue(names))
            {
                unset.Add(await session.Client.UnsetSettingAsync(app, name, cancellationToken));
            }

            Print(session, unset);
            return ExitCodes.Done;
        });
    }

    static CliCommand WithGlobal(CliCommand command, out Option<bool> global)
    {
        global = new Option<bool>("--global") { Description = "What holds for all apps that have no value of their own." };
        command.Add(global);
        return command;
    }

    static (string Name, string Value) Pair(string text) => text.Split('=', 2) is [{ Length: > 0 } name, var value]
        ? (name, value)
        : throw CliException.Usage($"'{text}' is not a setting.", "Write it as name=value, e.g. waitToRetire=10s.");

    static void Print(Session session, IReadOnlyList<SettingView> settings)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(settings, WireJson.Default.IReadOnlyListSettingView);
        }
        else
        {
            session.Output.Table(["SETTING", "VALUE", "FROM", "MEANING"], settings.Select(setting => (IReadOnlyList<string>)
                [setting.Name, setting.Value, setting.Origin, setting.Description]));
        }
    }
}

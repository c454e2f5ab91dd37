using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy config …</c>. Values come from standard input or files: arguments can be read by everybody on the machine.</summary>
static class ConfigCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("config", "The variables that an app finds in its environment.", "pdeploy config list -a shop", "pdeploy config import .env -a shop")
        {
            List(host),
            Get(host),
            Set(host),
            Unset(host),
            Import(host),
        };

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists the variables, who set each and when; never what they are.", "pdeploy config list -a shop").Does(host, async (session, _, cancellationToken) =>
        {
            var variables = await session.Client.ListConfigAsync(session.App, cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(variables, WireJson.Default.IReadOnlyListConfigVariableView);
            }
            else
            {
                session.Output.Table(["VARIABLE", "SET BY", "AT"], variables.Select(variable => (IReadOnlyList<string>)
                    [variable.Name, variable.SetBy, RunsCommand.Clock(variable.SetAt, session)]));
            }

            return ExitCodes.Done;
        });

    static CliCommand Get(CliHost host)
    {
        var name = new Argument<string>("name") { Description = "The variable." };
        var command = new CliCommand("get", "Prints the value of a variable; for administrators.", "pdeploy config get DATABASE_URL -a shop") { name };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var value = await session.Client.GetConfigAsync(session.App, parsed.GetRequiredValue(name), cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(value, WireJson.Default.ConfigValue);
            }
            else
            {
                session.Output.Line(value.Value);
            }

            return ExitCodes.Done;
        });
    }

    static CliCommand Set(CliHost host)
    {
        var names = new Argument<string[]>("name") { Description = "The variable; with --plain one or more NAME=value.", Arity = ArgumentArity.OneOrMore };
        var file = new Option<string?>("--file") { HelpName = "path", Description = "Read the value from this file instead of standard input." };
        var plain = new Option<bool>("--plain") { Description = "The values are no secrets and stand in the arguments." };
        var command = new CliCommand(
            "set", "Sets a variable. Its value comes from standard input or --file, never from an argument.",
            "pdeploy config set API_KEY -a shop < key.txt", "pdeploy config set TLS_KEY --file key.pem -a shop", "pdeploy config set --plain LOG_LEVEL=debug -a shop")
        {
            names,
            file,
            plain,
        };
        var after = ConfigRun.AddTo(command);
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var given = parsed.GetRequiredValue(names);
            var values = parsed.GetValue(plain) ? ConfigInput.Pairs(given) : await ConfigInput.OneAsync(session, given, parsed.GetValue(file), cancellationToken);
            return await after.PrintAsync(
                session, parsed, noRestart => session.Client.ChangeConfigAsync(session.App, new ChangeConfig(values, NoRestart: noRestart), cancellationToken), cancellationToken);
        });
    }

    static CliCommand Unset(CliHost host)
    {
        var names = new Argument<string[]>("name") { Description = "One or more variables.", Arity = ArgumentArity.OneOrMore };
        var command = new CliCommand("unset", "Takes variables away.", "pdeploy config unset LOG_LEVEL -a shop") { names };
        var after = ConfigRun.AddTo(command);
        return command.Does(host, (session, parsed, cancellationToken) => after.PrintAsync(
            session, parsed, noRestart => session.Client.ChangeConfigAsync(session.App, new ChangeConfig(Unset: parsed.GetRequiredValue(names), NoRestart: noRestart), cancellationToken), cancellationToken));
    }

    static CliCommand Import(CliHost host)
    {
        var path = new Argument<string>("path") { Description = "The file; - for standard input.", DefaultValueFactory = _ => ".env" };
        var command = new CliCommand(
            "import", "Sets the variables of a .env file; those it does not name stay as they are.", "pdeploy config import .env -a shop", "pdeploy config import - -a shop < .env")
        {
            path,
        };
        var after = ConfigRun.AddTo(command);
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var text = await ConfigInput.ReadAsync(session, parsed.GetRequiredValue(path), cancellationToken);
            return await after.PrintAsync(
                session, parsed, noRestart => session.Client.ImportConfigAsync(session.App, new ImportConfig(text, noRestart), cancellationToken), cancellationToken);
        });
    }
}

using System.CommandLine;
using System.Globalization;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy scale</c>.</summary>
static class ScaleCommand
{
    public static Command Create(CliHost host, string spelling = "pdeploy scale")
    {
        var processes = new Argument<string[]>("process") { Description = "How many instances of which process, e.g. web=2; none shows what there is.", Arity = ArgumentArity.ZeroOrMore };
        var command = new CliCommand(
            "scale", "Shows or sets how many instances of each process of an app run.",
            $"{spelling} -a shop", $"{spelling} web=2 worker=1 -a shop", $"{spelling} worker=3 --no-restart -a shop")
        {
            processes,
        };
        var after = ConfigRun.AddTo(command);
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(processes) is { Length: > 0 } given ? Read(given) : null;
            var scale = wanted is null
                ? await session.Client.GetScaleAsync(session.App, cancellationToken)
                : await session.Client.SetScaleAsync(session.App, new SetScale(wanted, after.NoRestart(parsed)), cancellationToken);
            return await after.FollowAsync(
                session, parsed, scale.Run, () => Print(session, scale), () => session.Output.Json(scale, WireJson.Default.ScaleView), cancellationToken);
        });
    }

    static Dictionary<string, int> Read(string[] given)
    {
        var wanted = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var one in given)
        {
            if (one.Split('=', 2) is not [{ Length: > 0 } name, var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity))
            {
                throw CliException.Usage($"'{one}' does not say how many of which process.", "Write each as <process>=<number>, e.g. worker=2.");
            }

            if (!wanted.TryAdd(name, quantity))
            {
                throw CliException.Usage($"'{name}' stands there twice.", "Name each process once.");
            }
        }

        return wanted;
    }

    static void Print(Session session, ScaleView scale) => session.Output.Table(["PROCESS", "INSTANCES", "FROM"], scale.Processes.Select(process => (IReadOnlyList<string>)
    [
        process.Name,
        process.Quantity.ToString(CultureInfo.InvariantCulture),
        process.IsKnown ? process.Origin : $"{process.Origin}; not in the Procfile",
    ]));
}

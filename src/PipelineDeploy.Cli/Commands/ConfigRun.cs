using System.CommandLine;
using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary>What follows a change of the config: a run that brings it to what serves, which is watched.</summary>
sealed class ConfigRun
{
    readonly Option<bool> _noRestart = new("--no-restart") { Description = "Leave what serves as it is; the next deploy takes the change along." };
    readonly Option<bool> _detach = new("--detach") { Description = "Do not wait for the run." };
    readonly Option<TimeSpan?> _timeout = Checked.Duration("--timeout", "Stop waiting after this long; the run goes on.");

    /// <summary>The options of a command that changes the config.</summary>
    public static ConfigRun AddTo(CliCommand command)
    {
        var run = new ConfigRun();
        command.Add(run._noRestart);
        command.Add(run._detach);
        command.Add(run._timeout);
        return run;
    }

    /// <summary>Makes the change, tells of it and watches its run.</summary>
    public async Task<int> PrintAsync(Session session, ParseResult parsed, Func<bool, Task<ConfigChangeView>> change, CancellationToken cancellationToken)
    {
        var changed = await change(NoRestart(parsed));
        return await FollowAsync(
            session, parsed, changed.Run, () => Lines(changed).ToList().ForEach(session.Output.Line), () => session.Output.Json(changed, WireJson.Default.ConfigChangeView), cancellationToken);
    }

    /// <summary>Whether what serves is to be left as it is.</summary>
    public bool NoRestart(ParseResult parsed) => parsed.GetValue(_noRestart);

    /// <summary>Tells of a change and watches its run.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="parsed">What was asked.</param>
    /// <param name="started">The run that brings the change to what serves; null without one.</param>
    /// <param name="print">Prints the change for people.</param>
    /// <param name="json">Prints it as JSON.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    public async Task<int> FollowAsync(Session session, ParseResult parsed, RunView? started, Action print, Action json, CancellationToken cancellationToken)
    {
        var watched = parsed.GetValue(_detach) ? null : started;
        if (!session.Output.IsJson)
        {
            print();
        }
        else if (watched is null)
        {
            // Else the run as it ended is the data: one document, not two.
            json();
        }

        if (started is { } run)
        {
            session.Output.Say($"Run {run.Id} of {run.App} brings it to what serves and is {run.State}");
        }

        return watched is null ? ExitCodes.Done : await RunWatching.WatchAsync(session, watched.Id, parsed.GetValue(_timeout), cancellationToken);
    }

    static IEnumerable<string> Lines(ConfigChangeView change)
    {
        foreach (var name in change.Set)
        {
            yield return $"{name} of {change.App} is set";
        }

        foreach (var name in change.Unset)
        {
            yield return $"{name} of {change.App} is gone";
        }

        foreach (var setting in change.Settings)
        {
            yield return $"the setting {setting.Name} of {change.App} is {setting.Value} ({setting.Origin})";
        }

        if (change.Set.Count + change.Unset.Count + change.Settings.Count == 0)
        {
            yield return $"{change.App} has these values already; nothing was changed";
        }
    }
}

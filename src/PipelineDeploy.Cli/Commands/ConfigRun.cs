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
        var changed = await change(parsed.GetValue(_noRestart));
        var watched = parsed.GetValue(_detach) ? null : changed.Run;
        if (!session.Output.IsJson)
        {
            Lines(changed).ToList().ForEach(session.Output.Line);
        }
        else if (watched is null)
        {
            // Else the run as it ended is the data: one document, not two.
            session.Output.Json(changed, WireJson.Default.ConfigChangeView);
        }

        if (changed.Run is { } run)
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

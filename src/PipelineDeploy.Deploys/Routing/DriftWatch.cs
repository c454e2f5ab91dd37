using Microsoft.Extensions.Logging;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>Tells loudly of serving containers that do not run, and starts again those that may be.</summary>
public sealed partial class DriftWatch(IContainerEngine engine, ILiveRuns runs, TimeProvider time, ILogger<DriftWatch> logger)
{
    IReadOnlyDictionary<(string App, string Container), string> _told = new Dictionary<(string, string), string>();

    /// <summary>Looks at all apps.</summary>
    /// <param name="apps">Their wanted traffic and the containers behind it.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>When one is next to be started; null when none is.</returns>
    public async Task<DateTimeOffset?> LookAsync(IReadOnlyList<(AppRoute Route, IReadOnlyList<ContainerInfo> Containers)> apps, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = apps.SelectMany(app => Drift.Find(app.Route, app.Containers).Select(drift => (app.Route.App, Drift: drift))).ToList();
        Tell(found.ToDictionary(one => (one.App, one.Drift.Container), one => one.Drift.Error.Message));
        var stopped = found.Where(one => one.Drift.StartAt <= now).ToList();
        if (stopped.Count > 0)
        {
            var live = await runs.ReadAsync(cancellationToken);
            foreach (var (app, drift) in stopped.Where(one => !MayBeMeant(one.App, one.Drift, live)))
            {
                await StartAsync(app, drift, cancellationToken);
            }
        }

        return found.Where(one => one.Drift.StartAt > now).Min(one => one.Drift.StartAt);
    }

    // A run may have stopped it on purpose, and goes on from there. Where Docker does not restart what ends, only a run that stops what serves has.
    static bool MayBeMeant(string app, Drift drift, LiveRuns live) => drift.IsDelayedRestart ? live.Has(app, StopStep.Kind) : live.Has(app);

    async Task StartAsync(string app, Drift drift, CancellationToken cancellationToken)
    {
        try
        {
            await engine.StartContainerAsync(drift.Container, cancellationToken);
            Started(app, drift.Name);
        }
        catch (ContainerEngineException e)
        {
            CannotStart(app, drift.Name, e.Message);
        }
    }

    void Tell(Dictionary<(string App, string Container), string> found)
    {
        foreach (var (_, message) in found.Where(one => _told.GetValueOrDefault(one.Key) != one.Value))
        {
            Drifted(message);
        }

        foreach (var (app, container) in _told.Keys.Except(found.Keys))
        {
            Recovered(app, container[..Math.Min(12, container.Length)]);
        }

        _told = found;
    }

    [LoggerMessage(EventId = 303, Level = LogLevel.Error, Message = "{Drift}")]
    partial void Drifted(string drift);

    [LoggerMessage(EventId = 304, Level = LogLevel.Information, Message = "{App}: container {Container} is as wanted again, or not wanted any more")]
    partial void Recovered(string app, string container);

    [LoggerMessage(EventId = 305, Level = LogLevel.Warning, Message = "{App}: {Name} had stopped and was started again")]
    partial void Started(string app, string name);

    [LoggerMessage(EventId = 306, Level = LogLevel.Error, Message = "{App}: {Name} has stopped and cannot be started: {Trouble}")]
    partial void CannotStart(string app, string name, string trouble);
}

using System.Globalization;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>Watches the traffic that a run's containers get, by the proxy's own counters, and that they go on running.</summary>
sealed class WatchCourse(StepContext context, IContainerEngine engine, ITrafficRouter router, RouteKeeper routes, TimeProvider time)
{
    // A proxy or an engine that is restarted meanwhile is waited for so much longer.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    const int LastLines = 20;

    /// <summary>Begins to watch.</summary>
    /// <exception cref="UserErrorException"><c>router.noCounters</c>; <c>watch.servesNothing</c>.</exception>
    public async Task<WatchProgress> BeginAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        RouterCounters.Require(router, "Watching the traffic");
        var own = await OwnAsync(cancellationToken);
        return WatchProgress.Begin(time.GetUtcNow(), length, CountsOf(await ReadAgainAsync(own, cancellationToken)));
    }

    /// <summary>Looks once.</summary>
    /// <exception cref="UserErrorException"><c>watch.servesNothing</c>; or the proxy or the engine stay away after the watch was to be over.</exception>
    public async Task<WatchLook> LookAsync(WatchProgress before, WatchLimits limits, CancellationToken cancellationToken)
    {
        var own = await OwnAsync(cancellationToken);
        var now = time.GetUtcNow();
        var isOver = now >= before.Until;
        var next = before.NextLook(now, limits.Interval);
        try
        {
            var counters = await ReadAsync(own, before.Since, cancellationToken);
            var progress = before.Take(CountsOf(counters));
            var responseTime = Percentile95([.. counters.SelectMany(one => one.Counters.ResponseTimes).Order()]);
            var error = await EndOfAsync(own, cancellationToken) ?? limits.Judge(progress.Seen, responseTime, isOver);
            return new WatchLook(now, progress, responseTime, isOver, next, error);
        }
        catch (UserErrorException away) when (away is RouterException or ContainerEngineException && now < before.Until + Patience)
        {
            return new WatchLook(now, before, null, IsOver: false, next, Trouble: away.Message);
        }
    }

    /// <summary>Fails the step because a limit is passed, with the last lines of what the version wrote.</summary>
    public async Task<StepOutcome> FailAsync(WatchLook look, WatchLimits limits, UserError error, CancellationToken cancellationToken)
    {
        context.Log($" !     {error.Message}");
        return new StepOutcome.Failed(error, await LastWordsAsync(cancellationToken), Seen: new TrafficSeen(Look: look.ToLook(limits)).ToSeen());
    }

    /// <summary>Tells how it went when no limit was passed.</summary>
    public void TellEnd(WatchLook look, WatchLimits limits)
    {
        context.Log($"       {look.Summary}");
        if (look.Progress.Seen.Requests < limits.MinRequests)
        {
            context.Log(string.Create(CultureInfo.InvariantCulture, $" !     Too few requests to judge by, {limits.MinRequests:N0} are needed: the new version is unproven"));
        }
    }

    async Task<IReadOnlyList<ServingTarget>> OwnAsync(CancellationToken cancellationToken)
    {
        var route = await routes.ReadAsync(context.Subject, cancellationToken);
        var own = route.Serving.Where(target => target.RunId == context.Origin).ToList();
        return own.Count > 0 ? own : throw new UserErrorException(
            "watch.servesNothing",
            $"Nothing that run {context.Origin} has started gets traffic, so there is nothing to watch",
            "Let 'watch' come after a 'switch' or a 'canary', with the same 'if'.");
    }

    // One answer that does not come is no reason to take the traffic back.
    async Task<List<(string Target, TargetCounters Counters)>> ReadAgainAsync(IReadOnlyList<ServingTarget> own, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(own, null, cancellationToken);
        }
        catch (RouterException)
        {
            return await ReadAsync(own, null, cancellationToken);
        }
    }

    async Task<List<(string Target, TargetCounters Counters)>> ReadAsync(IReadOnlyList<ServingTarget> own, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        List<(string, TargetCounters)> counters = [];
        foreach (var target in own)
        {
            counters.AddRange((await router.ReadCountersAsync(context.Subject, target.Name, since, cancellationToken)).Select(one => (target.Name, one)));
        }

        return counters;
    }

    static Dictionary<string, TrafficCount> CountsOf(List<(string Target, TargetCounters Counters)> counters) =>
        counters.ToDictionary(one => $"{one.Target}@{one.Counters.Source}", one => one.Counters.Count, StringComparer.Ordinal);

    // The nearest rank: so many are not slower.
    static TimeSpan? Percentile95(IReadOnlyList<TimeSpan> sorted) => sorted.Count == 0 ? null : sorted[(int)Math.Ceiling(0.95 * sorted.Count) - 1];

    async Task<UserError?> EndOfAsync(IReadOnlyList<ServingTarget> own, CancellationToken cancellationToken)
    {
        foreach (var target in own)
        {
            var container = await engine.FindContainerAsync(target.Container, cancellationToken);
            if (container is not { IsRunning: true, RestartCount: 0 })
            {
                return new UserError("watch.containerEnded", Ended(target, container), "The traffic goes back to what served before. Look at the container's output.");
            }
        }

        return null;
    }

    static string Ended(ServingTarget target, ContainerInfo? container) => container switch
    {
        null => $"The container of v{target.Release} was removed while it had traffic",
        { RestartCount: > 0 } => $"{container.Name} ended while it had traffic and was restarted {container.RestartCount} time(s)",
        _ => $"{container.Name} ended with exit code {container.ExitCode} while it had traffic",
    };

    async Task<string?> LastWordsAsync(CancellationToken cancellationToken)
    {
        try
        {
            List<string> lines = [];
            foreach (var target in await OwnAsync(cancellationToken))
            {
                lines.AddRange(await engine.LastLinesAsync(target.Container, LastLines, cancellationToken));
            }

            return LastWords.Tell(lines, LastLines);
        }
        catch (ContainerEngineException)
        {
            // Which limit was passed is known; that must not be lost because of the words that go with it.
            return null;
        }
    }
}

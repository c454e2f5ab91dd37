using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Simulation;

/// <summary>Looks on at every effect and says which promise was broken first.</summary>
sealed class Witness(SimulatedWorld world)
{
    readonly Dictionary<long, long> _fences = [];
    readonly Dictionary<long, (RunState State, int Length)> _ended = [];
    readonly Dictionary<string, long> _wanted = [];
    readonly Dictionary<string, long> _carried = [];
    readonly HashSet<long> _proven = [];
    readonly HashSet<string> _served = [];
    readonly HashSet<string> _leftovers = [];

    /// <summary>What was broken first; null as long as all is well.</summary>
    public string? Broken { get; private set; }

    /// <summary>A promise was broken.</summary>
    public void Break(string promise)
    {
        world.Tell($"BROKEN: {promise}");
        Broken ??= promise;
    }

    /// <summary>Says whether a promise is kept.</summary>
    public void Promise(bool isKept, string promise)
    {
        if (!isKept)
        {
            Break(promise);
        }
    }

    /// <summary>Whether a container was made by a driver that had been outlived: no run wants it, and none knows of it.</summary>
    public bool IsLeftover(string container) => _leftovers.Contains(container);

    /// <summary>Whether what a run deploys has passed its checks.</summary>
    public bool IsProven(long runId) => _proven.Contains(runId);

    /// <summary>On the way to an effect that destroys what it is about.</summary>
    public void Foresee(PortCall call)
    {
        if (call.Method is nameof(IContainerEngine.StopContainerAsync) or nameof(IContainerEngine.RemoveContainerAsync)
            && world.Engine.Containers.FirstOrDefault(container => container.Id == call.Argument<string>()) is { } container)
        {
            Promise(SimulatedChecker.RunOf(container) <= call.Caller.RunId, "no run stops what a newer one has started");
        }
    }

    /// <summary>At the instant of an effect.</summary>
    public void See(PortCall call, object? answer)
    {
        if (world.IsTold)
        {
            world.Tell($"{call} {Show(call, answer)}");
        }

        switch (call.Method, answer)
        {
            case (nameof(IRunStore.CreateAsync), Run run):
                world.People.See(call.Argument<NewRun>(), run);
                break;
            case (nameof(IRunStore.ClaimAsync), ClaimedRun claimed):
                SeeClaim(call, claimed);
                break;
            case (nameof(IRunStore.CommitAsync), CommitResult.Accepted):
                SeeCommit(call, call.Argument<RunCommit>());
                break;
            case (nameof(IRouteStore.ReplaceAsync), true):
                SeeReplace(call);
                break;
            case (nameof(IContainerEngine.CreateContainerAsync), string container) when _fences[call.Caller.RunId] != call.Caller.Fence || _ended.ContainsKey(call.Caller.RunId):
                _leftovers.Add(container);
                break;
            case (nameof(IContainerEngine.StartContainerAsync), _):
                world.StartFate(call.Argument<string>());
                break;
        }

        if (call.Port == typeof(IRunStore))
        {
            SeeRuns();
            world.Quartz.Look();
        }
        else if (call.Port == typeof(ITrafficRouter) || call.Port == typeof(IContainerEngine))
        {
            SeeTraffic();
        }
    }

    void SeeClaim(PortCall call, ClaimedRun claimed)
    {
        Promise(claimed.Fence > _fences.GetValueOrDefault(claimed.Run.Id), "a claim raises the fence");
        Promise(!_ended.ContainsKey(claimed.Run.Id), "an ended run is not claimed");
        _fences[claimed.Run.Id] = call.Caller.Fence = claimed.Fence;
    }

    void SeeCommit(PortCall call, RunCommit commit)
    {
        Promise(commit.Fence == _fences[commit.RunId] && commit.Fence == call.Caller.Fence, "every accepted write carries the current fence");
        Promise(!_ended.ContainsKey(commit.RunId), "an ended run is not written to");
        Promise(commit.State.IsTerminal() || commit.State == RunState.Running || commit.WakeAt is not null, "a run that sleeps has a wake-up");
        if (commit.Entries.Any(entry => entry.Event is JournalEvent.StepSucceeded { Step: "check" }))
        {
            _proven.Add(commit.RunId);
        }

        // The first release of all may be taken back and leave nothing behind; from here on there is something.
        if (commit.Entries.Any(entry => entry.Event is JournalEvent.StepStarted { Step: "retire" }))
        {
            _served.Add(world.Runs.Standings.First(run => run.RunId == commit.RunId).Subject);
        }
    }

    void SeeReplace(PortCall call)
    {
        if (call.Arguments.OfType<DriverTerm>().FirstOrDefault() is { } term)
        {
            Promise(term.Fence == _fences[term.RunId] && !_ended.ContainsKey(term.RunId), "every accepted change of a route carries the current fence");
        }
    }

    void SeeRuns()
    {
        var runs = world.Runs.Standings;
        var busy = new HashSet<string>();
        foreach (var (runId, subject, state, entries) in runs)
        {
            if (state is RunState.Running or RunState.Waiting)
            {
                Promise(busy.Add(subject), "one run at a time per app");
            }
            else if (state.IsTerminal())
            {
                Promise(!_ended.TryGetValue(runId, out var end) || end == (state, entries), "an ended run never changes");
                _ended[runId] = (state, entries);
            }
        }
    }

    // The routes may be applied by anybody at any time; what counts is what the router and the engine are now.
    void SeeTraffic()
    {
        foreach (var route in world.RoutesNow)
        {
            Promise(route.Generation >= _wanted.GetValueOrDefault(route.App), "the generation of a route never falls");
            _wanted[route.App] = route.Generation;
        }

        foreach (var (app, route) in world.Router.Routes)
        {
            Promise(route.Generation >= _carried.GetValueOrDefault(app), "the router never goes back to a lower generation");
            _carried[app] = route.Generation;
            SeeServing(app, [.. route.Targets.Where(target => target.Weight > 0)]);
        }
    }

    void SeeServing(string app, List<RouteTarget> serving)
    {
        var containers = serving.Select(target => world.Engine.FindByPort(target.Port)).ToList();
        Promise(!_served.Contains(app) || containers.Exists(container => container is not null), "while an app serves, the router has a target that can be used");
        var runs = containers.OfType<ContainerInfo>().Select(SimulatedChecker.RunOf).Distinct().ToList();
        Promise(runs.TrueForAll(_proven.Contains), "traffic goes only to what has passed its checks");
        Promise(runs.TrueForAll(run => world.People.FateOf(run) != Fate.Sick), "what never answers a check well gets no traffic");
        Promise(runs.Count <= 1, "an app is served by one release at a time");
    }

    static string Show(PortCall call, object? answer) => (call.Arguments.FirstOrDefault(), answer) switch
    {
        (RunCommit commit, _) => $"#{commit.Fence} {string.Join(", ", commit.Entries.Select(entry => Short(entry.Event)))} {commit.State} → {answer?.GetType().Name}",
        (_, ClaimedRun claimed) => $"→ fence {claimed.Fence}",
        (AppRoute route, _) => $"{route.App} {string.Join(", ", route.Targets.Select(target => $"{target.Name}={target.Weight}"))} → {answer}",
        (IReadOnlyList<Route> routes, _) => string.Join(" | ", routes.Select(route => $"{route.App}@{route.Generation}")),
        (ContainerSpec spec, _) => $"{spec.Name} → {answer}",
        (string text, ContainerInfo container) => $"{text} → {container.Name} {container.State}",
        (string text, _) => $"{text} → {answer}",
        _ => $"→ {answer}",
    };

    static string Short(JournalEvent e) => e switch
    {
        JournalEvent.StepStarted started => $"started {started.Step}.{started.Attempt}",
        JournalEvent.StepFailed failed => $"failed {failed.Step}: {failed.Error.Message}",
        JournalEvent.StepSucceeded succeeded => $"succeeded {succeeded.Step}",
        _ => e.ToString(),
    };
}

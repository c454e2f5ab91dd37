using PipelineDeploy.TestKit.Runs;

namespace PipelineDeploy.Simulation;

/// <summary>
/// Fires wake-ups as the cluster of schedulers does: on any node that is ready and thinks it is time, not while the run is being
/// driven, and again elsewhere when the node that drives it is missed.
/// </summary>
sealed class SimulatedQuartz(SimulatedWorld world, Random random)
{
    readonly Dictionary<long, Caller> _executing = [];
    readonly Dictionary<long, DateTimeOffset> _armed = [];

    /// <summary>Sees to wake-ups that may be new.</summary>
    public void Look()
    {
        foreach (var (runId, at) in world.Runs.Wakes)
        {
            if (!_executing.ContainsKey(runId) && (!_armed.TryGetValue(runId, out var armed) || armed > at))
            {
                ArmAt(runId, at);
            }
        }
    }

    /// <summary>A node is gone, or so it seems to the others after a while: they take over what it drove.</summary>
    public void Miss(SimulatedNode node, Life life) => world.Schedule.In(TimeSpan.FromSeconds(3) + world.Faults.Seconds(2), null, () => Recover(node, life));

    /// <summary>Fires a run's wake-up once more while it is being driven.</summary>
    public void StartTwice(long runId)
    {
        if (Ready(DateTimeOffset.MinValue) is [_, ..] ready)
        {
            world.Tell($"run {runId}: is fired twice");
            Start(runId, ready[random.Next(ready.Count)]);
        }
    }

    /// <summary>Forgets the wake-up of a run.</summary>
    public void LoseWakeUp(long runId)
    {
        world.Tell($"run {runId}: loses its wake-up");
        world.Runs.TakeWake(runId);
    }

    void ArmAt(long runId, DateTimeOffset at)
    {
        _armed[runId] = at;
        world.Schedule.In(at - world.Schedule.Now + world.Faults.Seconds(0.02), null, () => Fire(runId));
    }

    void Fire(long runId)
    {
        _armed.Remove(runId);
        if (_executing.ContainsKey(runId) || world.Runs.Wakes.FirstOrDefault(wake => wake.RunId == runId) is not { RunId: > 0 } due)
        {
            return;
        }

        if (Ready(due.At) is not [_, ..] ready)
        {
            ArmAt(runId, world.Schedule.Now.AddSeconds(1));
            return;
        }

        world.Runs.TakeWake(runId);
        Start(runId, ready[random.Next(ready.Count)]);
    }

    List<SimulatedNode> Ready(DateTimeOffset due) => [.. world.Nodes.Where(node => node.IsReady && node.Now >= due)];

    void Start(long runId, SimulatedNode node)
    {
        var caller = node.NewCaller(runId);
        _executing[runId] = caller;
        world.Tell($"{caller}: starts to drive");
        _ = DriveAsync(node, caller);
    }

    async Task DriveAsync(SimulatedNode node, Caller caller)
    {
        try
        {
            await node.DriveAsync(caller);
        }
        catch (LostDatabaseException)
        {
            // The job failed; the sweep finds its run.
        }
        catch (OperationCanceledException) when (caller.Life!.Stopping.IsCancellationRequested)
        {
            // The server stopped before it had claimed the run.
        }
        catch (Exception e)
        {
            world.Witness.Break($"a driver ends well, not with {e}");
        }

        world.Tell($"{caller}: ends");
        if (_executing.GetValueOrDefault(caller.RunId) == caller)
        {
            _executing.Remove(caller.RunId);
        }

        Look();
    }

    void Recover(SimulatedNode node, Life life)
    {
        if (!life.IsOver && node.IsUp)
        {
            return;
        }

        var missed = _executing.Where(pair => pair.Value.Life == life).Select(pair => pair.Key).ToList();
        if (missed.Count > 0 && Ready(DateTimeOffset.MinValue) is not [_, ..])
        {
            world.Schedule.In(TimeSpan.FromSeconds(1), null, () => Recover(node, life));
            return;
        }

        foreach (var runId in missed)
        {
            var ready = Ready(DateTimeOffset.MinValue);
            world.Tell($"run {runId}: {node.Name} is missed");
            Start(runId, ready[random.Next(ready.Count)]);
        }
    }
}

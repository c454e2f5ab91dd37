using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Simulation;

/// <summary>One server of the installation: it dies, freezes, loses the others, and its clock is wrong.</summary>
sealed class SimulatedNode(SimulatedWorld world, string name)
{
    readonly Dictionary<string, DateTimeOffset> _cutOffUntil = [];
    int _callers;

    public string Name => name;

    /// <summary>Its process of now; it may be over.</summary>
    public Life Life { get; private set; } = new();

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan ClockError { get; set; }

    /// <summary>Whether it takes part in the cluster: alive, awake and in touch with the database.</summary>
    public bool IsUp => !Life.IsOver && Life.FrozenUntil <= world.Schedule.Now && !IsCutOffFrom(typeof(IRunStore));

    /// <summary>Whether it takes new work.</summary>
    public bool IsReady => IsUp && !Life.Stopping.IsCancellationRequested;

    /// <summary>The time by its clock.</summary>
    public DateTimeOffset Now => world.Schedule.Now + ClockError;

    /// <summary>The process dies at this instant; it is started again later.</summary>
    public void Kill(Life life)
    {
        world.Tell($"{name}: killed");
        life.IsOver = true;
        world.Quartz.Miss(this, life);
        StartIn(world.Faults.Seconds(40));
    }

    /// <summary>The process gets no processor for a while and does not know it.</summary>
    public void Freeze(TimeSpan length)
    {
        world.Tell($"{name}: frozen for {length}");
        Life.FrozenUntil = world.Schedule.Now + length;
        world.Quartz.Miss(this, Life);
    }

    /// <summary>Everything behind that port is out of reach for a while.</summary>
    public void CutOff(Type port, TimeSpan length)
    {
        world.Tell($"{name}: cut off from the {PlaceOf(port)} for {length}");
        _cutOffUntil[PlaceOf(port)] = world.Schedule.Now + length;
        world.Quartz.Miss(this, Life);
    }

    /// <summary>The process is asked to end, and started again later.</summary>
    public void Stop()
    {
        world.Tell($"{name}: asked to end");
        Life.Stop();
        StartIn(TimeSpan.FromSeconds(2) + world.Faults.Seconds(40));
    }

    public bool IsCutOffFrom(Type port) => _cutOffUntil.GetValueOrDefault(PlaceOf(port)) > world.Schedule.Now;

    /// <summary>Whatever is wrong with it is over.</summary>
    public void Heal()
    {
        _cutOffUntil.Clear();
        ClockError = TimeSpan.Zero;
        Life.FrozenUntil = default;
        Renew();
    }

    /// <summary>Somebody who works on this node.</summary>
    public Caller NewCaller(long runId) => new(this, Life, $"{name}.{++_callers} run {runId}", runId);

    /// <summary>Drives a run on this node until the driver ends; the heart of its process beats at least as long.</summary>
    public async Task DriveAsync(Caller caller)
    {
        var life = caller.Life!;
        life.Drives++;
        if (!life.IsBeating)
        {
            Beat(new Leases(world.Port<IRunStore>(world.Runs, NewCaller(0)), life.Active, NewClock(life), NullLogger<Leases>.Instance), life);
        }

        try
        {
            await NewDriver(caller).DriveAsync(caller.RunId, name, life.Stopping);
        }
        finally
        {
            life.Drives--;
        }
    }

    // A driver as the server would compose it.
    RunDriver NewDriver(Caller caller)
    {
        var clock = NewClock(caller.Life!);
        var log = world.Port<IRunLog>(world.Log, caller);
        var keeper = NewKeeper(caller);
        var steps = StepKinds.Of(
            world.Port<IContainerEngine>(world.Engine, caller),
            world.Port<IChecker>(world.Checker, caller),
            world.Port<IReleaseStore>(world.Releases, caller),
            keeper,
            new Drain(world.Port<ITrafficRouter>(world.Router, caller), clock),
            world.Data,
            clock);
        var catalog = new StepCatalog([.. steps.Select(step => step.Name == "build" ? new OutsideStep(step, world.Schedule) : step)]);
        var executor = new StepExecutor(catalog, log, clock, NullLogger<StepExecutor>.Instance);
        return new RunDriver(world.Port<IRunStore>(world.Runs, caller), executor, caller.Life!.Active, log, clock, NullLogger<RunDriver>.Instance);
    }

    /// <summary>What changes the routes. Each driver has its own, as if it were alone in its process: so none waits for another.</summary>
    public RouteKeeper NewKeeper(Caller caller) => new(world.Port<IRouteStore>(world.Routes, caller), world.Port<ITrafficRouter>(world.Router, caller), new PlainVault());

    void Beat(Leases leases, Life life)
    {
        life.IsBeating = life.Drives > 0;
        if (life.IsBeating)
        {
            world.Schedule.In(Leases.RenewEvery, life, () =>
            {
                _ = SimulatedWorld.TryAsync(() => leases.RenewAsync(CancellationToken.None));
                Beat(leases, life);
            });
        }
    }

    void StartIn(TimeSpan delay) => world.Schedule.In(delay, null, () =>
    {
        Renew();
        world.Quartz.Look();
    });

    void Renew()
    {
        if (Life.IsOver || Life.Stopping.IsCancellationRequested)
        {
            world.Tell($"{name}: started again");
            // One that was asked to end and still works is killed for it.
            Life.IsOver = true;
            world.Quartz.Miss(this, Life);
            Life = new Life();
        }
    }

    NodeClock NewClock(Life life) => new(world.Schedule, life, () => ClockError);

    static string PlaceOf(Type port) =>
        port == typeof(IContainerEngine) ? "engine" : port == typeof(ITrafficRouter) ? "router" : port == typeof(IChecker) ? "app" : "database";
}

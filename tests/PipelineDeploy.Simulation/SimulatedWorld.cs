using System.Runtime.CompilerServices;
using PipelineDeploy.Deploys;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Simulation;

/// <summary>
/// An installation of a few nodes, two apps and the people who deploy them, while everything goes wrong that can. After some
/// minutes nothing goes wrong any more, and all must come to rest; then each app is deployed once more, which must work.
/// </summary>
sealed class SimulatedWorld
{
    const int MostHappenings = 40_000;

    readonly Random _random;
    readonly List<string>? _story;
    int _happenings;
    int _swept;

    SimulatedWorld(int seed, List<string>? story)
    {
        _random = new Random(seed);
        _story = story;
        Schedule = new Schedule(_random);
        var clock = new NodeClock(Schedule, new Life(), () => TimeSpan.Zero);
        Runs = new InMemoryRunStore(clock) { NewTrace = () => "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        Engine = new InMemoryContainerEngine(clock) { Building = Build };
        Routes = new InMemoryRouteStore(IsDriving);
        Releases = new InMemoryReleaseStore(IsDriving);
        Router = new InMemoryRouter { Connections = _ => Math.Max(0, _random.Next(-6, 4)) };
        Data = new DataFolder(Path.Combine(Uploads.Folder.Root, $"seed-{seed}"));
        Faults = new Faults(this, _random);
        Quartz = new SimulatedQuartz(this, _random);
        People = new People(this, _random);
        Witness = new Witness(this);
        Checker = new SimulatedChecker(Engine, People.FateOf);
        Nodes = [.. Enumerable.Range(1, _random.Next(2, 4)).Select(i => new SimulatedNode(this, $"node{i}"))];
    }

    public Schedule Schedule { get; }

    public InMemoryRunStore Runs { get; }

    public InMemoryContainerEngine Engine { get; }

    public InMemoryRouteStore Routes { get; }

    public InMemoryRouter Router { get; }

    public InMemoryReleaseStore Releases { get; }

    public RecordingRunLog Log { get; } = new();

    public SimulatedChecker Checker { get; }

    public DataFolder Data { get; }

    public Faults Faults { get; }

    public SimulatedQuartz Quartz { get; }

    public People People { get; }

    public Witness Witness { get; }

    public IReadOnlyList<SimulatedNode> Nodes { get; }

    /// <summary>The wanted traffic.</summary>
    public IReadOnlyList<AppRoute> RoutesNow => Routes.ReadAllAsync(CancellationToken.None).Result;

    /// <summary>Whether somebody writes down what happens.</summary>
    public bool IsTold => _story is not null;

    /// <summary>Plays one seed.</summary>
    /// <param name="seed">Everything comes from it.</param>
    /// <param name="story">Takes what happens, line by line; null for nothing, which is faster.</param>
    /// <returns>The broken promise, or null, and how the runs ended.</returns>
    public static (string? Broken, List<RunState> Ends) Play(int seed, List<string>? story = null)
    {
        var before = SynchronizationContext.Current;
        var world = new SimulatedWorld(seed, story);
        SynchronizationContext.SetSynchronizationContext(world.Schedule);
        try
        {
            world.Play();
            return (world.Witness.Broken, [.. world.Runs.Standings.Select(run => run.State)]);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
            if (Directory.Exists(world.Data.Root))
            {
                Directory.Delete(world.Data.Root, recursive: true);
            }
        }
    }

    /// <summary>A port as this caller sees it.</summary>
    public T Port<T>(T inner, Caller caller)
        where T : class => FaultyPort.Before(inner, caller, Faults, Witness);

    /// <summary>Writes down what happens.</summary>
    public void Tell([InterpolatedStringHandlerArgument("")] StoryLine line) => _story?.Add($"{Schedule.Now:HH:mm:ss.fff} {line}");

    /// <summary>A container was started; some apps end soon after.</summary>
    public void StartFate(string id)
    {
        var container = Engine.Containers.First(container => container.Id == id);
        var run = SimulatedChecker.RunOf(container);
        if (People.FateOf(run) == Fate.Dies && container.RestartCount == 0)
        {
            Schedule.In(Faults.Seconds(2.5), null, () =>
            {
                // Where clocks jump, a check may be over before its time; what it let through stays.
                if (!Faults.HaveMovedClocks || !Witness.IsProven(run))
                {
                    Tell($"{container.Name} ends");
                    Engine.End(id, 1);
                    People.Poke(run);
                }
            });
        }
    }

    void Play()
    {
        People.AllApps.ToList().ForEach(app => Routes.Add(app, $"{app}.example.com"));
        People.Begin();
        var quiet = Schedule.Now + Faults.Seconds(300);
        Every(TimeSpan.FromSeconds(15), quiet, SweepAsync);
        Every(TimeSpan.FromSeconds(10), quiet, ReconcileAsync);
        RunUntil(() => Schedule.Now >= quiet);

        Tell($"from now on nothing goes wrong");
        Faults.End();
        Nodes.ToList().ForEach(node => node.Heal());
        Quartz.Look();
        ComeToRest();

        Tell($"each app is deployed once more");
        _ = People.UnlockAllAsync();
        ComeToRest();
        People.AllApps.ToList().ForEach(app => _ = People.DeployAsync(app));
        ComeToRest();
        var last = Runs.Standings.TakeLast(People.AllApps.Count);
        Witness.Promise(last.All(run => run.State == RunState.Succeeded), "when nothing goes wrong any more, a healthy app can be deployed");
    }

    void ComeToRest()
    {
        do
        {
            RunUntil(() => false);
            _swept = 0;
            Schedule.In(Leases.Length, null, () => _ = SweepAsync());
            RunUntil(() => false);
        }
        while (_swept > 0 && Witness.Broken is null);
        _ = ReconcileAsync();
        RunUntil(() => false);
        if (Witness.Broken is null)
        {
            new RestingWorld(this).Check();
        }
    }

    void RunUntil(Func<bool> isOver)
    {
        while (Witness.Broken is null && !isOver() && Schedule.RunNext())
        {
            if (++_happenings > MostHappenings)
            {
                Witness.Break("the runs end");
            }
        }
    }

    void Every(TimeSpan period, DateTimeOffset end, Func<Task> act) => Schedule.In(period, null, () =>
    {
        _ = act();
        if (Schedule.Now + period < end)
        {
            Every(period, end, act);
        }
    });

    // As the sweeper of some node does.
    async Task SweepAsync()
    {
        if (SomeNode() is { } node)
        {
            await TryAsync(async () => _swept = await Port<IRunStore>(Runs, node.NewCaller(0)).RearmAsync(CancellationToken.None));
        }
    }

    // As the reconciler of some node does.
    async Task ReconcileAsync()
    {
        if (SomeNode() is { } node)
        {
            using var keeper = node.NewKeeper(node.NewCaller(0));
            await TryAsync(() => keeper.ApplyAsync(CancellationToken.None));
        }
    }

    SimulatedNode? SomeNode() => Nodes.Where(node => node.IsReady).ToList() is [_, ..] ready ? ready[_random.Next(ready.Count)] : null;

    /// <summary>What is tried again anyway may fail.</summary>
    public static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is LostDatabaseException or RouterException)
        {
            // It is tried again.
        }
    }

    void Build(ImageBuild build)
    {
        var run = long.Parse(build.Tag[(build.Tag.LastIndexOf('-') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        if (People.FateOf(run) == Fate.Unbuildable)
        {
            throw new ContainerEngineException(400, "The command '/bin/false' returned a non-zero code: 1");
        }
    }

    bool IsDriving(DriverTerm term) => Runs.IsDrivenBy(term.RunId, term.Fence);
}

using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.Simulation;

/// <summary>Those who deploy, cancel and unlock. When an answer does not come they ask again, with the same delivery key.</summary>
sealed class People(SimulatedWorld world, Random random)
{
    static readonly string[] Apps = ["shop", "blog"];

    readonly Dictionary<long, Fate> _fates = [];
    readonly Dictionary<string, Fate> _deliveries = [];
    readonly Dictionary<string, long> _accepted = [];
    readonly HashSet<long> _cancelled = [];

    /// <summary>The apps there are.</summary>
    public static IReadOnlyList<string> AllApps => Apps;

    /// <summary>What becomes of the app that a run deploys.</summary>
    public Fate FateOf(long runId) => _fates[runId];

    /// <summary>Whether somebody asked for the run to be cancelled.</summary>
    public bool HasCancelled(long runId) => _cancelled.Contains(runId);

    /// <summary>Plans what they will do.</summary>
    public void Begin()
    {
        for (var i = random.Next(2, 8); i > 0; i--)
        {
            world.Schedule.In(world.Faults.Seconds(120), null, () => _ = DeploySomehowAsync());
        }

        for (var i = random.Next(3); i > 0; i--)
        {
            world.Schedule.In(world.Faults.Seconds(150), null, CancelAny);
        }

        for (var i = random.Next(3); i > 0; i--)
        {
            world.Schedule.In(world.Faults.Seconds(240), null, () => _ = UnlockAllAsync());
        }
    }

    // As people do.
    async Task DeploySomehowAsync()
    {
        var app = Apps[random.Next(Apps.Length)];
        var concurrency = random.Next(4) == 0 ? Concurrency.Queue : Concurrency.Supersede;
        if (random.Next(4) > 0)
        {
            await DeployAsync(app, DrawFate(), StepKinds.Deploy, concurrency);
            return;
        }

        if (await DeployAsync(app, DrawFate(), StepKinds.DeployOnGo, concurrency) is { } run)
        {
            await world.Schedule.PauseAsync(world.Faults.Seconds(60), null);
            await InsistAsync(runs => new RunSignals(runs).SendAsync(run, "go", "the-only-one", null, "ada", CancellationToken.None));
        }
    }

    /// <summary>Somebody deploys a healthy app.</summary>
    public Task DeployAsync(string app) => DeployAsync(app, Fate.Healthy, StepKinds.Deploy, Concurrency.Supersede);

    async Task<Run?> DeployAsync(string app, Fate fate, PipelineDefinition pipeline, Concurrency concurrency)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"delivery-{_deliveries.Count}");
        _deliveries[key] = fate;
        var inputs = new JsonObject
        {
            ["source"] = fate != Fate.Dies && fate != Fate.Healthy || random.Next(2) == 0 ? Uploads.Checked : Uploads.Plain,
            ["settings"] = SomeSettings(),
        };
        world.Tell($"somebody deploys {app}, {fate}");
        Run? created = null;
        await InsistAsync(async runs =>
            created = await runs.CreateAsync(new NewRun(app, pipeline, inputs, "cli", "ada", key, concurrency), CancellationToken.None));
        return created;
    }

    /// <summary>A run was created.</summary>
    public void See(NewRun asked, Run run)
    {
        _fates[run.Id] = _deliveries[asked.DeliveryKey!];
        world.Witness.Promise(_accepted.TryAdd(asked.DeliveryKey!, run.Id) || _accepted[asked.DeliveryKey!] == run.Id, "one delivery makes one run");
    }

    /// <summary>Somebody cancels one of the runs.</summary>
    public void CancelAny()
    {
        if (AnyRun() is { } run)
        {
            _ = CancelAsync(run);
        }
    }

    /// <summary>Something happened that a run may want to look at.</summary>
    public void PokeAny()
    {
        if (AnyRun() is { } run)
        {
            Poke(run);
        }
    }

    /// <summary>Something happened that this run may want to look at.</summary>
    public void Poke(long run) => _ = InsistAsync(runs => runs.SignalAsync(run, new JournalEvent.RunPoked("poke"), CancellationToken.None));

    /// <summary>Somebody looks at the runs that need attention and gives their apps free.</summary>
    public async Task UnlockAllAsync()
    {
        foreach (var (runId, _, state, _) in world.Runs.Standings)
        {
            if (state == RunState.NeedsAttention)
            {
                world.Tell($"somebody unlocks run {runId}");
                await InsistAsync(runs => runs.UnlockAsync(runId, CancellationToken.None));
            }
        }
    }

    async Task CancelAsync(long run)
    {
        world.Tell($"somebody cancels run {run}");
        _cancelled.Add(run);
        await InsistAsync(async runs => _ =
            await runs.CancelQueuedAsync(run, "ada", CancellationToken.None)
            || await runs.SignalAsync(run, new JournalEvent.CancelRequested("ada"), CancellationToken.None));
        foreach (var life in world.Nodes.Select(node => node.Life).ToList())
        {
            world.Schedule.In(world.Faults.Seconds(1), life, () => life.Active.Interrupt(run));
        }
    }

    async Task InsistAsync(Func<IRunStore, Task> ask)
    {
        while (true)
        {
            try
            {
                await ask(world.Port<IRunStore>(world.Runs, new Caller(null, null, "people", 0)));
                return;
            }
            catch (UserErrorException)
            {
                // The run has ended meanwhile.
                return;
            }
            catch (LostDatabaseException)
            {
                await world.Schedule.PauseAsync(TimeSpan.FromSeconds(1), null);
            }
        }
    }

    long? AnyRun() => world.Runs.Standings is [_, ..] runs ? runs[random.Next(runs.Count)].RunId : null;

    Fate DrawFate() => random.Next(10) switch
    {
        < 5 => Fate.Healthy,
        5 => Fate.Slow,
        6 or 7 => Fate.Sick,
        8 => Fate.Dies,
        _ => Fate.Unbuildable,
    };

    JsonObject SomeSettings() => EffectiveSettings.Resolve(new Dictionary<string, string>(), new Dictionary<string, string>
    {
        ["defaultChecksWait"] = Text(random.Next(3, 8)),
        ["waitToRetire"] = Text(random.Next(20)),
        ["stopTimeout"] = Text(random.Next(1, 8)),
    }).ToJson();

    static string Text(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}

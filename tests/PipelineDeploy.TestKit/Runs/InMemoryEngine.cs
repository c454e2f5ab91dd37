using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.TestKit.Runs;

/// <summary>The whole engine in memory: drives runs and fires their wake-ups by moving the clock.</summary>
public sealed class InMemoryEngine
{
    const int MostWakes = 1000;

    readonly StepCatalog _catalog;

    /// <summary>An engine that knows these step kinds.</summary>
    public InMemoryEngine(params IReadOnlyList<IStepKind> kinds)
    {
        _catalog = new StepCatalog(kinds);
        Store = new InMemoryRunStore(Time);
    }

    /// <summary>The clock of everything here.</summary>
    public ManualTimeProvider Time { get; } = new();

    /// <summary>The runs.</summary>
    public InMemoryRunStore Store { get; }

    /// <summary>What the steps logged.</summary>
    public RecordingRunLog Log { get; } = new();

    /// <summary>The runs being driven. No heartbeat renews their leases, so their drivers trust them for ever.</summary>
    public ActiveRuns Active { get; } = new() { TrustLeasesFor = Timeout.InfiniteTimeSpan };

    /// <summary>What may hold runs that have not begun; null when nothing does.</summary>
    public IRunGate? Gate { get; set; }

    /// <summary>What is secret besides the inputs; null when nothing is.</summary>
    public IRunSecrets? Secrets { get; set; }

    /// <summary>Creates a run; nothing drives it yet.</summary>
    public Task<Run> StartAsync(PipelineDefinition definition, string subject = "shop", JsonObject? inputs = null) =>
        Store.CreateAsync(new NewRun(subject, definition, inputs ?? [], "test", "tester"), CancellationToken.None);

    /// <summary>Drives a run once, until it sleeps or ends.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="store">The store the driver sees, when it is not <see cref="Store"/> itself.</param>
    /// <param name="stopping">The server stops.</param>
    public Task DriveAsync(long runId, IRunStore? store = null, CancellationToken stopping = default)
    {
        Store.TakeWake(runId);
        var executor = new StepExecutor(_catalog, Log, Time, NullLogger<StepExecutor>.Instance, Secrets);
        return new RunDriver(store ?? Store, executor, Active, Log, Time, NullLogger<RunDriver>.Instance, Gate).DriveAsync(runId, "node", stopping);
    }

    /// <summary>Fires the wake-ups of all runs in their order, moving the clock to each, until this run has ended.</summary>
    public async Task<Run> FinishAsync(long runId)
    {
        for (var i = 0; i < MostWakes; i++)
        {
            var run = await Store.FindAsync(runId, CancellationToken.None) ?? throw new KeyNotFoundException($"There is no run {runId}.");
            if (run.State.IsTerminal())
            {
                return run;
            }

            if (Store.Wakes is not [var next, ..])
            {
                throw new InvalidOperationException($"Run {runId} is {run.State} and nothing will wake it.");
            }

            Time.AdvanceTo(next.At);
            await DriveAsync(next.RunId);
        }

        throw new InvalidOperationException($"Run {runId} has not ended after {MostWakes} wake-ups.");
    }

    /// <summary>Lets the leases of dead drivers end and wakes what lost its wake-up.</summary>
    public Task<int> SweepAsync()
    {
        Time.Advance(Leases.Length);
        return Store.RearmAsync(CancellationToken.None);
    }

    /// <summary>What a run's journal holds.</summary>
    public async Task<IReadOnlyList<JournalEvent>> EventsAsync(long runId) =>
        [.. (await Store.ReadJournalAsync(runId, 0, CancellationToken.None)).Select(entry => entry.Event)];
}

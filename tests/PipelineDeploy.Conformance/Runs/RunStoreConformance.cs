using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>
/// What every run store promises: the rules of <see cref="IRunStore"/>. One file a subject; this one makes runs and
/// commits. Moments are whole seconds, so that no store loses a part of them.
/// </summary>
public abstract partial class RunStoreConformance : IAsyncLifetime
{
    static readonly CancellationToken None = CancellationToken.None;

    IRunStoreHarness? _harness;

    IRunStore Store => _harness!.Store;

    /// <summary>Makes an empty store for one test.</summary>
    protected abstract Task<IRunStoreHarness> CreateAsync();

    public async Task InitializeAsync() => _harness = await CreateAsync();

    public async Task DisposeAsync() => await _harness!.DisposeAsync();

    static NewRun New(string subject = "shop", string? deliveryKey = null, Concurrency concurrency = Concurrency.Supersede) => new(
        subject,
        new PipelineBuilder("blue-green").Step("build", with: new JsonObject { ["tag"] = "v1" }).Step("switch", isPivot: true).Build(),
        new JsonObject { ["commit"] = "abc", ["settings"] = new JsonObject { ["waitToRetire"] = 60 } },
        "cli",
        "ada",
        deliveryKey,
        concurrency);

    Task<Run> StartAsync(string subject = "shop", string? deliveryKey = null, Concurrency concurrency = Concurrency.Supersede) =>
        Store.CreateAsync(New(subject, deliveryKey, concurrency), None);

    async Task<ClaimedRun> ClaimAsync(Run run, string node = "node") => (await Store.ClaimAsync(run.Id, node, None)).ShouldNotBeNull();

    async Task<Run> FindAsync(Run run) => (await Store.FindAsync(run.Id, None)).ShouldNotBeNull();

    async Task<IReadOnlyList<JournalEntry>> JournalAsync(Run run) => await Store.ReadJournalAsync(run.Id, 0, None);

    async Task<IReadOnlyList<DateTimeOffset>> WakesOfAsync(Run run) =>
        [.. (await _harness!.WakesAsync()).Where(wake => wake.RunId == run.Id).Select(wake => wake.At)];

    static DateTimeOffset InAnHour(Run run) => DateTimeOffset.FromUnixTimeSeconds(run.CreatedAt.ToUnixTimeSeconds() + 3600);

    // The steps of a commit are what its events make of them, as a driver would send them.
    static RunCommit Commit(ClaimedRun claimed, RunState state, DateTimeOffset? wakeAt, params JournalEvent[] events)
    {
        var at = InAnHour(claimed.Run);
        var history = RunHistory.Of(claimed.Run.Definition, claimed.Journal);
        var entries = events.Select((e, i) => new JournalEntry(history.LastSeq + 1 + i, at, e)).ToList();
        var after = entries.Aggregate(history, (sum, entry) => sum.With(entry));
        var changed = after.Steps.Where(step => step != history[step.Id]).ToList();
        var error = events.OfType<JournalEvent.RunFinished>().FirstOrDefault()?.Error;
        return new RunCommit(claimed.Run.Id, claimed.Fence, entries, changed, state, error, history.LastSeq, at, wakeAt);
    }

    Task<CommitResult> GoOnAsync(ClaimedRun claimed, params JournalEvent[] events) =>
        Store.CommitAsync(Commit(claimed, RunState.Running, null, events), None);

    Task<CommitResult> SleepAsync(ClaimedRun claimed, DateTimeOffset until, params JournalEvent[] events) =>
        Store.CommitAsync(Commit(claimed, RunState.Waiting, until, events), None);

    Task<CommitResult> FinishAsync(ClaimedRun claimed, RunState state, StepError? error = null) =>
        Store.CommitAsync(Commit(claimed, state, null, new JournalEvent.RunFinished(state, error)), None);

    async Task<Run> FinishedAsync(Run run, RunState state = RunState.Succeeded)
    {
        (await FinishAsync(await ClaimAsync(run), state)).ShouldBeOfType<CommitResult.Accepted>();
        return await FindAsync(run);
    }
}

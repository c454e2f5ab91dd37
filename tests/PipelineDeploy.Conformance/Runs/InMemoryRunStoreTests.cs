using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>The in-memory store that tests use keeps the promises of the real one.</summary>
public sealed class InMemoryRunStoreTests : RunStoreConformance
{
    protected override Task<IRunStoreHarness> CreateAsync() => Task.FromResult<IRunStoreHarness>(new Harness());

    sealed class Harness : IRunStoreHarness
    {
        readonly InMemoryRunStore _store = new(new ManualTimeProvider());

        public IRunStore Store => _store;

        public Task<IReadOnlyList<(long RunId, DateTimeOffset At)>> WakesAsync() => Task.FromResult(_store.Wakes);

        public Task LoseWakesAsync()
        {
            foreach (var (runId, _) in _store.Wakes)
            {
                _store.TakeWake(runId);
            }

            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

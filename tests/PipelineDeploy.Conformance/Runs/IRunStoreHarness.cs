using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>An empty run store under test, and a look at the wake-ups it has set.</summary>
public interface IRunStoreHarness : IAsyncDisposable
{
    /// <summary>The store; it holds no run yet.</summary>
    IRunStore Store { get; }

    /// <summary>The wake-ups that wait to be fired.</summary>
    Task<IReadOnlyList<(long RunId, DateTimeOffset At)>> WakesAsync();

    /// <summary>Drops every pending wake-up, as if it had been fired or lost.</summary>
    Task LoseWakesAsync();
}

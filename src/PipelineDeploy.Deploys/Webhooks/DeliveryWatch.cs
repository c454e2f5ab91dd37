using System.Collections.Concurrent;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>Lets the request that brought a delivery hear when this server has settled it, so that its answer can name the run.</summary>
public sealed class DeliveryWatch(TimeProvider time)
{
    readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>Expects the next settlement of a webhook's deliveries.</summary>
    /// <returns>Ends with it.</returns>
    public Task Expect(string hookId) => _waiting.GetOrAdd(hookId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Waits for what was expected, for a while.</summary>
    /// <returns>Whether it came.</returns>
    public async Task<bool> WaitAsync(Task expected, TimeSpan atMost, CancellationToken cancellationToken)
    {
        await expected.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return expected.IsCompleted;
    }

    /// <summary>Tells those who wait.</summary>
    public void Tell(string hookId)
    {
        if (_waiting.TryRemove(hookId, out var waiting))
        {
            waiting.TrySetResult();
        }
    }
}

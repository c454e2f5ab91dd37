using System.Collections.Concurrent;

namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>When something that was awaited by its key has happened, in this process.</summary>
sealed class Moments
{
    readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _moments = [];

    /// <summary>It happens now.</summary>
    public void Note(string key) => Of(key).TrySetResult(TimeProvider.System.GetTimestamp());

    /// <summary>The timestamp at which it happened.</summary>
    public async Task<long> WhenAsync(string key)
    {
        var moment = await Of(key).Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
        _moments.TryRemove(key, out _);
        return moment;
    }

    TaskCompletionSource<long> Of(string key) => _moments.GetOrAdd(key, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
}

using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Driving;

/// <summary>The steps that a driver has in hand, side by side: what one of them did is taken while the others still work.</summary>
sealed class StepsAtWork(ActiveRuns.Activity activity, TimeProvider time) : IAsyncDisposable
{
    // The net under what the change feed tells.
    static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(5);

    readonly List<(Task<JournalEvent> Work, Interruption Interruption)> _steps = [];

    public bool IsEmpty => _steps.Count == 0;

    /// <summary>Takes on one more.</summary>
    public void Start(bool mayBeCancelled, Func<Interruption, Task<JournalEvent>> step)
    {
        var interruption = activity.Interrupting(mayBeCancelled);
        _steps.Add((step(interruption), interruption));
    }

    /// <summary>Tells all of them to stop; those that listen are handed back.</summary>
    public void Interrupt() => _steps.ForEach(step => step.Interruption.Interrupt());

    /// <summary>Returns when one of them is done, something came from outside, or the moment has come; now and then also without any of that.</summary>
    /// <exception cref="OperationCanceledException">The lease is lost.</exception>
    public async Task WaitAsync(DateTimeOffset? until)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(activity.Lost);
        var left = until - time.GetUtcNow();
        var pause = left < LookAtLeastEvery ? left.Value : LookAtLeastEvery;
        await Task.WhenAny([
            .. _steps.Select(step => step.Work),
            activity.NewsAsync(enough.Token),
            Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, time, enough.Token)]);
        await enough.CancelAsync();
        activity.Lost.ThrowIfCancellationRequested();
    }

    /// <summary>What those did that are done, in the order of their starts.</summary>
    public async Task<IReadOnlyList<JournalEvent>> TakeDoneAsync()
    {
        List<JournalEvent> done = [];
        foreach (var (work, interruption) in _steps.FindAll(step => step.Work.IsCompleted))
        {
            done.Add(await work);
            _steps.Remove((work, interruption));
            interruption.Dispose();
        }

        return done;
    }

    /// <summary>
    /// A driver that leaves, because it was fenced out or the database is gone, takes its steps with it. One that does not listen is left
    /// behind when the lease ends: a driver without a lease must not keep the run's job.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _steps.ForEach(step => step.Interruption.Dispose());
        Task all = Task.WhenAll(_steps.Select(step => step.Work));
        await all.WaitAsync(activity.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Driving;

/// <summary>Lets a test do something, or throw, before and after each call of a driver to its store.</summary>
sealed class HookedRunStore(IRunStore inner) : IRunStore
{
    public Func<object, Task> Before { get; init; } = _ => Task.CompletedTask;

    public Action WhenRenewing { get; init; } = () => { };

    public Func<object, object?, Task> After { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Dies at the given commit, counted from 1: before it is written, or after it and before the driver hears of it.</summary>
    public static HookedRunStore DyingAt(IRunStore inner, int commit, bool isWritten)
    {
        var count = 0;
        void DieAtLast(object call, bool isAfter)
        {
            if (call is RunCommit && isAfter == isWritten && ++count == commit)
            {
                throw new TestKit.Runs.LostDatabaseException();
            }
        }

        return new HookedRunStore(inner)
        {
            Before = call =>
            {
                DieAtLast(call, isAfter: false);
                return Task.CompletedTask;
            },
            After = (call, _) =>
            {
                DieAtLast(call, isAfter: true);
                return Task.CompletedTask;
            },
        };
    }

    public Task<ClaimedRun?> ClaimAsync(long runId, string node, CancellationToken cancellationToken) =>
        Hooked(runId, () => inner.ClaimAsync(runId, node, cancellationToken));

    public Task<CommitResult> CommitAsync(RunCommit commit, CancellationToken cancellationToken) =>
        Hooked(commit, () => inner.CommitAsync(commit, cancellationToken));

    public Task<bool> QuarantineAsync(LeaseTerm term, UserError error, CancellationToken cancellationToken) => inner.QuarantineAsync(term, error, cancellationToken);

    public Task<Run> CreateAsync(NewRun run, CancellationToken cancellationToken) => inner.CreateAsync(run, cancellationToken);

    public Task<bool> SignalAsync(long runId, JournalEvent signal, CancellationToken cancellationToken) =>
        inner.SignalAsync(runId, signal, cancellationToken);

    public Task<SignalDelivery> DeliverAsync(long runId, JournalEvent.SignalReceived signal, CancellationToken cancellationToken) =>
        inner.DeliverAsync(runId, signal, cancellationToken);

    public Task<Run?> RetryAsync(long runId, string actor, IReadOnlyList<JournalEvent> beginning, CancellationToken cancellationToken) =>
        inner.RetryAsync(runId, actor, beginning, cancellationToken);

    public Task<bool> CancelQueuedAsync(long runId, string actor, CancellationToken cancellationToken) =>
        inner.CancelQueuedAsync(runId, actor, cancellationToken);

    public Task<IReadOnlyList<LeaseAnswer>> RenewAsync(IReadOnlyList<LeaseTerm> terms, CancellationToken cancellationToken)
    {
        WhenRenewing();
        return inner.RenewAsync(terms, cancellationToken);
    }

    public Task<bool> UnlockAsync(long runId, CancellationToken cancellationToken) => inner.UnlockAsync(runId, cancellationToken);

    public Task<int> RearmAsync(CancellationToken cancellationToken) => inner.RearmAsync(cancellationToken);

    public Task<Run?> FindAsync(long runId, CancellationToken cancellationToken) => inner.FindAsync(runId, cancellationToken);

    public Task<IReadOnlyList<Run>> ListAsync(string? subject, long? before, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(subject, before, limit, cancellationToken);

    public Task<IReadOnlyList<StepHistory>> ReadStepsAsync(long runId, CancellationToken cancellationToken) =>
        inner.ReadStepsAsync(runId, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(long runId, long afterSeq, CancellationToken cancellationToken) =>
        inner.ReadJournalAsync(runId, afterSeq, cancellationToken);

    async Task<T> Hooked<T>(object call, Func<Task<T>> work)
    {
        await Before(call);
        var answer = await work();
        await After(call, answer);
        return answer;
    }
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Workflows.Driving;

/// <summary>The runs that this process drives right now, so that a cancellation reaches a step while it works.</summary>
public sealed class ActiveRuns
{
    readonly ConcurrentDictionary<long, Activity> _activities = [];

    /// <summary>
    /// How long a driver goes on after it sent the last renewal that was answered; <see cref="Leases.TrustedFor"/> by default. A test that
    /// moves the clock without a heartbeat sets it to <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan TrustLeasesFor { get; init; } = Leases.TrustedFor;

    internal IEnumerable<Activity> All => _activities.Values;

    /// <summary>Interrupts the step that this process executes for a run; nothing happens when it drives no such run.</summary>
    public void Interrupt(long runId)
    {
        if (_activities.TryGetValue(runId, out var activity))
        {
            activity.Cancel();
        }
    }

    /// <summary>Tells the driver of a run that its journal has grown from outside; nothing happens when this process drives no such run.</summary>
    public void Nudge(long runId)
    {
        if (_activities.TryGetValue(runId, out var activity))
        {
            activity.Nudge();
        }
    }

    internal Activity Enter(LeaseTerm term, long claimSentAt, IRunStore store, TimeProvider time, CancellationToken stopping)
    {
        var activity = new Activity(this, term, claimSentAt, store, time, stopping);
        _activities[term.RunId] = activity;
        return activity;
    }

    /// <summary>One run in the hands of this process.</summary>
    public sealed class Activity : IDisposable
    {
        static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(20);

        readonly ActiveRuns _owner;
        readonly IRunStore _store;
        readonly TimeProvider _time;
        readonly Lock _gate = new();
        readonly CancellationTokenSource _cancelled = new();
        readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        readonly CancellationTokenSource _lost;
        readonly CancellationTokenSource _overdue;
        readonly CancellationTokenRegistration _whenStopping;
        bool _isDisposed;

        internal Activity(ActiveRuns owner, LeaseTerm term, long claimSentAt, IRunStore store, TimeProvider time, CancellationToken stopping)
        {
            (_owner, Term, _store, _time, Stopping) = (owner, term, store, time, stopping);
            _lost = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            _overdue = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            (Lost, Cancelled, Overdue) = (_lost.Token, _cancelled.Token, _overdue.Token);
            TrustUntilAfter(claimSentAt);
            _whenStopping = stopping.Register(() => WhileAlive(() => _overdue.CancelAfter(Interruption.GraceWhenStopping)));
        }

        /// <summary>The run and the driver's term.</summary>
        public LeaseTerm Term { get; }

        /// <summary>The server stops.</summary>
        public CancellationToken Stopping { get; }

        /// <summary>The lease can no longer be trusted, or another driver has the run: write nothing more.</summary>
        public CancellationToken Lost { get; }

        internal CancellationToken Cancelled { get; }

        internal CancellationToken Overdue { get; }

        /// <summary>What ends the work on a step before it is done.</summary>
        /// <param name="mayBeCancelled">Whether a cancellation still changes how the run ends.</param>
        internal Interruption Interrupting(bool mayBeCancelled) => new(this, mayBeCancelled);

        /// <summary>The store has answered a claim, a commit or a renewal that was sent at that moment.</summary>
        internal void TrustUntilAfter(long sentAt) => WhileAlive(() =>
        {
            if (_owner.TrustLeasesFor != Timeout.InfiniteTimeSpan)
            {
                var left = _owner.TrustLeasesFor - _time.GetElapsedTime(sentAt);
                _lost.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
        });

        internal void Hear(LeaseAnswer answer, long sentAt)
        {
            if (!answer.IsHeld)
            {
                WhileAlive(_lost.Cancel);
                return;
            }

            TrustUntilAfter(sentAt);
            if (answer.IsCancelRequested)
            {
                Cancel();
            }
        }

        internal void Nudge() => _news.Writer.TryWrite(true);

        internal Task NewsAsync(CancellationToken cancellationToken) => _news.Reader.ReadAsync(cancellationToken).AsTask();

        internal async Task ConfirmAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                var sentAt = _time.GetTimestamp();
                if (await _store.RenewAsync([Term], cancellationToken) is [var answer])
                {
                    Hear(answer, sentAt);
                    Lost.ThrowIfCancellationRequested();
                    return;
                }

                // Somebody writes to the run in this very moment; who, is known when it is written.
                await Task.Delay(AskAgainAfter, _time, cancellationToken);
            }
        }

        internal void Cancel() => WhileAlive(_cancelled.Cancel);

        /// <inheritdoc />
        public void Dispose()
        {
            _owner._activities.TryRemove(KeyValuePair.Create(Term.RunId, this));
            _whenStopping.Dispose();
            lock (_gate)
            {
                _isDisposed = true;
                _cancelled.Dispose();
                _lost.Dispose();
                _overdue.Dispose();
            }
        }

        // Words from the change feed and the heartbeat may arrive in the very moment the driver leaves.
        void WhileAlive(Action act)
        {
            lock (_gate)
            {
                if (!_isDisposed)
                {
                    act();
                }
            }
        }
    }
}

using System.Collections.Concurrent;

namespace PipelineDeploy.Workflows.Driving;

/// <summary>The runs that this process drives right now, so that a cancellation reaches a step while it works.</summary>
public sealed class ActiveRuns
{
    readonly ConcurrentDictionary<long, Activity> _activities = [];

    /// <summary>Interrupts the step that this process executes for a run; nothing happens when it drives no such run.</summary>
    public void Interrupt(long runId)
    {
        if (_activities.TryGetValue(runId, out var activity))
        {
            activity.Cancel();
        }
    }

    internal Activity Enter(long runId, CancellationToken stopping)
    {
        var activity = new Activity(this, runId, stopping);
        _activities[runId] = activity;
        return activity;
    }

    /// <summary>One run in the hands of this process.</summary>
    public sealed class Activity : IDisposable
    {
        readonly ActiveRuns _owner;
        readonly long _runId;
        readonly Lock _gate = new();
        readonly CancellationTokenSource _source;
        bool _isDisposed;

        internal Activity(ActiveRuns owner, long runId, CancellationToken stopping)
        {
            (_owner, _runId, Stopping) = (owner, runId, stopping);
            _source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        }

        /// <summary>The server stops.</summary>
        public CancellationToken Stopping { get; }

        /// <summary>The server stops, or a person cancelled the run.</summary>
        public CancellationToken Token => _source.Token;

        internal void Cancel()
        {
            // A cancellation may arrive from the change feed in the very moment the driver leaves.
            lock (_gate)
            {
                if (!_isDisposed)
                {
                    _source.Cancel();
                }
            }
        }

        /// <inheritdoc />
        public void Dispose()
        {
            _owner._activities.TryRemove(KeyValuePair.Create(_runId, this));
            lock (_gate)
            {
                _isDisposed = true;
                _source.Dispose();
            }
        }
    }
}

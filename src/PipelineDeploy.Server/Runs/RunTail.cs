using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.Server.Events;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Runs;

/// <summary>What one run does from now on, read once for all who watch it in this process.</summary>
sealed class RunTail(long runId, IRunStore runs, LogReader log, RunViews views, ChangeFeed feed, TimeProvider time)
{
    const int Page = 1000;
    const int LongestQueue = 2 * Page;
    static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(2);
    static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);

    readonly Lock _gate = new();
    readonly HashSet<FeedListener> _listeners = [];
    readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    FeedPlace _place = new(0, 0);
    int _expected;
    bool _isOver;

    /// <summary>Whether anybody watches, or is about to.</summary>
    public bool IsWanted
    {
        get
        {
            lock (_gate)
            {
                return _listeners.Count + _expected > 0;
            }
        }
    }

    /// <summary>Somebody is about to watch.</summary>
    public void Expect()
    {
        lock (_gate)
        {
            _expected++;
        }
    }

    /// <summary>Lets in whoever was expected.</summary>
    public async Task<RunSeat> AdmitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _ready.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _expected--;
            }
        }

        lock (_gate)
        {
            var listener = new FeedListener(LongestQueue, _ => true, Leave);
            _listeners.Add(listener);
            if (_isOver)
            {
                listener.End();
            }

            return new RunSeat(listener, _place);
        }
    }

    /// <summary>Tells what happens until the run has ended, or nobody watches any more.</summary>
    public async Task FollowAsync(Func<bool> mayLeave, CancellationToken cancellationToken)
    {
        using var changes = feed.Subscribe(runId);
        var begun = await runs.ReadJournalAsync(runId, 0, cancellationToken);
        _place = new FeedPlace(begun is [.., var last] ? last.Seq : 0, await log.CountAsync(runId, cancellationToken));
        _ready.TrySetResult();
        var lastTold = time.GetTimestamp();
        while (!mayLeave())
        {
            var (told, isOver) = await LookAsync(cancellationToken);
            if (isOver)
            {
                return;
            }

            if (told > 0)
            {
                lastTold = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(lastTold) >= BeatEvery)
            {
                Each(listener => listener.Beat());
                lastTold = time.GetTimestamp();
            }

            if (told < Page)
            {
                await changes.WaitAsync(LookAtLeastEvery, cancellationToken);
            }
        }
    }

    /// <summary>Nothing follows: those who watch look by themselves whether that is the end of the run.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
        }

        _ready.TrySetResult();
        Each(listener => listener.End());
    }

    async Task<(int Told, bool IsOver)> LookAsync(CancellationToken cancellationToken)
    {
        // The run is read before its log: when it has ended, all its lines are there.
        var run = (await runs.FindAsync(runId, cancellationToken))!;
        var journal = await runs.ReadJournalAsync(runId, _place.Main, cancellationToken);
        var lines = await log.ReadAsync(runId, _place.Log!.Value + 1, Page, step: null, cancellationToken);
        foreach (var line in lines)
        {
            Tell(RunStream.EventOf(line, _place.Main));
        }

        if (lines.Count == Page)
        {
            return (lines.Count, false);
        }

        var isOver = run.State.IsTerminal();
        if (journal.Count > 0 || isOver)
        {
            var view = await views.ViewAsync(run, cancellationToken);
            if (journal.Count > 0)
            {
                Tell(FeedEvent.Of("run", _place with { Main = journal[^1].Seq }, view, WireJson.Default.RunView));
            }

            if (isOver)
            {
                Tell(FeedEvent.Of("end", _place, view, WireJson.Default.RunView) with { IsEnd = true });
            }
        }

        return (lines.Count + journal.Count, isOver);
    }

    void Tell(FeedEvent told)
    {
        lock (_gate)
        {
            _place = told.Place;
            foreach (var listener in _listeners)
            {
                listener.Tell(told);
            }
        }
    }

    void Each(Action<FeedListener> act)
    {
        lock (_gate)
        {
            foreach (var listener in _listeners)
            {
                act(listener);
            }
        }
    }

    void Leave(FeedListener listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
        }
    }
}

/// <summary>A place among those who watch a run.</summary>
/// <param name="Listener">Gets everything from now on.</param>
/// <param name="Place">Where "now" is.</param>
sealed record RunSeat(FeedListener Listener, FeedPlace Place) : IDisposable
{
    public void Dispose() => Listener.Dispose();
}

using System.Collections.Concurrent;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.Simulation;

/// <summary>
/// The one thread of a simulated world: what happens has a moment, and the seed decides between two things of the same moment.
/// Everything that awaits in the world goes on here, so that a seed always tells the same story.
/// </summary>
sealed class Schedule(Random random) : SynchronizationContext
{
    const int LongestOutside = 60_000;

    readonly PriorityQueue<Happening, (DateTimeOffset At, int Draw, int Number)> _queue = new();
    readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];
    readonly int _thread = Environment.CurrentManagedThreadId;
    volatile bool _isOutside;
    volatile bool _isHopped;
    int _number;

    /// <summary>The true time of the world.</summary>
    public DateTimeOffset Now { get; private set; } = new ManualTimeProvider().GetUtcNow();

    /// <summary>Something will happen; to a life that is over nothing happens any more, and to one that is frozen later.</summary>
    public Happening In(TimeSpan delay, Life? life, Action act)
    {
        var next = new Happening(life, act);
        Enqueue(next, Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero));
        return next;
    }

    /// <summary>Lets time pass for somebody.</summary>
    public Task PauseAsync(TimeSpan delay, Life? life)
    {
        var over = new TaskCompletionSource();
        In(delay, life, over.SetResult);
        return over.Task;
    }

    /// <summary>Code that really works with files is about to run on other threads; the world stands still until it is back.</summary>
    public void Leave() => _isOutside = true;

    /// <summary>It is back.</summary>
    public void Return() => _isOutside = false;

    /// <summary>Lets the next thing happen. False when nothing ever will.</summary>
    public bool RunNext()
    {
        while (_queue.TryDequeue(out var next, out var place))
        {
            if (next.IsTakenBack || next.Life is { IsOver: true })
            {
                continue;
            }

            Now = place.At > Now ? place.At : Now;
            if (next.Life is { } life && life.FrozenUntil > Now)
            {
                Enqueue(next, life.FrozenUntil);
                continue;
            }

            next.Act();
            RunPosted();
            return true;
        }

        return false;
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _isHopped |= !_isOutside && Environment.CurrentManagedThreadId != _thread;
        _posted.Add((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing waits for this thread.");

    void RunPosted()
    {
        while (_posted.TryTake(out var posted, _isOutside ? LongestOutside : 0))
        {
            posted.Callback(posted.State);
        }

        if (_isHopped || _isOutside)
        {
            throw new InvalidOperationException("Something in this world goes on by itself on another thread, so that its story cannot be repeated.");
        }
    }

    void Enqueue(Happening next, DateTimeOffset at) => _queue.Enqueue(next, (at, random.Next(), ++_number));
}

/// <summary>Something that will happen, unless it is taken back.</summary>
sealed class Happening(Life? life, Action act)
{
    public Life? Life => life;

    public Action Act => act;

    public bool IsTakenBack { get; private set; }

    public void TakeBack() => IsTakenBack = true;
}

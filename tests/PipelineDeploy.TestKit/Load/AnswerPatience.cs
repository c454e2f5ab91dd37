using System.Collections.Concurrent;

namespace PipelineDeploy.TestKit.Load;

/// <summary>
/// How long an answer may take, in time during which this process ran. A machine that stands still (a virtual one that is paused, one
/// that swaps) lets the clock go on without any of us: that is nobody's lost request, and by the clock alone it looks like one.
/// </summary>
public sealed class AnswerPatience : IAsyncDisposable
{
    /// <summary>How long an answer may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    readonly ConcurrentDictionary<Wait, bool> _waits = [];
    readonly PeriodicTimer _timer;
    readonly TimeProvider _time;
    readonly Task _counting;

    /// <summary>Starts to count.</summary>
    public AnswerPatience(TimeProvider time)
    {
        _time = time;
        _timer = new PeriodicTimer(Tick, time);
        _counting = CountAsync();
    }

    /// <summary>How long the oldest wait has lasted.</summary>
    public TimeSpan Longest => _waits.Keys.Select(wait => wait.Lasted).DefaultIfEmpty().Max();

    /// <summary>Begins to wait for an answer; disposing the wait ends it.</summary>
    public Wait Begin()
    {
        var wait = new Wait(this);
        _waits[wait] = true;
        return wait;
    }

    /// <summary>Counts time that has passed on the clock since the last call; of a standstill, only what two ticks take.</summary>
    public void Pass(TimeSpan elapsed)
    {
        var counted = elapsed < 2 * Tick ? elapsed : 2 * Tick;
        foreach (var wait in _waits.Keys)
            wait.Add(counted);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _counting;
    }

    async Task CountAsync()
    {
        var last = _time.GetTimestamp();
        while (await _timer.WaitForNextTickAsync())
        {
            var now = _time.GetTimestamp();
            Pass(_time.GetElapsedTime(last, now));
            last = now;
        }
    }

    /// <summary>One wait for one answer.</summary>
    public sealed class Wait(AnswerPatience owner) : IDisposable
    {
        readonly CancellationTokenSource _over = new();

        /// <summary>Cancelled when it has lasted too long.</summary>
        public CancellationToken Token => _over.Token;

        /// <summary>How long it has lasted.</summary>
        public TimeSpan Lasted { get; private set; }

        /// <summary>Ends it.</summary>
        // Not disposed: the token needs neither timer nor handle, and the count may be adding to it at this moment.
        public void Dispose() => owner._waits.TryRemove(this, out _);

        internal void Add(TimeSpan counted)
        {
            Lasted += counted;
            if (Lasted >= Limit)
                _over.Cancel();
        }
    }
}

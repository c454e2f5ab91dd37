namespace PipelineDeploy.TestKit;

/// <summary>A clock that moves only when a test moves it, with the timers that hang on it. Starts at 2030-01-01 12:00 UTC.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    readonly Lock _gate = new();
    readonly List<ManualTimer> _armed = [];
    readonly List<TaskCompletionSource> _awaitingTimer = [];
    DateTimeOffset _now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on and fires every timer on the way, each at its own moment.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Moves the clock to a moment, never back, and fires every timer on the way, each at its own moment.</summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        while (TakeDue(moment) is { } timer)
        {
            timer.Callback();
        }
    }

    /// <summary>Returns once somebody waits on this clock, so that a test does not move it too early.</summary>
    public Task WhenTimerArmedAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_armed.Count > 0)
            {
                return Task.CompletedTask;
            }

            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaitingTimer.Add(armed);
            return armed.Task.WaitAsync(cancellationToken);
        }
    }

    ManualTimer? TakeDue(DateTimeOffset moment)
    {
        lock (_gate)
        {
            var next = _armed.Where(timer => timer.DueAt <= moment).MinBy(timer => timer.DueAt);
            _now = Later(_now, next?.DueAt ?? moment);
            if (next is not null)
            {
                Arm(next, next.Period, next.Period);
            }

            return next;
        }
    }

    void Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan || timer.IsDisposed)
            {
                return;
            }

            (timer.DueAt, timer.Period) = (_now + dueTime, period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period);
            _armed.Add(timer);
            _awaitingTimer.ForEach(waiting => waiting.SetResult());
            _awaitingTimer.Clear();
        }
    }

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    sealed class ManualTimer(ManualTimeProvider clock, Action callback) : ITimer
    {
        public Action Callback => callback;

        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; set; }

        public bool IsDisposed { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Arm(this, dueTime, period);
            return !IsDisposed;
        }

        public void Dispose()
        {
            IsDisposed = true;
            clock.Arm(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

namespace PipelineDeploy.Simulation;

/// <summary>The clock of one process: it may go wrong, and jump; how long something takes it knows all the same.</summary>
sealed class NodeClock(Schedule schedule, Life life, Func<TimeSpan> error) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => schedule.Now + error();

    public override long GetTimestamp() => schedule.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(schedule, life, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    sealed class Timer(Schedule schedule, Life life, Action ring) : ITimer
    {
        Happening? _next;
        bool _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _next?.TakeBack();
            if (!_isDisposed && dueTime != Timeout.InfiniteTimeSpan)
            {
                _next = schedule.In(dueTime, life, () => Ring(period));
            }

            return !_isDisposed;
        }

        public void Dispose()
        {
            _isDisposed = true;
            _next?.TakeBack();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        void Ring(TimeSpan period)
        {
            if (period > TimeSpan.Zero)
            {
                Change(period, period);
            }

            ring();
        }
    }
}

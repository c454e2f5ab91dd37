using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Events;
using PipelineDeploy.Postgres.Runs;

namespace PipelineDeploy.Server.Events;

/// <summary>
/// Reads the events once for all who listen in this process, and not at all while nobody does. A listener costs a small queue; what it is
/// sent was written once for all.
/// </summary>
sealed partial class EventFeed(EventStore store, ChangeFeed changes, TimeProvider time, ILogger<EventFeed> logger) : BackgroundService
{
    /// <summary>So many of the newest events can be had again.</summary>
    public const int Remembered = 2000;

    /// <summary>So many may wait for one slow reader.</summary>
    public const int LongestQueue = 500;

    const int Page = 1000;
    static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(2);
    static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    readonly Lock _gate = new();
    readonly HashSet<FeedListener> _listeners = [];
    readonly EventRing _ring = new(Remembered);
    TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _waiting;
    long _lastBeat = time.GetTimestamp();

    /// <summary>How many listen.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _listeners.Count;
            }
        }
    }

    /// <summary>The time on its clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Listens until disposed.</summary>
    /// <param name="after">The last event that was seen; null to begin with what happens from now on.</param>
    /// <param name="maySee">Which apps' events are wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EventSubscription> SubscribeAsync(long? after, Func<string, bool> maySee, CancellationToken cancellationToken)
    {
        Task ready;
        lock (_gate)
        {
            _waiting++;
            _wanted.TrySetResult();
            ready = _ready.Task;
        }

        try
        {
            await ready.WaitAsync(cancellationToken);
            return Admit(after, maySee);
        }
        finally
        {
            lock (_gate)
            {
                _waiting--;
            }
        }
    }

    // What is remembered and what is told from now on must neither overlap nor leave anything out, so both are settled under one lock.
    EventSubscription Admit(long? after, Func<string, bool> maySee)
    {
        lock (_gate)
        {
            var listener = new FeedListener(LongestQueue, told => maySee(told.App), Leave);
            _listeners.Add(listener);
            var missed = after is { } seen ? _ring.After(seen) : [];
            return new EventSubscription(listener, missed?.Where(kept => maySee(kept.App)).ToList(), _ring.Newest);
        }
    }

    void Leave(FeedListener listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _wanted.Task.WaitAsync(stoppingToken);
            try
            {
                await ServeAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Those who listen stay, and get what they missed once the database answers again.
                Lost(e);
                BeatWhenDue();
                await Task.Delay(RetryAfter, time, stoppingToken);
            }
        }
    }

    async Task ServeAsync(CancellationToken stoppingToken)
    {
        using var news = changes.SubscribeToEvents();
        if (!_ready.Task.IsCompleted)
        {
            var last = await store.ReadLastAsync(Remembered, stoppingToken);
            lock (_gate)
            {
                _ring.Reset([.. last.Select(EventOf)]);
                _ready.TrySetResult();
            }
        }

        while (!IsUnwanted())
        {
            var events = await store.ReadAsync(_ring.Newest, Page, stoppingToken);
            TellAll(events);
            BeatWhenDue();
            if (events.Count < Page)
            {
                await news.WaitAsync(LookAtLeastEvery, stoppingToken);
            }
        }
    }

    // Once nobody listens, what is remembered grows old: the next listener has it read anew.
    bool IsUnwanted()
    {
        lock (_gate)
        {
            if (_listeners.Count > 0 || _waiting > 0)
            {
                return false;
            }

            _wanted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    void TellAll(IReadOnlyList<StoredEvent> events)
    {
        foreach (var told in events.Select(EventOf))
        {
            lock (_gate)
            {
                _ring.Add(told);
                foreach (var listener in _listeners)
                {
                    listener.Tell(told);
                }
            }
        }
    }

    void BeatWhenDue()
    {
        if (time.GetElapsedTime(_lastBeat) < BeatEvery)
        {
            return;
        }

        _lastBeat = time.GetTimestamp();
        lock (_gate)
        {
            foreach (var listener in _listeners)
            {
                listener.Beat();
            }
        }
    }

    static FeedEvent EventOf(StoredEvent stored) => FeedEvent.Of(
        stored.Type,
        new FeedPlace(stored.Id),
        new ServerEvent(stored.Id, stored.Type, stored.At, stored.App, stored.Run, stored.State, stored.Release, stored.Generation),
        WireJson.Default.ServerEvent,
        stored.App);

    [LoggerMessage(EventId = 450, Level = LogLevel.Warning, Message = "The events could not be read; those who listen get them when the database answers again")]
    partial void Lost(Exception e);
}

/// <summary>A listener and what it missed.</summary>
/// <param name="Listener">Gets everything from now on.</param>
/// <param name="Missed">What happened since it was here last; null when that is not known any more.</param>
/// <param name="Newest">The number up to which everything has happened before now.</param>
sealed record EventSubscription(FeedListener Listener, IReadOnlyList<FeedEvent>? Missed, long Newest) : IDisposable
{
    public void Dispose() => Listener.Dispose();
}

namespace PipelineDeploy.Server.Events;

/// <summary>The newest events, so that readers who come back get what they missed without a look into the database.</summary>
sealed class EventRing(int capacity)
{
    readonly Queue<FeedEvent> _events = new(capacity);
    long _forgotten;

    /// <summary>The number of the newest event; 0 before the first.</summary>
    public long Newest { get; private set; }

    /// <summary>Begins anew with the newest events there are, oldest first. Fewer than there is room for are all.</summary>
    public void Reset(IReadOnlyList<FeedEvent> events)
    {
        _events.Clear();
        (Newest, _forgotten) = (0, events.Count < capacity ? 0 : events[0].Place.Main - 1);
        foreach (var one in events)
        {
            Add(one);
        }
    }

    public void Add(FeedEvent added)
    {
        if (_events.Count == capacity)
        {
            _forgotten = _events.Dequeue().Place.Main;
        }

        _events.Enqueue(added);
        Newest = added.Place.Main;
    }

    /// <summary>Everything after a number; null when that is not all here, or no number of ours.</summary>
    public IReadOnlyList<FeedEvent>? After(long id) =>
        id < _forgotten || id > Newest ? null : id == Newest ? [] : [.. _events.Where(kept => kept.Place.Main > id)];
}

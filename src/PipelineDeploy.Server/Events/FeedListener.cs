using System.Threading.Channels;

namespace PipelineDeploy.Server.Events;

/// <summary>
/// One reader of a stream. What it has not taken yet waits in a bounded queue; when that is full, nothing more is put in until all of it is
/// taken, and <see cref="TakeGap"/> says up to where events are missing. Waiting holds no thread and no timer.
/// </summary>
sealed class FeedListener(int capacity, Func<FeedEvent, bool> isWanted, Action<FeedListener> leave) : IDisposable
{
    readonly Lock _gate = new();
    readonly Channel<FeedEvent> _waiting = Channel.CreateBounded<FeedEvent>(new BoundedChannelOptions(capacity) { SingleReader = true });
    FeedPlace? _missingUpTo;

    public ChannelReader<FeedEvent> Waiting => _waiting.Reader;

    /// <summary>Never waits: a reader that is slow loses events and is told so.</summary>
    public void Tell(FeedEvent told)
    {
        if (!isWanted(told))
        {
            return;
        }

        lock (_gate)
        {
            if (_missingUpTo is not null || !_waiting.Writer.TryWrite(told))
            {
                _missingUpTo = told.Place;
            }
        }
    }

    /// <summary>Sent when nothing else waits to be sent; carries no event.</summary>
    public void Beat()
    {
        lock (_gate)
        {
            if (_missingUpTo is null && _waiting.Reader.Count == 0)
            {
                _waiting.Writer.TryWrite(FeedEvent.Beat);
            }
        }
    }

    /// <summary>After everything that waited was taken: the last event that is missing, once; null when none is.</summary>
    public FeedPlace? TakeGap()
    {
        lock (_gate)
        {
            if (_waiting.Reader.Count > 0)
            {
                return null;
            }

            var gap = _missingUpTo;
            _missingUpTo = null;
            return gap;
        }
    }

    /// <summary>Nothing follows.</summary>
    public void End() => _waiting.Writer.TryComplete();

    public void Dispose() => leave(this);
}

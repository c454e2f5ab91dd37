using System.Runtime.InteropServices;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Logs;

/// <summary>
/// The lines on their way to the database, in their order, in a bounded part of the memory. What does not fit is lost, and a mark in its
/// place says how much.
/// </summary>
/// <param name="mostBytes">Memory for lines, those included that are being stored.</param>
/// <param name="enoughBytes">Worth storing at once.</param>
sealed class LogQueue(long mostBytes, long enoughBytes)
{
    const int LineOverhead = 128;

    readonly Lock _gate = new();
    readonly Queue<RunLine> _lines = [];
    readonly Dictionary<(long Run, string Step), Loss> _lost = [];
    readonly List<(long Place, TaskCompletionSource Done)> _flushes = [];
    TaskCompletionSource _something = NewSource();
    TaskCompletionSource _enough = NewSource();
    long _queuedBytes;
    long _takenBytes;
    long _added;
    long _finished;
    bool _isComplete;
    bool _hasEnded;

    /// <summary>Takes a line, or counts it as lost.</summary>
    public void Add(RunLine line)
    {
        lock (_gate)
        {
            if (_queuedBytes + _takenBytes + SizeOf(line) > mostBytes)
            {
                Lose(line);
                return;
            }

            if (_lost.Remove((line.RunId, line.Step), out var lost))
            {
                Enqueue(lost.ToMark(line.RunId, line.Step));
            }

            Enqueue(line);
        }
    }

    /// <summary>Completes when every line added before is stored or lost.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            if (_hasEnded || _finished == _added)
            {
                return Task.CompletedTask;
            }

            var done = NewSource();
            _flushes.Add((_added, done));
            _enough.TrySetResult();
            return done.Task;
        }
    }

    /// <summary>Nothing is added any more.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
            _something.TrySetResult();
            _enough.TrySetResult();
        }
    }

    /// <summary>Waits for a line; false when there will be none any more.</summary>
    public async Task<bool> SomethingAsync()
    {
        Task something;
        lock (_gate)
        {
            something = _something.Task;
        }

        await something;
        lock (_gate)
        {
            // Lines that come later than this are nobody's, and nobody waits for them.
            _hasEnded = _lines.Count == 0;
            return !_hasEnded;
        }
    }

    /// <summary>Waits until it is worth storing what is there, at most so long.</summary>
    public async Task EnoughAsync(TimeSpan atMost, TimeProvider time)
    {
        Task enough;
        lock (_gate)
        {
            enough = _enough.Task;
        }

        await enough.WaitAsync(atMost, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Takes the oldest lines, about so many bytes of them. Their memory is free once they are finished.</summary>
    public IReadOnlyList<RunLine> Take(long bytes)
    {
        lock (_gate)
        {
            List<RunLine> batch = [];
            while (_takenBytes < bytes && _lines.TryDequeue(out var line))
            {
                _queuedBytes -= SizeOf(line);
                _takenBytes += SizeOf(line);
                batch.Add(line);
            }

            Rearm();
            return batch;
        }
    }

    /// <summary>The lines taken last are stored, or lost.</summary>
    public void Finish(IReadOnlyList<RunLine> batch, bool areStored)
    {
        lock (_gate)
        {
            _takenBytes = 0;
            _finished += batch.Count;
            foreach (var line in areStored ? [] : batch)
            {
                Lose(line);
            }

            // Nothing may ever be written after what was lost, so the marks do not wait for it.
            foreach (var ((run, step), lost) in areStored && _lines.Count == 0 ? _lost.ToList() : [])
            {
                _lost.Remove((run, step));
                Enqueue(lost.ToMark(run, step));
            }

            foreach (var (_, done) in _flushes.Where(flush => flush.Place <= _finished))
            {
                done.TrySetResult();
            }

            _flushes.RemoveAll(flush => flush.Place <= _finished);
        }
    }

    void Enqueue(RunLine line)
    {
        _lines.Enqueue(line);
        _added++;
        _queuedBytes += SizeOf(line);
        _something.TrySetResult();
        if (_queuedBytes >= enoughBytes)
        {
            _enough.TrySetResult();
        }
    }

    void Lose(RunLine line) =>
        _lost[(line.RunId, line.Step)] = new Loss(_lost.GetValueOrDefault((line.RunId, line.Step)).Count + 1, line.Attempt, line.At);

    void Rearm()
    {
        if (_isComplete)
        {
            return;
        }

        if (_lines.Count == 0 && _something.Task.IsCompleted)
        {
            _something = NewSource();
        }

        if (_queuedBytes < enoughBytes && _enough.Task.IsCompleted && !_flushes.Exists(flush => flush.Place > _added - _lines.Count))
        {
            _enough = NewSource();
        }
    }

    static long SizeOf(RunLine line) => (2L * line.Text.Length) + LineOverhead;

    static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [StructLayout(LayoutKind.Auto)]
    readonly record struct Loss(long Count, int Attempt, DateTimeOffset At)
    {
        public RunLine ToMark(long run, string step) =>
            new(run, step, Attempt, At, $"… {Count} line{(Count == 1 ? "" : "s")} lost: the database did not take them in time");
    }
}

using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Logs;

/// <summary>
/// Takes what steps write and stores it in batches off their path: as soon as 64 KiB are there, and at the latest after 200 ms.
/// While the database is away lines wait in a bounded part of the memory.
/// </summary>
public sealed partial class RunLog(NpgsqlDataSource database, LogDays days, LogOptions options, TimeProvider time, ILogger<RunLog> logger)
    : BackgroundService, IRunLog
{
    /// <summary>Longest line that is kept, in characters; the rest is cut off with a mark.</summary>
    public const int LongestLine = 16 * 1024;

    /// <summary>Memory for lines that wait for the database, in bytes.</summary>
    public const long MostMemory = 32 * 1024 * 1024;

    const long Enough = 64 * 1024;
    const long LargestBatch = 4 * 1024 * 1024;
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly Lock _gate = new();
    readonly LogCap _cap = new(options.MebibytesPerStep);
    readonly LogQueue _queue = new(MostMemory, Enough);
    readonly LogWriter _writer = new(database, days, time);
    readonly CancellationTokenSource _ending = new();
    long _troubleSince;

    /// <inheritdoc />
    public void Write(RunLine line)
    {
        var text = line.Text.Length <= LongestLine
            ? line.Text
            : $"{line.Text[..LongestLine]} … ({line.Text.Length - LongestLine} more characters cut off)";
        lock (_gate)
        {
            if (_cap.Admit(line with { Text = Storable(text) }) is { } kept)
            {
                _queue.Add(kept);
            }
        }
    }

    /// <inheritdoc />
    public async Task FlushAsync(long runId, CancellationToken cancellationToken)
    {
        Task stored;
        lock (_gate)
        {
            foreach (var mark in _cap.Marks(runId))
            {
                _queue.Add(mark);
            }

            stored = _queue.FlushAsync();
        }

        // A driver that waited for a log that cannot be stored would lose its run; the lines stay in hand.
        if (Interlocked.Read(ref _troubleSince) is var since && (since == 0 || time.GetElapsedTime(since) < Patience))
        {
            await stored.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Stores what is still in hand, as far as the database takes it before <paramref name="cancellationToken"/>, then ends.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Complete();
        await using var late = cancellationToken.Register(_ending.Cancel);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _ending.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not the stopping token: while the server stops, drivers still write their last lines.
        while (await _queue.SomethingAsync())
        {
            await _queue.EnoughAsync(Gather, time);
            var lines = _queue.Take(LargestBatch);
            _queue.Finish(lines, await StoreAsync(new LogBatch(lines)));
        }
    }

    async Task<bool> StoreAsync(LogBatch batch)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await _writer.StoreAsync(batch, _ending.Token);
                Recovered();
                return true;
            }
            catch (Exception e) when (_ending.IsCancellationRequested || IsAboutTheLines(e))
            {
                LinesLost(e, batch.Lines.Count);
                return false;
            }
            catch (Exception e)
            {
                Troubled(e);
                _writer.ForgetDay();
                await Task.Delay(pause, time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // PostgreSQL's classes 22 (data exception) and 23 (integrity constraint), but for 23514: the day's partition is missing.
    static bool IsAboutTheLines(Exception e) =>
        e is PostgresException { SqlState: not PostgresErrorCodes.CheckViolation and (['2', '2', ..] or ['2', '3', ..]) };

    void Troubled(Exception e)
    {
        if (Interlocked.CompareExchange(ref _troubleSince, time.GetTimestamp(), 0) == 0)
        {
            CannotStore(e);
        }
    }

    void Recovered()
    {
        if (Interlocked.Exchange(ref _troubleSince, 0) != 0)
        {
            StoresAgain();
        }
    }

    // PostgreSQL's text holds no NUL, and half a surrogate pair (a cut may leave one) has no UTF-8.
    static string Storable(string text)
    {
        var storable = text.Replace('\0', '\uFFFD');
        return storable.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(storable)) : storable;
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Error, Message = "{Count} log line(s) could not be stored")]
    partial void LinesLost(Exception e, int count);

    [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "Log lines cannot be stored right now; they wait in memory")]
    partial void CannotStore(Exception e);

    [LoggerMessage(EventId = 212, Level = LogLevel.Information, Message = "Log lines are stored again")]
    partial void StoresAgain();
}

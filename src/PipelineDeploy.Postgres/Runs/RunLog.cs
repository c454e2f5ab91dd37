using System.Text;
using System.Threading.Channels;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>A stored line with its position.</summary>
/// <param name="Seq">Rises over all lines.</param>
/// <param name="Line">The line.</param>
public sealed record StoredLine(long Seq, RunLine Line);

/// <summary>Stores what steps write, in batches off their path, and reads it back.</summary>
public sealed partial class RunLog(NpgsqlDataSource database, TimeProvider time, ILogger<RunLog> logger) : BackgroundService, IRunLog
{
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);
    const int LargestBatch = 2000;

    // A step that writes faster than the database stores waits for nobody: the channel is the buffer, a line is at most 16 KiB.
    readonly Channel<object> _queue = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Longest line that is kept, in characters; the rest is cut off with a mark.</summary>
    public const int LongestLine = 16 * 1024;

    /// <inheritdoc />
    public void Write(RunLine line)
    {
        var text = line.Text.Length <= LongestLine
            ? line.Text
            : $"{line.Text[..LongestLine]} … ({line.Text.Length - LongestLine} more characters cut off)";
        _queue.Writer.TryWrite(line with { Text = Storable(text) });
    }

    /// <inheritdoc />
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite(done) ? done.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Stores what is still in hand, then ends.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    /// <summary>The lines of a run after a position, oldest first.</summary>
    public async Task<IReadOnlyList<StoredLine>> ReadAsync(long runId, long afterSeq, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Seq, string Step, int Attempt, DateTime At, string Text)>(
            "select seq, step, attempt, at, text from log_lines where run_id = @runId and seq > @afterSeq order by seq limit @limit",
            new { runId, afterSeq, limit });
        return [.. rows.Select(row => new StoredLine(row.Seq, new RunLine(runId, row.Step, row.Attempt, row.At, row.Text)))];
    }

    /// <summary>The last lines of a run, oldest first.</summary>
    public async Task<IReadOnlyList<StoredLine>> ReadLastAsync(long runId, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Seq, string Step, int Attempt, DateTime At, string Text)>(
            "select seq, step, attempt, at, text from log_lines where run_id = @runId order by seq desc limit @limit",
            new { runId, limit });
        return [.. rows.Reverse().Select(row => new StoredLine(row.Seq, new RunLine(runId, row.Step, row.Attempt, row.At, row.Text)))];
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not the stopping token: while the server stops, drivers still write their last lines.
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var (lines, flushes) = await TakeAsync();
            try
            {
                await StoreAsync(lines);
            }
            // Whatever is wrong with these lines: a log that ends would keep every driver waiting for its flush.
            catch (Exception e)
            {
                LinesLost(e, lines.Count);
            }

            flushes.ForEach(flush => flush.TrySetResult());
        }
    }

    // PostgreSQL's text holds no NUL, and half a surrogate pair (a cut may leave one) has no UTF-8.
    static string Storable(string text)
    {
        var storable = text.Replace('\0', '\uFFFD');
        return storable.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(storable)) : storable;
    }

    async Task<(List<RunLine> Lines, List<TaskCompletionSource> Flushes)> TakeAsync()
    {
        List<RunLine> lines = [];
        List<TaskCompletionSource> flushes = [];
        using var gathered = new CancellationTokenSource(Gather, time);
        while (lines.Count < LargestBatch && flushes.Count == 0)
        {
            if (_queue.Reader.TryRead(out var item))
            {
                switch (item)
                {
                    case RunLine line:
                        lines.Add(line);
                        break;
                    case TaskCompletionSource flush:
                        flushes.Add(flush);
                        break;
                }
            }
            else if (!await MoreBeforeAsync(gathered.Token))
            {
                break;
            }
        }

        return (lines, flushes);
    }

    async Task<bool> MoreBeforeAsync(CancellationToken gathered)
    {
        try
        {
            return await _queue.Reader.WaitToReadAsync(gathered);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    async Task StoreAsync(List<RunLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into log_lines (run_id, step, attempt, at, text)
            select * from unnest(@Runs, @Steps, @Attempts, @Times, @Texts)
            """,
            new
            {
                Runs = lines.Select(line => line.RunId).ToArray(),
                Steps = lines.Select(line => line.Step).ToArray(),
                Attempts = lines.Select(line => line.Attempt).ToArray(),
                Times = lines.Select(line => line.At.UtcDateTime).ToArray(),
                Texts = lines.Select(line => line.Text).ToArray(),
            });
        foreach (var runId in lines.Select(line => line.RunId).Distinct())
        {
            await ChangeFeed.AnnounceAsync(connection, null, runId, ChangeFeed.Log);
        }
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Error, Message = "{Count} log line(s) could not be stored")]
    partial void LinesLost(Exception e, int count);
}

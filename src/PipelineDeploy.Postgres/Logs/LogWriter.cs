using Dapper;
using Npgsql;
using NpgsqlTypes;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Logs;

/// <summary>Stores batches of lines: numbers them, copies them into the day's partition and tells the listeners, in one transaction.</summary>
sealed class LogWriter(NpgsqlDataSource database, LogDays days, TimeProvider time)
{
    DateOnly? _dayThere;

    /// <summary>Stores a batch. A batch that comes again after an error is not stored twice.</summary>
    public async Task StoreAsync(LogBatch batch, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (batch.Transaction is { } last && await WasCommittedAsync(connection, last, cancellationToken))
        {
            return;
        }

        await EnsureDayAsync(day, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var lines = await OfDriversAsync(connection, transaction, batch.Lines);
        var next = await NumberAsync(connection, transaction, batch, lines);
        await CopyAsync(connection, day, lines, next, cancellationToken);
        foreach (var runId in next.Keys)
        {
            await ChangeFeed.AnnounceAsync(connection, transaction, runId, ChangeFeed.Log);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    // The connection may have been lost after the commit was sent; whether it arrived the database knows by the transaction's number.
    static async Task<bool> WasCommittedAsync(NpgsqlConnection connection, string transaction, CancellationToken cancellationToken)
    {
        var status = await connection.QuerySingleAsync<string?>(
            new CommandDefinition("select pg_xact_status(@transaction::xid8)", new { transaction }, cancellationToken: cancellationToken));
        return status == "in progress"
            ? throw new TimeoutException("The database has not yet noticed that the connection was lost.")
            : status == "committed";
    }

    async Task EnsureDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (_dayThere != day)
        {
            await days.EnsureAsync(day, cancellationToken);
            _dayThere = day;
        }
    }

    /// <summary>The day's partition may have been taken away from under us.</summary>
    public void ForgetDay() => _dayThere = null;

    // Invariant: a driver that has been outlived writes nothing any more, no lines either.
    static async Task<List<RunLine>> OfDriversAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<RunLine> lines)
    {
        var fences = (await connection.QueryAsync<(long Run, long Fence)>(
            "select id, fence from runs where id = any(@Runs)", new { Runs = lines.Select(line => line.RunId).Distinct().ToArray() }, transaction))
            .ToDictionary(row => row.Run, row => row.Fence);
        return [.. lines.Where(line => line.Fence is not { } fence || fences.GetValueOrDefault(line.RunId) == fence)];
    }

    // Invariant: whoever writes lines of a run holds the row of its count until they are there, so numbers have no gaps and appear in their
    // order. Lines of a run that has been removed are nobody's.
    static async Task<Dictionary<long, long>> NumberAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, LogBatch batch, List<RunLine> lines)
    {
        var counts = lines.GroupBy(line => line.RunId).Select(own => (Run: own.Key, Count: own.LongCount())).ToList();
        var rows = (await connection.QueryAsync<(long Run, long Lines, long Count, string Transaction)>(
            """
            with batch as (
                select b.run_id, b.count from unnest(@Runs, @Counts) as b(run_id, count)
                where exists (select from runs r where r.id = b.run_id) order by b.run_id
            ), counted as (
                insert into log_counts (run_id, lines) select run_id, count from batch
                on conflict (run_id) do update set lines = log_counts.lines + excluded.lines
                returning run_id, lines
            )
            select c.run_id, c.lines, b.count, pg_current_xact_id()::text from counted c join batch b on b.run_id = c.run_id
            """,
            new { Runs = counts.Select(count => count.Run).ToArray(), Counts = counts.Select(count => count.Count).ToArray() },
            transaction)).ToList();
        batch.Transaction = rows.Select(row => row.Transaction).FirstOrDefault();
        return rows.ToDictionary(row => row.Run, row => row.Lines - row.Count + 1);
    }

    static async Task CopyAsync(NpgsqlConnection connection, DateOnly day, IReadOnlyList<RunLine> lines, Dictionary<long, long> next, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy log_lines (day, run_id, line, step, attempt, at, text) from stdin (format binary)", cancellationToken);
        foreach (var line in lines.Where(line => next.ContainsKey(line.RunId)))
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(day, NpgsqlDbType.Date, cancellationToken);
            await copy.WriteAsync(line.RunId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(next[line.RunId]++, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(line.Step, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(line.Attempt, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(line.At.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(line.Text, NpgsqlDbType.Text, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }
}

/// <summary>Lines that are stored together.</summary>
/// <param name="Lines">The lines, in their order.</param>
sealed record LogBatch(IReadOnlyList<RunLine> Lines)
{
    /// <summary>The number of the last transaction that tried to store them.</summary>
    public string? Transaction { get; set; }
}

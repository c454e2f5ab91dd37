using Dapper;
using Npgsql;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Logs;

/// <summary>Stores batches of lines: numbers them, puts them into the day's partition and tells the listeners, in one transaction.</summary>
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
        foreach (var runId in await InsertAsync(connection, transaction, day, batch, lines))
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
    //
    // One statement, and no COPY: a process that is stopped in the middle of one would hold those rows for as long, because the database waits
    // for its data without any limit of time. Between statements there is one (ConnectionLimits).
    static async Task<List<long>> InsertAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly day, LogBatch batch, List<RunLine> lines)
    {
        var numbered = lines.GroupBy(line => line.RunId).SelectMany(own => own.Select((line, index) => (Line: line, Ordinal: index + 1L))).ToList();
        var rows = (await connection.QueryAsync<(long Run, string Transaction)>(
            """
            with given as (
                select * from unnest(@Runs, @Ordinals, @Steps, @Attempts, @Ats, @Texts) as g(run_id, ordinal, step, attempt, at, text)
            ), batch as (
                select g.run_id, count(*) as count from given g where exists (select from runs r where r.id = g.run_id) group by g.run_id order by g.run_id
            ), counted as (
                insert into log_counts (run_id, lines) select run_id, count from batch
                on conflict (run_id) do update set lines = log_counts.lines + excluded.lines
                returning run_id, lines
            ), stored as (
                insert into log_lines (day, run_id, line, step, attempt, at, text)
                select @day, g.run_id, c.lines - b.count + g.ordinal, g.step, g.attempt, g.at, g.text
                from given g join counted c on c.run_id = g.run_id join batch b on b.run_id = g.run_id
            )
            select run_id, pg_current_xact_id()::text from counted
            """,
            new
            {
                day,
                Runs = numbered.Select(one => one.Line.RunId).ToArray(),
                Ordinals = numbered.Select(one => one.Ordinal).ToArray(),
                Steps = numbered.Select(one => one.Line.Step).ToArray(),
                Attempts = numbered.Select(one => one.Line.Attempt).ToArray(),
                Ats = numbered.Select(one => one.Line.At.UtcDateTime).ToArray(),
                Texts = numbered.Select(one => one.Line.Text).ToArray(),
            },
            transaction)).ToList();
        batch.Transaction = rows.Select(row => row.Transaction).FirstOrDefault();
        return [.. rows.Select(row => row.Run)];
    }
}

/// <summary>Lines that are stored together.</summary>
/// <param name="Lines">The lines, in their order.</param>
sealed record LogBatch(IReadOnlyList<RunLine> Lines)
{
    /// <summary>The number of the last transaction that tried to store them.</summary>
    public string? Transaction { get; set; }
}

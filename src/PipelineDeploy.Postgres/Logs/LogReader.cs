using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Logs;

/// <summary>A stored line with its number.</summary>
/// <param name="Number">Its place among the lines of the run, from 1 without gaps.</param>
/// <param name="Line">The line.</param>
public sealed record StoredLine(long Number, RunLine Line);

/// <summary>Reads what runs have written.</summary>
/// <remarks>A line becomes visible only together with all those of its run that have a lower number, whichever servers wrote them.</remarks>
public sealed class LogReader(NpgsqlDataSource database)
{
    /// <summary>Lines of a run, oldest first.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="from">The first number that is wanted.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="step">Only those of one step; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="search">Only those that contain this, in whatever case; null for all.</param>
    public async Task<IReadOnlyList<StoredLine>> ReadAsync(
        long runId, long from, int limit, string? step, CancellationToken cancellationToken, string? search = null)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // A run writes no line before it exists, give or take the clocks of two servers: older days need not be looked at.
        var rows = await connection.QueryAsync<LineRow>(new CommandDefinition(
            """
            select line as "Line", step as "Step", attempt as "Attempt", at as "At", text as "Text" from log_lines
            where run_id = @runId and line >= @from and (@step::text is null or step = @step)
              and (@search::text is null or strpos(lower(text), lower(@search)) > 0)
              and day >= (select (created_at at time zone 'UTC')::date - 1 from runs where id = @runId)
            order by line limit @limit
            """,
            new { runId, from, limit, step, search },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToLine(runId))];
    }

    /// <summary>The last lines of a run, or of one of its steps, oldest first.</summary>
    public async Task<IReadOnlyList<StoredLine>> ReadLastAsync(long runId, int limit, CancellationToken cancellationToken, string? step = null)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<LineRow>(new CommandDefinition(
            """
            select line as "Line", step as "Step", attempt as "Attempt", at as "At", text as "Text" from log_lines
            where run_id = @runId and (@step::text is null or step = @step)
              and day >= (select (created_at at time zone 'UTC')::date - 1 from runs where id = @runId)
            order by line desc limit @limit
            """,
            new { runId, limit, step },
            cancellationToken: cancellationToken));
        return [.. rows.Reverse().Select(row => row.ToLine(runId))];
    }

    /// <summary>The number of a run's last line; 0 as long as it has none.</summary>
    public async Task<long> CountAsync(long runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<long>(new CommandDefinition(
            "select lines from log_counts where run_id = @runId", new { runId }, cancellationToken: cancellationToken));
    }

    sealed record LineRow(long Line, string Step, int Attempt, DateTime At, string Text)
    {
        public StoredLine ToLine(long runId) => new(Line, new RunLine(runId, Step, Attempt, At, Text));
    }
}

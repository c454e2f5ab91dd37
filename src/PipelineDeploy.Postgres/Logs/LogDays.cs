using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Logs;

/// <summary>The partitions of <c>log_lines</c>, one a day (UTC).</summary>
public sealed class LogDays(NpgsqlDataSource database)
{
    /// <summary>Makes a day's partition unless it is there. Answers whether it was made now.</summary>
    public async Task<bool> EnsureAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<bool>(
            new CommandDefinition("select ensure_log_day(@Day::date)", new { Day = day.ToString("O") }, cancellationToken: cancellationToken));
    }

    /// <summary>Drops the partitions of all earlier days, and with them their lines.</summary>
    /// <returns>The days that were dropped.</returns>
    public async Task<IReadOnlyList<DateOnly>> DropBeforeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var dropped = await connection.QueryAsync<string>(
            new CommandDefinition("select drop_log_days_before(@Day::date)::text", new { Day = day.ToString("O") }, cancellationToken: cancellationToken));
        return [.. dropped.Select(name => DateOnly.ParseExact(name, "O")).Order()];
    }
}

using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>The newest run of each of many apps, in one go.</summary>
public sealed class LatestRunReader(NpgsqlDataSource database)
{
    /// <summary>The newest runs; what has had none is left out.</summary>
    public async Task<IReadOnlyList<Run>> ReadAsync(IReadOnlyList<string> subjects, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One step down the index for each, however many runs there are.
        var rows = await connection.QueryAsync<RunRow>(new CommandDefinition(
            $"""
            select {RunRow.Columns} from unnest(@Subjects) as wanted
            cross join lateral (select * from runs r where r.subject = wanted order by r.id desc limit 1) latest
            """,
            new { Subjects = subjects.ToArray() },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToRun())];
    }
}

using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>A run in a word.</summary>
/// <param name="Subject">What it is for.</param>
/// <param name="Id">Its number.</param>
/// <param name="State">The word of its state.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it ended.</param>
public sealed record RecentRun(string Subject, long Id, string State, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt);

/// <summary>Reads the newest runs of many subjects in one go.</summary>
public sealed class RecentRunReader(NpgsqlDataSource database)
{
    /// <summary>At most so many runs of each subject, the newest first.</summary>
    public async Task<ILookup<string, RecentRun>> ReadAsync(IReadOnlyList<string> subjects, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Subject, long Id, string State, DateTime CreatedAt, DateTime? FinishedAt)>(new CommandDefinition(
            """
            select wanted.subject, newest.id, newest.state, newest.created_at, newest.finished_at
            from unnest(@subjects) as wanted (subject)
            cross join lateral (
                select id, state, created_at, finished_at from runs r where r.subject = wanted.subject order by id desc limit @limit
            ) newest
            order by wanted.subject, newest.id desc
            """,
            new { subjects = subjects.ToArray(), limit },
            cancellationToken: cancellationToken));
        return rows.ToLookup(row => row.Subject, row => new RecentRun(row.Subject, row.Id, row.State, row.CreatedAt, row.FinishedAt));
    }
}

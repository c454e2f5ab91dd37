using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Webhooks.Statuses;
using PipelineDeploy.Postgres.Runs;

namespace PipelineDeploy.Postgres.Webhooks;

/// <summary>What hosts of repositories have been told, in PostgreSQL.</summary>
public sealed class StatusStore(NpgsqlDataSource database) : IStatusStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<OpenStatus>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Delivery, string Hook, long Run, string State, string Commit, string? Told, int Tries)>(
            """
            select s.delivery_id, d.hook_id, s.run_id, r.state, s.commit, s.told, s.tries
            from commit_statuses s join deliveries d on d.id = s.delivery_id join runs r on r.id = s.run_id
            where s.due_at <= @now and (s.told is null or r.finished_at is not null) order by s.due_at limit @limit
            """,
            new { now, limit });
        return [.. rows.Select(row => new OpenStatus(row.Delivery, row.Hook, row.Run, RunStateText.Parse(row.State), row.Commit, row.Told, row.Tries))];
    }

    /// <inheritdoc />
    public async Task ToldAsync(long delivery, string word, bool isFinal, string? error, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "update commit_statuses set told = @word, error = @error, tries = 0, due_at = case when @isFinal then null else due_at end where delivery_id = @delivery",
            new { delivery, word, isFinal, error });
    }

    /// <inheritdoc />
    public async Task RetryAsync(long delivery, string error, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("update commit_statuses set tries = tries + 1, error = @error, due_at = @at where delivery_id = @delivery", new { delivery, error, at });
    }
}

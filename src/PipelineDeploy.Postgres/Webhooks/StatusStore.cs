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
        var rows = await connection.QueryAsync<Row>(
            """
            select s.delivery_id as "Delivery", s.kind as "Kind", d.hook_id as "Hook", s.run_id as "Run", r.state as "State", s.commit as "Commit", d.event ->> 'ref' as "Ref",
                s.deployment as "Deployment", s.told as "Told", s.tries as "Tries"
            from commit_statuses s join deliveries d on d.id = s.delivery_id join runs r on r.id = s.run_id
            where s.due_at <= @now and (s.told is null or r.finished_at is not null or (s.told = @Queued and r.state <> @Queued)) order by s.due_at limit @limit
            """,
            new { now, limit, Queued });
        return [.. rows.Select(row => row.ToOpen())];
    }

    /// <inheritdoc />
    public async Task ToldAsync(OpenStatus open, string word, bool isFinal, string? error, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "update commit_statuses set told = @word, error = @error, tries = 0, due_at = case when @isFinal then null else due_at end where delivery_id = @Delivery and kind = @kind",
            new { open.Delivery, kind = WordOf(open.Kind), word, isFinal, error });
    }

    /// <inheritdoc />
    public async Task RetryAsync(OpenStatus open, string error, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "update commit_statuses set tries = tries + 1, error = @error, due_at = @at where delivery_id = @Delivery and kind = @kind",
            new { open.Delivery, kind = WordOf(open.Kind), error, at });
    }

    /// <inheritdoc />
    public async Task KeepDeploymentAsync(long delivery, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("update commit_statuses set deployment = @id where delivery_id = @delivery and kind = 'deployment'", new { delivery, id });
    }

    /// <summary>The word that a row has for it.</summary>
    internal static string WordOf(StatusKind kind) => kind.ToString().ToLowerInvariant();

    // A run's state and the word of a deployment are the same here.
    static string Queued { get; } = DeploymentStatus.WordOf(DeploymentState.Queued);

    sealed record Row
    {
        public required long Delivery { get; init; }

        public required string Kind { get; init; }

        public required string Hook { get; init; }

        public required long Run { get; init; }

        public required string State { get; init; }

        public required string Commit { get; init; }

        public string? Ref { get; init; }

        public string? Deployment { get; init; }

        public string? Told { get; init; }

        public required int Tries { get; init; }

        public OpenStatus ToOpen() => new(Delivery, Enum.Parse<StatusKind>(Kind, ignoreCase: true), Hook, Run, RunStateText.Parse(State), Commit, Ref, Deployment, Told, Tries);
    }
}

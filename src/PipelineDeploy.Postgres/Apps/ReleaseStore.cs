using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Apps;

/// <summary>Releases in PostgreSQL.</summary>
public sealed class ReleaseStore(NpgsqlDataSource database) : IReleaseStore
{
    const string Columns = "app, number, run_id, image, created_at";

    /// <inheritdoc />
    public async Task<Release> AllotAsync(string app, DriverTerm term, string image, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Invariant: numbers of one app are given one after the other. The lock is a statement of its own, so that the next one sees
        // what the last holder wrote.
        await connection.ExecuteAsync("select from apps where name = @app for no key update", new { app }, transaction);
        // Invariant: a driver that has been outlived changes nothing. The lock keeps a new one from claiming the run before this is written.
        _ = await connection.QuerySingleOrDefaultAsync<int?>(
            "select 1 from runs where id = @RunId and fence = @Fence and finished_at is null for share", term, transaction)
            ?? throw new UserErrorException("run.outlived", $"Run {term.RunId} is driven by another server now, or has ended", "Nothing was changed.");
        // A repeated build of the same run keeps its number; its image may be another one now.
        var row = await connection.QuerySingleAsync<(string, int, long, string, DateTime)>(
            $"""
            insert into releases ({Columns})
            select @app, coalesce(max(number), 0) + 1, @RunId, @image, @now from releases where app = @app
            on conflict (run_id) do update set image = excluded.image
            returning {Columns}
            """,
            new { app, term.RunId, image, now },
            transaction);
        await transaction.CommitAsync(cancellationToken);
        return ToRelease(row);
    }

    /// <inheritdoc />
    public async Task<Release?> FindByRunAsync(long runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string, int, long, string, DateTime)>($"select {Columns} from releases where run_id = @runId", new { runId });
        return rows.Select(ToRelease).SingleOrDefault();
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<long, int>> NumbersByRunAsync(IReadOnlyCollection<long> runIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long RunId, int Number)>(
            "select run_id, number from releases where run_id = any(@ids)", new { ids = runIds.ToArray() });
        return rows.ToDictionary(row => row.RunId, row => row.Number);
    }

    static Release ToRelease((string App, int Number, long RunId, string Image, DateTime CreatedAt) row) =>
        new(row.App, row.Number, row.RunId, row.Image, row.CreatedAt);
}

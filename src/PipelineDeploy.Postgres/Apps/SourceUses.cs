using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Sources;

namespace PipelineDeploy.Postgres.Apps;

/// <summary>Which uploads the runs and routes in PostgreSQL need.</summary>
public sealed class SourceUses(NpgsqlDataSource database) : ISourceUses
{
    /// <inheritdoc />
    public async Task<IReadOnlySet<string>> InUseAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<string>(
            """
            select inputs ->> 'source' from runs
            where inputs ->> 'source' is not null
              and (finished_at is null or id in (select (target ->> 'runId')::bigint from routes, jsonb_array_elements(targets) target))
            """)).ToHashSet();
    }
}

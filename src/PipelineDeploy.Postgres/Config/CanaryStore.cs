using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Config;

/// <summary>Something known that is kept sealed, once by the keys and once by the master key, to find out at start whether they are still the right ones.</summary>
public sealed class CanaryStore(NpgsqlDataSource database)
{
    /// <summary>What the master key has sealed; null before the first server has done so.</summary>
    public async Task<string?> ReadOfMasterAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string?>("select master_canary from installation");
    }

    /// <summary>Keeps what the master key has sealed, unless there is something.</summary>
    public async Task SetOfMasterAsync(string sealedCanary, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("update installation set master_canary = @sealedCanary where master_canary is null", new { sealedCanary });
    }

    /// <summary>What the keys have sealed; null when nothing is.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string?>("select canary from installation");
    }

    /// <summary>
    /// Keeps another one in place of <paramref name="seen"/>, unless something that was sealed would be unreadable with its keys.
    /// </summary>
    /// <returns>False when there is something sealed, or another server was faster; nothing is changed then.</returns>
    public async Task<bool> ReplaceAsync(string? seen, string sealedCanary, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(
            """
            update installation set canary = @sealedCanary
            where canary is not distinct from @seen::text
              and not exists (select from app_config) and not exists (select from certificates) and not exists (select from git_access)
              and not exists (select from hooks) and not exists (select from releases where config <> jsonb_build_object() or from_file is not null)
            """,
            new { seen, sealedCanary }) == 1;
    }
}

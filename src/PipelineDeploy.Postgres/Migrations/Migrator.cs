using Dapper;
using Npgsql;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Migrations;

/// <summary>Brings a database to the shape this version needs.</summary>
public sealed class Migrator(NpgsqlDataSource database, TimeProvider time)
{
    // "PDeployM" as a number; any constant does, as long as nobody else in this database uses it.
    const long LockKey = 0x50446570_6C6F794D;
    const int AsLongAsItTakes = 0;

    /// <summary>Runs the migrations that are missing. Servers that start together wait for one another.</summary>
    /// <returns>The names of those that were run.</returns>
    /// <exception cref="UserErrorException"><c>database.unreachable</c>, <c>database.newer</c> or <c>database.changed</c>.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(IReadOnlyList<Migration> known, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await connection.ExecuteAsync("select pg_advisory_lock(@LockKey)", new { LockKey }, commandTimeout: AsLongAsItTakes);
        try
        {
            await connection.ExecuteAsync(
                """
                create table if not exists schema_migrations (
                    number     int primary key,
                    name       text not null,
                    checksum   text not null,
                    applied_at timestamptz not null
                )
                """);
            var applied = await connection.QueryAsync<AppliedMigration>("select number, name, checksum from schema_migrations order by number");
            var missing = MigrationPlan.Missing(known, [.. applied]);
            foreach (var migration in missing)
            {
                await RunAsync(connection, migration, cancellationToken);
            }

            return [.. missing.Select(migration => migration.Name)];
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@LockKey)", new { LockKey });
        }
    }

    async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await database.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw DatabaseAddress.Unreachable(database.ConnectionString, e);
        }
    }

    async Task RunAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(migration.Sql, transaction: transaction, commandTimeout: AsLongAsItTakes);
        await connection.ExecuteAsync(
            "insert into schema_migrations (number, name, checksum, applied_at) values (@Number, @Name, @Checksum, @At)",
            new { migration.Number, migration.Name, migration.Checksum, At = time.GetUtcNow() },
            transaction);
        await transaction.CommitAsync(cancellationToken);
    }
}

using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Migrations;

/// <summary>A database that has the shape this version needs.</summary>
/// <param name="Installation">The id of the installation that it belongs to.</param>
public sealed record PreparedDatabase(string Installation);

/// <summary>What a server does with its database before anything else.</summary>
public static class DatabasePreparation
{
    /// <summary>Runs the migrations that are missing and reads whose database it is.</summary>
    /// <exception cref="PipelineDeploy.Workflows.UserErrorException">See <see cref="Migrator.MigrateAsync"/>.</exception>
    public static async Task<PreparedDatabase> RunAsync(string connectionString, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await new Migrator(database, time).MigrateAsync(Migration.Embedded(), cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new PreparedDatabase((await connection.QuerySingleAsync<Guid>("select id from installation")).ToString());
    }
}

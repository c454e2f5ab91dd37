using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Config;

/// <summary>The keys that secrets are encrypted with, in PostgreSQL; what is secret in them comes in encrypted. Data Protection asks for them without waiting.</summary>
public sealed class KeyRingStore(NpgsqlDataSource database)
{
    // "PDeployK" as a number; any constant does, as long as nobody else in this database uses it.
    const long LockKey = 0x50446570_6C6F794B;
    const int AsLongAsItTakes = 0;

    /// <summary>All keys, as XML.</summary>
    public IReadOnlyList<string> ReadAll()
    {
        using var connection = database.OpenConnection();
        return [.. connection.Query<string>("select xml from key_ring order by name")];
    }

    /// <summary>Keeps a key, unless there is one of that name.</summary>
    /// <returns>False when there is one; it stays as it is.</returns>
    public bool Add(string name, string xml)
    {
        using var connection = database.OpenConnection();
        return connection.Execute("insert into key_ring (name, xml) values (@name, @xml) on conflict do nothing", new { name, xml }) == 1;
    }

    /// <summary>Does something while no other server does it. Servers that start together wait for one another.</summary>
    public async Task AloneAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("select pg_advisory_lock(@LockKey)", new { LockKey }, commandTimeout: AsLongAsItTakes);
        try
        {
            await work();
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@LockKey)", new { LockKey });
        }
    }
}

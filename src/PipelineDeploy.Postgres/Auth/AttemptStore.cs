using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Auth;

/// <summary>Counts attempts to sign in. The count is in the database: a restart, or another server, is no fresh start.</summary>
public sealed class AttemptStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>How long a count lasts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Counts one more, before anything is compared: attempts that are made at the same time count, too.</summary>
    /// <returns>How many there were in the window, with this one, and how long the window still lasts.</returns>
    public async Task<(int Count, TimeSpan Left)> CountAsync(string key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (count, since) = await connection.QuerySingleAsync<(int, DateTime)>(
            """
            insert into sign_in_attempts as a (key, since, count) values (@Key, @now, 1)
            on conflict (key) do update set
                count = case when a.since <= @From then 1 else least(a.count, 1000000) + 1 end,
                since = case when a.since <= @From then @now else a.since end
            returning count, since
            """,
            new { Key = Secret.Hash(key), now, From = now - Window });
        return (count, since + Window - now.UtcDateTime);
    }

    /// <summary>Forgets what was counted: it was the right person.</summary>
    public async Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("delete from sign_in_attempts where key = @Key", new { Key = Secret.Hash(key) });
    }

    /// <summary>Removes counts that are over.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("delete from sign_in_attempts where since <= @From", new { From = time.GetUtcNow() - Window });
    }
}

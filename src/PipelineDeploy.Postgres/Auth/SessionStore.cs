using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Auth;

/// <summary>Browsers that are signed in, and the links that sign them in once. Of their secrets only the SHA-256 is kept.</summary>
public sealed class SessionStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    /// <summary>Opens a session of a caller.</summary>
    /// <returns>Its secret.</returns>
    public async Task<string> OpenAsync(Caller caller, CancellationToken cancellationToken)
    {
        var secret = Secret.New();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            """
            delete from sessions where expires_at < @Now;
            insert into sessions (hash, user_id, token_id, created_at, expires_at) values (@Hash, @UserId, @TokenId, @Now, @Until);
            """,
            new { Hash = Secret.Hash(secret), UserId = UserOf(caller), caller.TokenId, Now = time.GetUtcNow(), Until = time.GetUtcNow() + Lasts });
        return secret;
    }

    /// <summary>Whose session it is; null when it is over, its token was revoked or has ended, or its user is disabled.</summary>
    public async Task<Caller?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<CallerRow>(
            $"""
            select {CallerRow.Columns} from sessions s left join tokens t on t.id = s.token_id left join users u on u.id = coalesce(s.user_id, t.user_id)
            where s.hash = @Hash and s.expires_at > @Now and {CallerRow.IsValid}
            """,
            new { Hash = Secret.Hash(secret), Now = time.GetUtcNow() }))?.ToCaller();
    }

    /// <summary>Ends a session.</summary>
    public async Task CloseAsync(string secret, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("delete from sessions where hash = @Hash", new { Hash = Secret.Hash(secret) });
    }

    /// <summary>Makes a code that signs a browser in once, as its maker.</summary>
    public async Task<string> CreateLinkAsync(Caller maker, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var code = Secret.New();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            """
            delete from sign_in_links where expires_at < @Now;
            insert into sign_in_links (hash, token_id, user_id, expires_at) values (@Hash, @TokenId, @UserId, @expiresAt);
            """,
            new { Hash = Secret.Hash(code), maker.TokenId, UserId = UserOf(maker), expiresAt, Now = time.GetUtcNow() });
        return code;
    }

    /// <summary>Uses a code up. Null when it was used, has expired or never was.</summary>
    public async Task<Caller?> RedeemLinkAsync(string code, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Invariant: of two browsers with the same link, the delete lets one in.
        return (await connection.QuerySingleOrDefaultAsync<CallerRow>(
            $"""
            with used as (delete from sign_in_links where hash = @Hash returning token_id, user_id, expires_at)
            select {CallerRow.Columns} from used s left join tokens t on t.id = s.token_id left join users u on u.id = coalesce(s.user_id, t.user_id)
            where s.expires_at >= @Now and {CallerRow.IsValid}
            """,
            new { Hash = Secret.Hash(code), Now = time.GetUtcNow() }))?.ToCaller();
    }

    // What came from a token ends with it, whoever its user is.
    static long? UserOf(Caller caller) => caller.TokenId is null ? caller.UserId : null;
}

using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Auth;

/// <summary>Who a token belongs to.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it may do.</param>
public sealed record TokenOwner(long Id, string Name, string Role);

/// <summary>Tokens and one-time sign-in links in PostgreSQL. Secrets are 256 random bits; only their SHA-256 is kept.</summary>
public sealed class TokenStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Makes a token, unless there is one of that name.</summary>
    /// <returns>The token itself, which cannot be read again; null when the name is taken.</returns>
    public async Task<string?> CreateAsync(string name, string role, CancellationToken cancellationToken)
    {
        var token = $"pd_{NewSecret()}";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var made = await connection.ExecuteAsync(
            "insert into tokens (name, role, hash, created_at) values (@name, @role, @Hash, @Now) on conflict (name) do nothing",
            new { name, role, Hash = Hash(token), Now = time.GetUtcNow() });
        return made == 1 ? token : null;
    }

    /// <summary>Who a token belongs to, or null.</summary>
    public async Task<TokenOwner?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<TokenOwner>(
            """update tokens set last_used_at = @Now where hash = @Hash returning id as "Id", name as "Name", role as "Role" """,
            new { Hash = Hash(token), Now = time.GetUtcNow() });
    }

    /// <summary>Whose a token of that id is, or null when it has been revoked.</summary>
    public async Task<TokenOwner?> FindByIdAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<TokenOwner>("""select id as "Id", name as "Name", role as "Role" from tokens where id = @id""", new { id });
    }

    /// <summary>Makes a code that signs a browser in once.</summary>
    public async Task<string> CreateLinkAsync(long tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var code = NewSecret();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("delete from sign_in_links where expires_at < @Now", new { Now = time.GetUtcNow() });
        await connection.ExecuteAsync(
            "insert into sign_in_links (hash, token_id, expires_at) values (@Hash, @tokenId, @expiresAt)", new { Hash = Hash(code), tokenId, expiresAt });
        return code;
    }

    /// <summary>Uses a code up. Null when it was used, has expired or never was.</summary>
    public async Task<TokenOwner?> RedeemLinkAsync(string code, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Invariant: of two browsers with the same link, the delete lets one in.
        return await connection.QuerySingleOrDefaultAsync<TokenOwner>(
            """
            with used as (delete from sign_in_links where hash = @Hash returning token_id, expires_at)
            select t.id as "Id", t.name as "Name", t.role as "Role" from tokens t join used u on u.token_id = t.id where u.expires_at >= @Now
            """,
            new { Hash = Hash(code), Now = time.GetUtcNow() });
    }

    // A secret of 256 random bits needs no slow hash: there is nothing to guess.
    static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}

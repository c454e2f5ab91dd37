using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Repositories;

namespace PipelineDeploy.Postgres.Repositories;

/// <summary>A key that somebody pushes with.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Fingerprint">Its fingerprint.</param>
/// <param name="PublicKey">The key.</param>
/// <param name="TokenId">The token that it was added with.</param>
/// <param name="Owner">That token's name.</param>
/// <param name="User">The user whose token that is; null for a machine's.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="LastUsedAt">When it was last used; null for never.</param>
public sealed record SshKey(long Id, string Name, string Fingerprint, string PublicKey, long TokenId, string Owner, string? User, DateTimeOffset AddedAt, DateTimeOffset? LastUsedAt);

/// <summary>Whose keys are meant: those of one token and of all tokens of one user.</summary>
/// <param name="TokenId">The token; null for none.</param>
/// <param name="UserId">The user; null for none.</param>
public sealed record KeyHolder(long? TokenId, long? UserId);

/// <summary>Public keys of SSH in PostgreSQL.</summary>
public sealed class SshKeyStore(NpgsqlDataSource database, TimeProvider time)
{
    const string Columns = """
        k.id as "Id", k.name as "Name", k.fingerprint as "Fingerprint", k.public_key as "PublicKey", k.token_id as "TokenId", t.name as "Owner",
        (select u.name from users u where u.id = t.user_id) as "User", k.added_at as "AddedAt", k.last_used_at as "LastUsedAt"
        """;

    /// <summary>Keeps a key, unless it is kept already.</summary>
    /// <returns>The key; null when it is there.</returns>
    public async Task<SshKey?> AddAsync(string name, SshPublicKey key, long tokenId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            $"""
            with k as (
                insert into ssh_keys (name, fingerprint, public_key, token_id, added_at) values (@name, @Fingerprint, @Text, @tokenId, @Now)
                on conflict (fingerprint) do nothing returning *
            )
            select {Columns} from k join tokens t on t.id = k.token_id
            """,
            new { name, key.Fingerprint, key.Text, tokenId, Now = time.GetUtcNow() });
        return row?.ToKey();
    }

    /// <summary>A page of keys, oldest first.</summary>
    /// <param name="holder">Whose; null for all.</param>
    /// <param name="after">Only those with a higher number; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<SshKey>> ListPageAsync(KeyHolder? holder, long? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select {Columns} from ssh_keys k join tokens t on t.id = k.token_id
            where (@IsAnyone or k.token_id = @TokenId or t.user_id = @UserId) and (@after::bigint is null or k.id > @after) order by k.id limit @limit
            """,
            new { IsAnyone = holder is null, holder?.TokenId, holder?.UserId, after, limit });
        return [.. rows.Select(row => row.ToKey())];
    }

    /// <summary>A key that is being used, or null.</summary>
    public async Task<SshKey?> UseAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            $"update ssh_keys k set last_used_at = @Now from tokens t where k.id = @id and t.id = k.token_id returning {Columns}", new { id, Now = time.GetUtcNow() });
        return row?.ToKey();
    }

    /// <summary>Forgets a key.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="holder">Only when it is theirs; null for anyone's.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The key; null when there is none.</returns>
    public async Task<SshKey?> RemoveAsync(long id, KeyHolder? holder, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            $"""
            delete from ssh_keys k using tokens t
            where k.id = @id and t.id = k.token_id and (@IsAnyone or k.token_id = @TokenId or t.user_id = @UserId) returning {Columns}
            """,
            new { id, IsAnyone = holder is null, holder?.TokenId, holder?.UserId });
        return row?.ToKey();
    }

    sealed record Row(long Id, string Name, string Fingerprint, string PublicKey, long TokenId, string Owner, string? User, DateTime AddedAt, DateTime? LastUsedAt)
    {
        public SshKey ToKey() => new(Id, Name, Fingerprint, PublicKey, TokenId, Owner, User, AddedAt, LastUsedAt);
    }
}

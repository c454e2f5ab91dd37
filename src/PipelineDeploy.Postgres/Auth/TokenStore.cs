using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Auth;

/// <summary>API tokens in PostgreSQL; of their secrets only the SHA-256.</summary>
public sealed class TokenStore(NpgsqlDataSource database, TimeProvider time)
{
    const string Columns =
        $"""
        t.id as "Id", t.name as "Name", u.name as "User", t.role as "Role", t.created_at as "CreatedAt", t.created_by as "CreatedBy", t.expires_at as "ExpiresAt",
        t.last_used_at as "LastUsedAt", t.made_with as "MadeWith", {CallerRow.AppsOfToken} as "Apps"
        """;

    static readonly TimeSpan UseIsKnownTo = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token, unless its user, or for a machine's any user or machine, has one of that name.</summary>
    /// <returns>Its number and the token itself, which cannot be read again; null when the name is taken.</returns>
    public async Task<(long Id, string Token)?> CreateAsync(NewToken wanted, CancellationToken cancellationToken)
    {
        var token = $"pd_{Secret.New()}";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Invariant: a machine's name is no user's, because runs and approvals know people by their names. UserStore takes the same lock.
        await connection.ExecuteAsync("lock table users in share row exclusive mode", transaction: transaction);
        var id = await connection.ExecuteScalarAsync<long?>(
            """
            insert into tokens (name, role, user_id, made_with, created_by, created_at, expires_at, hash)
            select @Name, @Role, @UserId, @MadeWith, @CreatedBy, @Now, @ExpiresAt, @Hash
            where @UserId::bigint is not null or not exists (select from users where name = @Name)
            on conflict do nothing returning id
            """,
            new
            {
                wanted.Name,
                Role = RoleText.Of(wanted.Rights.Everywhere),
                wanted.UserId,
                wanted.MadeWith,
                wanted.CreatedBy,
                Now = time.GetUtcNow(),
                wanted.ExpiresAt,
                Hash = Secret.Hash(token),
            },
            transaction);
        if (id is not { } made)
        {
            return null;
        }

        await connection.ExecuteAsync(
            "insert into token_apps (token_id, app, role) values (@made, @App, @Role)",
            wanted.Rights.Apps.Select(app => new { made, App = app.Key, Role = RoleText.Of(app.Value) }),
            transaction);
        await transaction.CommitAsync(cancellationToken);
        return (made, token);
    }

    /// <summary>Who shows a token; null when it is not known, has ended, or its user is disabled.</summary>
    public async Task<Caller?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One statement: every request asks this.
        var row = await connection.QuerySingleOrDefaultAsync<CallerRow>(
            $"""
            with found as (
                select {CallerRow.Columns} from tokens t left join users u on u.id = t.user_id where t.hash = @Hash and {CallerRow.IsValid}
            ),
            used as (
                update tokens set last_used_at = @Now
                where hash = @Hash and (last_used_at is null or last_used_at < @Known) and exists (select from found)
            )
            select * from found
            """,
            new { Hash = Secret.Hash(token), Now = time.GetUtcNow(), Known = time.GetUtcNow() - UseIsKnownTo });
        return row?.ToCaller();
    }

    /// <summary>Whose a token of that number is; null when it has ended or its user is disabled.</summary>
    public async Task<Caller?> FindByIdAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<CallerRow>(
            $"select {CallerRow.Columns} from tokens t left join users u on u.id = t.user_id where t.id = @id and {CallerRow.IsValid}", new { id, Now = time.GetUtcNow() });
        return row?.ToCaller();
    }

    /// <summary>A token; null when there is none of that number.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="userId">Only when it is of that user; null for any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Token?> FindTokenAsync(long id, long? userId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            $"select {Columns} from tokens t left join users u on u.id = t.user_id where t.id = @id and (@userId::bigint is null or t.user_id = @userId)", new { id, userId });
        return row?.ToToken();
    }

    /// <summary>A page of tokens, oldest first.</summary>
    /// <param name="userId">Only those of that user; null for those of everybody.</param>
    /// <param name="after">Only those with a higher number; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<Token>> ListPageAsync(long? userId, long? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select {Columns} from tokens t left join users u on u.id = t.user_id
            where (@userId::bigint is null or t.user_id = @userId) and (@after::bigint is null or t.id > @after) order by t.id limit @limit
            """,
            new { userId, after, limit });
        return [.. rows.Select(row => row.ToToken())];
    }

    /// <summary>Ends a token, and all that were made with it.</summary>
    public async Task RevokeAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync("delete from tokens where id = @id", new { id });
    }

    sealed record Row(
        long Id, string Name, string? User, string? Role, DateTime CreatedAt, string CreatedBy, DateTime? ExpiresAt, DateTime? LastUsedAt, long? MadeWith, string? Apps)
    {
        public Token ToToken() => new(Id, Name, User, CallerRow.RightsOf(Role, Apps), CreatedAt, CreatedBy, ExpiresAt, LastUsedAt, MadeWith);
    }
}

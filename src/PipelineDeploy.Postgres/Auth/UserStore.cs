using Dapper;
using Npgsql;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Auth;

/// <summary>Users in PostgreSQL. Passwords come in hashed.</summary>
public sealed class UserStore(NpgsqlDataSource database, TimeProvider time)
{
    const string Columns =
        $"""
        u.id as "Id", u.name as "Name", u.role as "Role", {CallerRow.AppsOfUser} as "Apps",
        u.created_at as "CreatedAt", u.created_by as "CreatedBy", u.disabled_at as "DisabledAt", u.last_sign_in_at as "LastSignInAt", u.password as "Password"
        """;

    /// <summary>Whether there is a user at all.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>("select exists (select from users)");
    }

    /// <summary>A page of users by name.</summary>
    /// <param name="after">Only those whose name comes after this one; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<User>> ListPageAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select {Columns} from users u
            where @after::text is null or u.name collate "C" > @after order by u.name collate "C" limit @limit
            """,
            new { after, limit });
        return [.. rows.Select(row => row.ToUser())];
    }

    /// <summary>A user and the hash of the password, or null.</summary>
    public async Task<(User User, string PasswordHash)?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!User.IsName(name))
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Row>($"select {Columns} from users u where u.name = @name", new { name }) is { } row ? (row.ToUser(), row.Password) : null;
    }

    /// <summary>Makes a user.</summary>
    /// <param name="name">See <see cref="User.NameOf"/>.</param>
    /// <param name="rights">What the user may do.</param>
    /// <param name="passwordHash">The hash of the password.</param>
    /// <param name="createdBy">Who makes it.</param>
    /// <param name="onlyAsFirst">Only when there is no user yet.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>user.exists</c> or <c>setup.done</c>.</exception>
    public Task CreateAsync(string name, Rights rights, string passwordHash, string createdBy, bool onlyAsFirst, CancellationToken cancellationToken) =>
        ChangeAsync(
            async (connection, transaction) =>
            {
                if (onlyAsFirst && await connection.ExecuteScalarAsync<bool>("select exists (select from users)", transaction: transaction))
                {
                    throw new UserErrorException("setup.done", "This server has been set up already", "Sign in, or ask an administrator for an account.");
                }

                // Invariant: a user's name is no machine's, see TokenStore.CreateAsync.
                var id = await connection.ExecuteScalarAsync<long?>(
                    """
                    insert into users (name, role, password, created_at, created_by)
                    select @name, @Role, @passwordHash, @Now, @createdBy where not exists (select from tokens where user_id is null and name = @name)
                    on conflict do nothing returning id
                    """,
                    new { name, Role = RoleText.Of(rights.Everywhere), passwordHash, Now = time.GetUtcNow(), createdBy },
                    transaction) ?? throw new UserErrorException("user.exists", $"There is a user or a machine's token '{name}' already", "Choose another name.");
                await SetAppsAsync(connection, transaction, id, rights);
            },
            cancellationToken);

    /// <summary>Gives a user other rights, in place of those there were.</summary>
    /// <exception cref="UserErrorException"><c>user.lastAdmin</c>.</exception>
    public Task SetRightsAsync(long id, Rights rights, CancellationToken cancellationToken) => ChangeAsync(
        async (connection, transaction) =>
        {
            var had = await HasAdminAsync(connection, transaction);
            await connection.ExecuteAsync("update users set role = @Role where id = @id; delete from user_apps where user_id = @id", new { id, Role = RoleText.Of(rights.Everywhere) }, transaction);
            await SetAppsAsync(connection, transaction, id, rights);
            await RequireAdminAsync(connection, transaction, had);
        },
        cancellationToken);

    /// <summary>Lets nothing of a user in any more and ends the sessions, or lets in again.</summary>
    /// <exception cref="UserErrorException"><c>user.lastAdmin</c>.</exception>
    public Task SetDisabledAsync(long id, bool isDisabled, CancellationToken cancellationToken) => ChangeAsync(
        async (connection, transaction) =>
        {
            var had = await HasAdminAsync(connection, transaction);
            await connection.ExecuteAsync(
                "update users set disabled_at = case when @isDisabled then coalesce(disabled_at, @Now) end where id = @id", new { id, isDisabled, Now = time.GetUtcNow() }, transaction);
            await EndSessionsAsync(connection, transaction, id);
            await RequireAdminAsync(connection, transaction, had);
        },
        cancellationToken);

    /// <summary>Keeps another password and ends the sessions.</summary>
    public Task SetPasswordAsync(long id, string passwordHash, CancellationToken cancellationToken) => ChangeAsync(
        async (connection, transaction) =>
        {
            await connection.ExecuteAsync("update users set password = @passwordHash where id = @id", new { id, passwordHash }, transaction);
            await EndSessionsAsync(connection, transaction, id);
        },
        cancellationToken);

    /// <summary>Remembers that the password was right just now; keeps a stronger hash of it when one is given.</summary>
    public async Task SignedInAsync(long id, string? strongerHash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "update users set last_sign_in_at = @Now, password = coalesce(@strongerHash, password) where id = @id", new { id, strongerHash, Now = time.GetUtcNow() });
    }

    async Task ChangeAsync(Func<NpgsqlConnection, NpgsqlTransaction, Task> change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // One after the other, so that "the first" and "the last administrator" mean something.
        await connection.ExecuteAsync("lock table users in share row exclusive mode", transaction: transaction);
        await change(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    static Task<int> SetAppsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, Rights rights) => connection.ExecuteAsync(
        "insert into user_apps (user_id, app, role) values (@id, @App, @Role)", rights.Apps.Select(app => new { id, App = app.Key, Role = RoleText.Of(app.Value) }), transaction);

    static Task<int> EndSessionsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id) => connection.ExecuteAsync(
        """
        delete from sessions where user_id = @id or token_id in (select t.id from tokens t where t.user_id = @id);
        delete from sign_in_links where user_id = @id or token_id in (select t.id from tokens t where t.user_id = @id);
        """,
        new { id },
        transaction);

    static Task<bool> HasAdminAsync(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        connection.ExecuteScalarAsync<bool>("select exists (select from users where role = 'admin' and disabled_at is null)", transaction: transaction);

    static async Task RequireAdminAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, bool had)
    {
        if (had && !await HasAdminAsync(connection, transaction))
        {
            throw new UserErrorException("user.lastAdmin", "No administrator would be left", "Make another user an administrator first.");
        }
    }

    sealed record Row(
        long Id, string Name, string? Role, string? Apps, DateTime CreatedAt, string CreatedBy, DateTime? DisabledAt, DateTime? LastSignInAt, string Password)
    {
        public User ToUser() => new(Id, Name, CallerRow.RightsOf(Role, Apps), CreatedAt, CreatedBy, DisabledAt, LastSignInAt);
    }
}

using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Domains;

namespace PipelineDeploy.Postgres.Apps;

/// <summary>Domains and their certificates in PostgreSQL.</summary>
public sealed class DomainStore(NpgsqlDataSource database) : IDomainStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<Domain>> ListAsync(string app, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Name, string? Chain, string? Key, string? SetBy, DateTime? SetAt)>(
            """
            select d.name, c.chain, c.key, c.set_by, c.set_at from domains d left join certificates c on c.domain = d.name
            where d.app = @app order by d.name collate "C"
            """,
            new { app });
        return [.. rows.Select(row => new Domain(row.Name, row.Chain is null ? null : new KeptCertificate(row.Chain, row.Key!, row.SetBy!, row.SetAt!.Value)))];
    }

    /// <inheritdoc />
    public Task AddAsync(string app, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        ChangeAsync(app, (connection, transaction) => AddedAsync(connection, transaction, app, names), cancellationToken);

    /// <inheritdoc />
    public Task ReplaceAsync(string app, IReadOnlyList<string> names, CancellationToken cancellationToken) => ChangeAsync(
        app,
        async (connection, transaction) =>
        {
            await connection.ExecuteAsync("delete from domains where app = @app and name <> all(@names)", new { app, names = names.ToArray() }, transaction);
            return await AddedAsync(connection, transaction, app, names);
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> RemoveAsync(string app, string name, CancellationToken cancellationToken) => ChangeAsync(
        app,
        async (connection, transaction) =>
            await connection.ExecuteAsync("delete from domains where app = @app and name = @name", new { app, name }, transaction) == 1,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> SetCertificatesAsync(string app, IReadOnlyDictionary<string, KeptCertificate> certificates, CancellationToken cancellationToken) => ChangeAsync(
        app,
        async (connection, transaction) => await connection.ExecuteAsync(
            """
            insert into certificates (domain, chain, key, set_by, set_at)
            select d.name, s.chain, s.key, s.set_by, s.set_at
            from unnest(@Names, @Chains, @Keys, @By, @At) as s(name, chain, key, set_by, set_at) join domains d on d.name = s.name and d.app = @app
            on conflict (domain) do update set chain = excluded.chain, key = excluded.key, set_by = excluded.set_by, set_at = excluded.set_at
            """,
            new
            {
                app,
                Names = certificates.Keys.ToArray(),
                Chains = certificates.Values.Select(kept => kept.Chain).ToArray(),
                Keys = certificates.Values.Select(kept => kept.SealedKey).ToArray(),
                By = certificates.Values.Select(kept => kept.SetBy).ToArray(),
                At = certificates.Values.Select(kept => kept.SetAt.UtcDateTime).ToArray(),
            },
            transaction) == certificates.Count,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> RemoveCertificateAsync(string app, string name, CancellationToken cancellationToken) => ChangeAsync(
        app,
        async (connection, transaction) => await connection.ExecuteAsync(
            "delete from certificates c using domains d where d.name = c.domain and d.app = @app and d.name = @name", new { app, name }, transaction) == 1,
        cancellationToken);

    // Invariant: whoever reads the route of this generation or a higher one reads this change with it. The lock on the route's row lets changes
    // of one app come one after the other.
    async Task<bool> ChangeAsync(string app, Func<NpgsqlConnection, NpgsqlTransaction, Task<bool>> change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync("update routes set generation = generation + 1 where app = @app", new { app }, transaction);
        if (!await change(connection, transaction))
        {
            return false;
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    static async Task<bool> AddedAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string app, IReadOnlyList<string> names)
    {
        await DomainClaim.TakeAsync(connection, transaction, app, names);
        return true;
    }
}

using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Apps;

/// <summary>Apps in PostgreSQL.</summary>
public sealed class AppStore(NpgsqlDataSource database) : IAppStore
{
    /// <inheritdoc />
    public async Task CreateAsync(App app, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync("insert into apps (name, created_at) values (@Name, @CreatedAt)", new { app.Name, app.CreatedAt }, transaction);
            await DomainClaim.TakeAsync(connection, transaction, app.Name, app.Domains);
            await connection.ExecuteAsync("insert into routes (app) values (@Name)", new { app.Name }, transaction);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "apps" })
        {
            throw new UserErrorException("app.exists", $"There is an app '{app.Name}' already", "Choose another name, or deploy to the one there is.");
        }
    }

    /// <inheritdoc />
    public async Task<App?> FindAsync(string name, CancellationToken cancellationToken) => !App.IsName(name) ? null :
        (await ReadAsync("where a.name = @name order by a.name", new { name }, cancellationToken)).SingleOrDefault();

    /// <inheritdoc />
    public Task<IReadOnlyList<App>> ListAsync(CancellationToken cancellationToken) => ReadAsync("order by a.name", null, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<App>> ListPageAsync(string? after, int limit, IReadOnlyCollection<string>? only, CancellationToken cancellationToken) => ReadAsync(
        "where (@after::text is null or a.name > @after) and (@Only::text[] is null or a.name = any(@Only)) order by a.name limit @limit",
        new { after, limit, Only = only?.ToArray() },
        cancellationToken);

    async Task<IReadOnlyList<App>> ReadAsync(string where, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Name, DateTime CreatedAt, string[] Domains)>(
            $"""
            select a.name, a.created_at, coalesce((select array_agg(d.name order by d.name) from domains d where d.app = a.name), array[]::text[])
            from apps a {where}
            """,
            parameters);
        return [.. rows.Select(row => new App(row.Name, row.CreatedAt, row.Domains))];
    }
}

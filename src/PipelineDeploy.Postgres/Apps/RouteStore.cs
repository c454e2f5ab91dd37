using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Postgres.Apps;

/// <summary>The wanted traffic in PostgreSQL.</summary>
public sealed class RouteStore(NpgsqlDataSource database) : IRouteStore
{
    /// <inheritdoc />
    public Task<IReadOnlyList<AppRoute>> ReadAllAsync(CancellationToken cancellationToken) => ReadAsync(null, cancellationToken);

    /// <inheritdoc />
    public async Task<AppRoute?> FindAsync(string app, CancellationToken cancellationToken) => (await ReadAsync(app, cancellationToken)).SingleOrDefault();

    /// <inheritdoc />
    public async Task<bool> ReplaceAsync(AppRoute route, DriverTerm? term, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Invariant: the generation only rises, and a driver that has been outlived changes nothing. The lock on the run's row
        // keeps a new driver from claiming it between this look at the fence and the change. Which release served when is part of the change.
        return await connection.QuerySingleAsync<int>(
            """
            with term as (
                select 1 from runs where id = @RunId::bigint and fence = @Fence::bigint and finished_at is null for share
            ), replaced as (
                update routes set generation = generation + 1, targets = @Targets::jsonb, switched_at = @SwitchedAt
                where app = @App and generation = @Generation and (@RunId::bigint is null or exists (select from term))
                returning coalesce(switched_at, now()) as at
            ), ended as (
                update release_traffic t set until = replaced.at from replaced where t.app = @App and t.until is null and t.release <> all(@Serving)
            ), begun as (
                insert into release_traffic (app, release, since) select @App, release, replaced.at from replaced, unnest(@Serving) as release
                on conflict (app, release) where until is null do nothing
            )
            select count(*)::int from replaced
            """,
            new
            {
                route.App,
                route.Generation,
                Targets = Json.Write(route.Targets),
                route.SwitchedAt,
                term?.RunId,
                term?.Fence,
                Serving = route.Serving.Select(target => target.Release).Distinct().ToArray(),
            }) == 1;
    }

    async Task<IReadOnlyList<AppRoute>> ReadAsync(string? app, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string App, string[] Domains, long Generation, string Targets, DateTime? SwitchedAt)>(
            """
            select r.app, coalesce((select array_agg(d.name order by d.name) from domains d where d.app = r.app), array[]::text[]), r.generation, r.targets, r.switched_at
            from routes r where @app::text is null or r.app = @app order by r.app
            """,
            new { app });
        return [.. rows.Select(row => new AppRoute(row.App, row.Domains, row.Generation, Json.Read<IReadOnlyList<ServingTarget>>(row.Targets), row.SwitchedAt))];
    }
}

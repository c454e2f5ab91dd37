using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Apps;

/// <summary>The wanted traffic in PostgreSQL.</summary>
public sealed class RouteStore(NpgsqlDataSource database) : IRouteStore
{
    /// <inheritdoc />
    public Task<IReadOnlyList<AppRoute>> ReadAllAsync(CancellationToken cancellationToken) => ReadAsync("", null, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<AppRoute>> ReadManyAsync(IReadOnlyList<string> apps, CancellationToken cancellationToken) => ReadAsync("where r.app = any(@apps)", [.. apps], cancellationToken);

    /// <inheritdoc />
    public async Task<AppRoute?> FindAsync(string app, CancellationToken cancellationToken) => (await ReadManyAsync([app], cancellationToken)).SingleOrDefault();

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
                update routes set generation = generation + 1, targets = @Targets::jsonb, switched_at = @SwitchedAt, maintenance = @Maintenance::jsonb
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
                Maintenance = route.Maintenance is null ? null : Json.Write(route.Maintenance),
                term?.RunId,
                term?.Fence,
                Serving = route.Serving.Select(target => target.Release).Distinct().ToArray(),
            }) == 1;
    }

    async Task<IReadOnlyList<AppRoute>> ReadAsync(string where, string[]? apps, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One statement, so that domains, certificates and settings are those of the generation that is read, or later ones.
        var rows = await connection.QueryAsync<RouteRow>(
            $"""
            select r.app as "App", r.generation as "Generation", r.targets as "Targets", r.switched_at as "SwitchedAt", r.maintenance as "Maintenance",
                coalesce((select array_agg(d.name order by d.name) from domains d where d.app = r.app), array[]::text[]) as "Domains",
                (select jsonb_agg(jsonb_build_object('domain', c.domain, 'chain', c.chain, 'sealedKey', c.key) order by c.domain)
                    from certificates c join domains d on d.name = c.domain where d.app = r.app) as "Certificates",
                (select s.value from settings s where s.name = @RedirectHttps and (s.app = r.app or s.app is null) order by s.app nulls last limit 1) as "RedirectHttps"
            from routes r {where} order by r.app
            """,
            new { apps, SettingDefinition.RedirectHttps });
        return [.. rows.Select(row => row.ToRoute())];
    }
}

/// <summary>A row of <c>routes</c> and what belongs to it elsewhere.</summary>
sealed record RouteRow
{
    public required string App { get; init; }

    public required long Generation { get; init; }

    public required string Targets { get; init; }

    public DateTime? SwitchedAt { get; init; }

    public string? Maintenance { get; init; }

    public required string[] Domains { get; init; }

    public string? Certificates { get; init; }

    public string? RedirectHttps { get; init; }

    // One damaged row must not keep the traffic of all others from the router.
    public AppRoute ToRoute()
    {
        var targets = Json.TryRead<IReadOnlyList<ServingTarget>>(Targets) is { } read && read.All(target => target is { Name: not null, Container: not null, Host: not null }) ? read : null;
        var maintenance = Maintenance is null ? null : Json.TryRead<Maintenance>(Maintenance);
        return new AppRoute(App, Domains, Generation, targets ?? [], SwitchedAt)
        {
            Certificates = Certificates is null ? [] : Json.Read<IReadOnlyList<DomainCertificate>>(Certificates),
            RedirectsHttps = RedirectHttps == "true",
            Maintenance = maintenance,
            Unreadable = targets is null ? UnreadableError("targets") : Maintenance is not null && maintenance is null ? UnreadableError("maintenance") : null,
        };
    }

    UserError UnreadableError(string column) => new(
        "route.unreadable",
        $"The route of {App} cannot be read: '{column}' of its row in 'routes' cannot be what PipelineDeploy has written",
        $"Nothing of {App} is switched or removed until that is mended: restore the row from a backup, or empty it and deploy again: update routes set targets = '[]', maintenance = null where app = '{App}'");
}

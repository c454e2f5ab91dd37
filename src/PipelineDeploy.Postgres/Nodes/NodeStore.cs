using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Nodes;

/// <summary>A server of this installation.</summary>
/// <param name="Name">Its name, which a run's driver has, too.</param>
/// <param name="Host">The machine it runs on.</param>
/// <param name="Version">Its version.</param>
/// <param name="Engine">The version of its Docker; null when that does not answer.</param>
/// <param name="DiskFree">Bytes that are free where its data folder is.</param>
/// <param name="DiskTotal">Bytes there are.</param>
/// <param name="StartedAt">When it started.</param>
public sealed record Node(string Name, string Host, string Version, string? Engine, long DiskFree, long DiskTotal, DateTimeOffset StartedAt);

/// <summary>A server, and what the database knows of it.</summary>
/// <param name="Node">The server.</param>
/// <param name="SeenAt">When it last said that it lives, by the database's clock.</param>
/// <param name="IsAlive">Whether that was lately.</param>
/// <param name="Runs">How many runs it has in hand.</param>
public sealed record SeenNode(Node Node, DateTimeOffset SeenAt, bool IsAlive, int Runs);

/// <summary>The servers in PostgreSQL. Each says of itself that it lives; one that has not for a week is forgotten.</summary>
public sealed class NodeStore(NpgsqlDataSource database)
{
    /// <summary>How often a server says that it lives.</summary>
    public static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);

    static readonly TimeSpan AliveFor = 3 * BeatEvery;
    static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>Keeps that a server lives.</summary>
    public async Task BeatAsync(Node node, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into nodes (name, host, version, engine, disk_free, disk_total, started_at, seen_at)
            values (@Name, @Host, @Version, @Engine, @DiskFree, @DiskTotal, @StartedAt, now())
            on conflict (name) do update set host = excluded.host, version = excluded.version, engine = excluded.engine, disk_free = excluded.disk_free,
              disk_total = excluded.disk_total, started_at = excluded.started_at, seen_at = excluded.seen_at;
            delete from nodes where seen_at < now() - @KeptFor
            """,
            new { node.Name, node.Host, node.Version, node.Engine, node.DiskFree, node.DiskTotal, node.StartedAt, KeptFor },
            cancellationToken: cancellationToken));
    }

    /// <summary>Forgets a server that ends by itself.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("delete from nodes where name = @name", new { name }, cancellationToken: cancellationToken));
    }

    /// <summary>All that are known, by name.</summary>
    public async Task<IReadOnlyList<SeenNode>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select name as "Name", host as "Host", version as "Version", engine as "Engine", disk_free as "DiskFree", disk_total as "DiskTotal",
              started_at as "StartedAt", seen_at as "SeenAt", seen_at > now() - @AliveFor as "IsAlive",
              (select count(*) from runs r where r.finished_at is null and r.lease_until is not null and r.driver = nodes.name)::int as "Runs"
            from nodes order by name
            """,
            new { AliveFor },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToSeen())];
    }

    sealed record Row(
        string Name, string Host, string Version, string? Engine, long DiskFree, long DiskTotal, DateTime StartedAt, DateTime SeenAt, bool IsAlive, int Runs)
    {
        public SeenNode ToSeen() => new(new Node(Name, Host, Version, Engine, DiskFree, DiskTotal, new DateTimeOffset(StartedAt)), new DateTimeOffset(SeenAt), IsAlive, Runs);
    }
}

using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Audit;

/// <summary>Something that was changed, or that somebody was not allowed to change.</summary>
/// <param name="Id">Its number; it rises.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Token">The name of the token that was used; null for none.</param>
/// <param name="Address">From where.</param>
/// <param name="What">The request, without query and body.</param>
/// <param name="App">The app it belongs to; null for none.</param>
/// <param name="Run">The run it belongs to; null for none.</param>
/// <param name="Outcome"><c>done</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="Status">The answer's HTTP status.</param>
/// <param name="Details">More of it as a JSON object, without secrets; null for none.</param>
public sealed record AuditEntry(
    long Id, DateTimeOffset At, string Actor, string? Token, string? Address, string What, string? App, long? Run, string Outcome, int Status, string? Details);

/// <summary>Which entries are wanted.</summary>
/// <param name="App">Only of this app.</param>
/// <param name="Actor">Only by this one.</param>
/// <param name="Outcome">Only with this outcome.</param>
/// <param name="Before">Only with a lower number.</param>
/// <param name="Limit">At most so many.</param>
public sealed record AuditQuery(string? App = null, string? Actor = null, string? Outcome = null, long? Before = null, int Limit = 100);

/// <summary>Who changed what, in PostgreSQL.</summary>
public sealed class AuditStore(NpgsqlDataSource database)
{
    const int Chunk = 5000;

    /// <summary>Writes an entry; its number is the database's, and its app the run's where none is named.</summary>
    public async Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into audit (at, actor, token, address, what, app, run, outcome, status, details)
            values (@At, @Actor, @Token, @Address, @What, coalesce(@App, (select subject from runs where id = @Run)), @Run, @Outcome, @Status, @Details::jsonb)
            """,
            entry,
            cancellationToken: cancellationToken));
    }

    /// <summary>Entries, newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select id as "Id", at as "At", actor as "Actor", token as "Token", address as "Address", what as "What", app as "App", run as "Run",
                   outcome as "Outcome", status as "Status", details::text as "Details"
            from audit
            where (@App::text is null or app = @App) and (@Actor::text is null or actor = @Actor) and (@Outcome::text is null or outcome = @Outcome)
              and (@Before::bigint is null or id < @Before)
            order by id desc limit @Limit
            """,
            query,
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToEntry())];
    }

    /// <summary>Removes entries from before a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        for (var removed = 0; ;)
        {
            var some = await connection.ExecuteAsync(new CommandDefinition(
                "delete from audit where id in (select id from audit where at < @before order by at limit @Chunk)", new { before, Chunk }, cancellationToken: cancellationToken));
            removed += some;
            if (some < Chunk)
            {
                return removed;
            }
        }
    }

    sealed record Row(
        long Id, DateTime At, string Actor, string? Token, string? Address, string What, string? App, long? Run, string Outcome, int Status, string? Details)
    {
        public AuditEntry ToEntry() => new(Id, At, Actor, Token, Address, What, App, Run, Outcome, Status, Details);
    }
}

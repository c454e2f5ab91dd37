using Dapper;
using Npgsql;

namespace PipelineDeploy.Postgres.Events;

/// <summary>
/// What happened, in the order in which it can be read. Triggers write the events in the transactions of what they tell of, without a number:
/// a number given there could become visible after a higher one, and whoever had read that would never look for it. So numbers are given to
/// what is committed, by whoever reads, one reader at a time.
/// </summary>
public sealed class EventStore(NpgsqlDataSource database)
{
    /// <summary>So many are kept, the newest.</summary>
    public const int Kept = 20_000;

    // Invariant: ids are given under one lock that is held until they are committed, to rows that are committed. So whoever has read an id
    // has seen, or could have seen, every lower one.
    const string Number =
        """
        select pg_advisory_xact_lock(hashtextextended('event_ids', 0))::text;
        update events e set id = numbered.id
        from (select place, nextval('event_ids') as id from (select place from events where id is null order by place) as unnumbered) as numbered
        where e.place = numbered.place;
        """;

    const string Select =
        """
        select id as "Id", at as "At", type as "Type", app as "App", run_id as "RunId", state as "State", release as "Release", generation as "Generation"
        from events where id
        """;

    /// <summary>The events after a number, oldest first, at most so many.</summary>
    public Task<IReadOnlyList<StoredEvent>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        NumberAndReadAsync(Select + " > @after order by id limit @limit", new { after, limit }, cancellationToken);

    /// <summary>The last events, oldest first, at most so many.</summary>
    public async Task<IReadOnlyList<StoredEvent>> ReadLastAsync(int limit, CancellationToken cancellationToken) =>
        [.. (await NumberAndReadAsync(Select + " is not null order by id desc limit @limit", new { limit }, cancellationToken)).Reverse()];

    /// <summary>Removes all but the newest <see cref="Kept"/> and answers how many.</summary>
    public async Task<int> TrimAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            "delete from events where place <= (select place from events order by place desc offset @Kept limit 1)", new { Kept }, cancellationToken: cancellationToken));
    }

    async Task<IReadOnlyList<StoredEvent>> NumberAndReadAsync(string select, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(Number + select, parameters, transaction, cancellationToken: cancellationToken));
        await answers.ReadAsync();
        var rows = (await answers.ReadAsync<EventRow>()).ToList();
        await transaction.CommitAsync(cancellationToken);
        return [.. rows.Select(row => row.ToEvent())];
    }

    sealed record EventRow(long Id, DateTime At, string Type, string App, long? RunId, string? State, int? Release, long? Generation)
    {
        public StoredEvent ToEvent() => new(Id, At, Type, App, RunId, State, Release, Generation);
    }
}

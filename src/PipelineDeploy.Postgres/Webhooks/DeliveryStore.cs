using Dapper;
using Npgsql;
using PipelineDeploy.Deploys.Webhooks;

namespace PipelineDeploy.Postgres.Webhooks;

/// <summary>Deliveries in PostgreSQL, with a Quartz trigger each as long as there is something to do.</summary>
public sealed class DeliveryStore(NpgsqlDataSource database, DeliveryWakeUps wakeUps, TimeProvider time) : IDeliveryStore
{
    readonly Transactions _transactions = new(database, time);

    /// <inheritdoc />
    public async Task<(Delivery Delivery, bool IsRepeat)> TakeAsync(string app, Delivery delivery, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        // In one order, so that two that know each other by several keys cannot wait for each other.
        var sorted = keys.Order(StringComparer.Ordinal).ToArray();
        return await _transactions.RunAsync(attempt => TakeAsync(attempt, app, delivery, sorted, cancellationToken), cancellationToken) is { } taken
            ? (taken, false)
            : (await CountRepeatAsync(delivery, sorted, cancellationToken), true);
    }

    // Invariant: of all deliveries that share a key one is kept, because the key is inserted with it; the others wait for its commit and see it.
    async Task<Delivery?> TakeAsync(Attempt attempt, string app, Delivery delivery, string[] keys, CancellationToken cancellationToken)
    {
        var (connection, transaction, _) = attempt;
        var id = await connection.QuerySingleAsync<long>(
            """
            insert into deliveries (hook_id, key, event, headers, verdict, reason, run_id, received_at, settled_at, due_at)
            values (@HookId, @Key, @Event::jsonb, @Headers::jsonb, @Word, @Reason, @Run, @ReceivedAt, @SettledAt, @DueAt) returning id
            """,
            new
            {
                delivery.HookId,
                delivery.Key,
                Event = Json.Write(delivery.Event),
                Headers = Json.Write(delivery.Headers),
                delivery.Verdict.Word,
                delivery.Verdict.Reason,
                delivery.Run,
                delivery.ReceivedAt,
                delivery.SettledAt,
                DueAt = delivery.SettledAt is null ? delivery.ReceivedAt : (DateTimeOffset?)null,
            },
            transaction);
        var added = await connection.ExecuteAsync(
            """
            insert into delivery_keys (hook_id, key, delivery_id) select @HookId, key, @id from unnest(@keys) with ordinality as k(key, place) order by place
            on conflict do nothing
            """,
            new { delivery.HookId, id, keys },
            transaction);
        if (added < keys.Length)
        {
            await transaction.RollbackAsync(cancellationToken);
            return null;
        }

        await wakeUps.CommitWithAsync(transaction, delivery.SettledAt is null ? [(app, id)] : [], time.GetUtcNow(), cancellationToken);
        return delivery with { Id = id };
    }

    async Task<Delivery> CountRepeatAsync(Delivery delivery, string[] keys, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<DeliveryRow>(
            $"""
            update deliveries d set repeats = repeats + 1
            where d.id = (select min(delivery_id) from delivery_keys where hook_id = @HookId and key = any(@keys)) returning {DeliveryRow.Columns}
            """,
            new { delivery.HookId, keys });
        return row?.ToDelivery() ?? delivery with { Verdict = new WebhookVerdict(WebhookVerdict.Repeated, "It came before; what became of it then is not kept any more."), SettledAt = delivery.ReceivedAt };
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<(Delivery Delivery, ToldStatus? Status)>> ListAsync(string hookId, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<DeliveryRow>(
            $"""
            select {DeliveryRow.Columns}, {DeliveryRow.StatusColumns} from deliveries d {DeliveryRow.StatusJoins}
            where d.hook_id = @hookId and (@before::bigint is null or d.id < @before) order by d.id desc limit @limit
            """,
            new { hookId, before, limit });
        return [.. rows.Select(row => row.WithStatus())];
    }

    /// <inheritdoc />
    public async Task<(Delivery Delivery, ToldStatus? Status)?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<DeliveryRow>(
            $"select {DeliveryRow.Columns}, {DeliveryRow.StatusColumns} from deliveries d {DeliveryRow.StatusJoins} where d.id = @id", new { id });
        return row?.WithStatus();
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Delivery>> ListOpenAsync(string app, DateTimeOffset? dueBy, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<DeliveryRow>(
            $"""
            select {DeliveryRow.Columns} from deliveries d join hooks h on h.id = d.hook_id
            where h.app = @app and d.due_at is not null and (@dueBy::timestamptz is null or d.due_at <= @dueBy) order by d.id
            """,
            new { app, dueBy });
        return [.. rows.Select(row => row.ToDelivery())];
    }

    /// <inheritdoc />
    public Task SettleAsync(IReadOnlyList<Settlement> settlements, DateTimeOffset now, CancellationToken cancellationToken) => _transactions.RunAsync(
        async attempt =>
        {
            var (connection, transaction, _) = attempt;
            foreach (var (delivery, verdict, run, commit, tells) in settlements)
            {
                var kinds = (tells ?? []).Select(StatusStore.WordOf).ToArray();
                await connection.ExecuteAsync(
                    """
                    with settled as (
                        update deliveries set verdict = @Word, reason = @Reason, run_id = @run, settled_at = @now, due_at = null
                        where id = @delivery and settled_at is null returning id
                    )
                    insert into commit_statuses (delivery_id, kind, run_id, commit, due_at) select id, kind, @run, @commit, @now from settled, unnest(@kinds) kind
                    """,
                    new { delivery, verdict.Word, verdict.Reason, run, commit, kinds, now },
                    transaction);
            }

            await transaction.CommitAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task RetryAsync(string app, long id, string reason, DateTimeOffset at, CancellationToken cancellationToken) => _transactions.RunAsync(
        async attempt =>
        {
            var (connection, transaction, _) = attempt;
            var changed = await connection.ExecuteAsync(
                "update deliveries set tries = tries + 1, reason = @reason, due_at = @at where id = @id and settled_at is null", new { id, reason, at }, transaction);
            await wakeUps.CommitWithAsync(transaction, changed == 1 ? [(app, id)] : [], at, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<int> RearmAsync(CancellationToken cancellationToken) => _transactions.RunAsync(
        async attempt =>
        {
            var (connection, transaction, _) = attempt;
            var lost = (await connection.QueryAsync<(string, long)>(
                """
                select h.app, d.id from deliveries d join hooks h on h.id = d.hook_id
                where d.due_at <= @Now and not exists (select from qrtz_triggers t where t.trigger_group = @Group and t.trigger_name = d.id::text)
                order by d.id limit 100 for update of d skip locked
                """,
                new { Now = time.GetUtcNow(), DeliveryWakeUps.Group },
                transaction)).ToList();
            await wakeUps.CommitWithAsync(transaction, lost, time.GetUtcNow(), cancellationToken);
            return lost.Count;
        },
        cancellationToken);
}

using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Housekeeping;

namespace PipelineDeploy.Postgres.Webhooks;

/// <summary>Removes deliveries that are kept long enough. What they were known by stays, so that none of them can come again.</summary>
public sealed class DeliveryRetentionChore(NpgsqlDataSource database, TimeProvider time) : IChore
{
    const int NewestOfHook = 500;
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <inheritdoc />
    public string Name => "delivery-retention";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var removed = await connection.ExecuteAsync(new CommandDefinition(
            """
            with ranked as (select id, received_at, row_number() over (partition by hook_id order by id desc) as place from deliveries)
            delete from deliveries d using ranked r
            where r.id = d.id and (r.received_at < @Before or r.place > @NewestOfHook) and d.settled_at is not null
              and not exists (select from commit_statuses s where s.delivery_id = d.id and s.due_at is not null)
            """,
            new { Before = time.GetUtcNow() - Kept, NewestOfHook },
            cancellationToken: cancellationToken));
        return removed == 0 ? null : $"removed {removed} deliver{(removed == 1 ? "y" : "ies")} of webhooks";
    }
}

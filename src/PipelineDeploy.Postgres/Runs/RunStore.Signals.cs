using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>Signals from outside.</summary>
public sealed partial class RunStore
{
    /// <inheritdoc />
    public async Task<SignalDelivery> DeliverAsync(long runId, JournalEvent.SignalReceived signal, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (seq, hasSlot) = await connection.QuerySingleOrDefaultAsync<(long Seq, bool HasSlot)>(
            "update runs set seq = seq + 1 where id = @runId and finished_at is null returning seq, state <> 'queued'", new { runId }, transaction);
        // Invariant: a signal's id is in a run's journal once, however often and from wherever it is sent.
        var isNew = seq > 0 && await connection.ExecuteAsync(
            """
            insert into journal (run_id, seq, at, event) values (@runId, @seq, @Now, @Event::jsonb)
            on conflict (run_id, (event ->> 'id')) where event ->> 'kind' = 'signalReceived' do nothing
            """,
            new { runId, seq, Now = time.GetUtcNow(), Event = Json.Write<JournalEvent>(signal) },
            transaction) == 1;
        if (!isNew)
        {
            return await HasSignalAsync(connection, transaction, runId, signal.Id) ? SignalDelivery.Repeated : SignalDelivery.Refused;
        }

        await ChangeFeed.AnnounceAsync(connection, transaction, runId, ChangeFeed.Signal);
        await wakeUps.CommitWithAsync(transaction, hasSlot ? [(runId, time.GetUtcNow())] : [], cancellationToken);
        return SignalDelivery.Written;
    }

    static Task<bool> HasSignalAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long runId, string id) =>
        connection.QuerySingleAsync<bool>(
            "select exists (select from journal where run_id = @runId and event ->> 'id' = @id and event ->> 'kind' = 'signalReceived')",
            new { runId, id },
            transaction);
}

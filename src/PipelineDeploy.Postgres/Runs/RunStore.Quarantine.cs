using Dapper;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>Runs that cannot be carried out.</summary>
public sealed partial class RunStore
{
    /// <inheritdoc />
    public Task<bool> QuarantineAsync(LeaseTerm term, UserError error, CancellationToken cancellationToken) =>
        _transactions.RunAsync(attempt => QuarantineAsync(attempt, term, error, cancellationToken), cancellationToken);

    // Invariant: only the current driver (fence), and never a run that has ended. Nothing of the run is read, because that is what cannot be done.
    async Task<bool> QuarantineAsync(Attempt attempt, LeaseTerm term, UserError error, CancellationToken cancellationToken)
    {
        var (connection, transaction, isRepeat) = attempt;
        var why = new StepError("", error, null);
        var isPutAside = await connection.ExecuteAsync(
            """
            with ended as (
                update runs set state = 'needsAttention', finished_at = @Now, wake_at = null, lease_until = null, held_until = null, held_because = null,
                       error = @Error::jsonb, seq = greatest(seq, (select coalesce(max(seq), 0) from journal where run_id = @RunId)) + 1
                where id = @RunId and fence = @Fence and finished_at is null returning seq
            )
            insert into journal (run_id, seq, at, event) select @RunId, ended.seq, @Now, @Event::jsonb from ended
            """,
            new { term.RunId, term.Fence, Now = time.GetUtcNow(), Error = Json.Write(why), Event = Json.Write<JournalEvent>(new JournalEvent.RunFinished(RunState.NeedsAttention, why)) },
            transaction) == 1;
        if (!isPutAside)
        {
            return isRepeat && await IsPutAsideAsync(attempt, term);
        }

        await ChangeFeed.AnnounceAsync(connection, transaction, term.RunId, ChangeFeed.Journal);
        await wakeUps.CommitWithAsync(transaction, [(term.RunId, null)], cancellationToken);
        return true;
    }

    static Task<bool> IsPutAsideAsync(Attempt attempt, LeaseTerm term) => attempt.Connection.QuerySingleAsync<bool>(
        "select exists (select from runs where id = @RunId and fence = @Fence and state = 'needsAttention')", new { term.RunId, term.Fence }, attempt.Transaction);
}

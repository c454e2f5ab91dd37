using Dapper;
using Npgsql;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>Who lives, and what nobody drives.</summary>
public sealed partial class RunStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<LeaseAnswer>> RenewAsync(IReadOnlyList<LeaseTerm> terms, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Invariant: only the current driver renews (fence), and only a run that it has in hand (a sleeping one has no lease).
        // A row that a commit holds is left out rather than waited for: that commit renews it, and one that hangs must not take the others with it.
        var rows = await connection.QueryAsync<(long RunId, long Fence, bool IsHeld, bool IsCancelRequested)>(new CommandDefinition(
            """
            with term as (select * from unnest(@Runs, @Fences) as t(run_id, fence)),
            held as (
                select r.id from runs r join term t on t.run_id = r.id and t.fence = r.fence
                where r.lease_until is not null and r.finished_at is null
                order by r.id for no key update of r skip locked
            ),
            renewed as (update runs r set lease_until = now() + @Length from held where r.id = held.id returning r.id)
            select t.run_id, t.fence, n.id is not null and r.fence = t.fence,
                   exists (select from journal j where j.run_id = r.id and j.event ->> 'kind' = 'cancelRequested')
            from term t join runs r on r.id = t.run_id left join renewed n on n.id = r.id
            where n.id is not null or r.fence <> t.fence or r.lease_until is null or r.finished_at is not null
            """,
            new
            {
                Runs = terms.Select(term => term.RunId).ToArray(),
                Fences = terms.Select(term => term.Fence).ToArray(),
                Leases.Length,
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new LeaseAnswer(new LeaseTerm(row.RunId, row.Fence), row.IsHeld, row.IsCancelRequested))];
    }

    /// <inheritdoc />
    public Task<int> RearmAsync(CancellationToken cancellationToken) =>
        _transactions.RunAsync(attempt => RearmAsync(attempt, cancellationToken), cancellationToken);

    async Task<int> RearmAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var (connection, transaction, _) = attempt;
        var now = time.GetUtcNow();
        var lost = await LostAsync(connection, transaction);
        // All that is left goes first: Quartz takes away the trigger of a recovery that was itself cut off only together with its trace.
        await wakeUps.CommitWithAsync(
            transaction,
            [.. lost.SelectMany(run => new (long, DateTimeOffset?)[] { (run.Id, null), (run.Id, run.WakeAt is { } at && at > now ? at : now) })],
            cancellationToken);
        return lost.Count;
    }

    // A run that nobody drives (lease) is lost when Quartz does not know it, or when it was due a lease ago and what Quartz knows is not a
    // trigger that may fire: a job that began and never claimed, one that hangs, or what an outage left. Then its traces go, because they
    // would hold up the new trigger. Should the job live after all, the next claim fences it out.
    static async Task<IReadOnlyList<(long Id, DateTime? WakeAt)>> LostAsync(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        [.. await connection.QueryAsync<(long Id, DateTime? WakeAt)>(
            """
            with lost as (
                select r.id, r.wake_at from runs r join run_slots s on s.run_id = r.id
                where r.finished_at is null
                  and (r.lease_until is null or r.lease_until < now())
                  and not exists (
                      select from qrtz_triggers t where t.job_group = @Group and t.job_name = r.id::text
                      and (t.trigger_state = 'WAITING' or coalesce(r.lease_until, r.wake_at + @Length, 'infinity') >= now()))
                  and not exists (
                      select from qrtz_fired_triggers f where f.job_group = @Group and f.job_name = r.id::text
                      and coalesce(r.lease_until, r.wake_at + @Length, 'infinity') >= now())
                for no key update of r skip locked
            ),
            forgotten as (delete from qrtz_fired_triggers f using lost where f.job_group = @Group and f.job_name = lost.id::text)
            select id, wake_at from lost
            """,
            new { WakeUps.Group, Leases.Length },
            transaction)];
}

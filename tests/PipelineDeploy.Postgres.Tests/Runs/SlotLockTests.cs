using Dapper;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Tests.Runs;

/// <summary>A run ends in the very moment in which the next one of its subject is being created.</summary>
[Trait("Category", "Integration")]
public sealed class SlotLockTests : IAsyncLifetime
{
    static readonly CancellationToken None = CancellationToken.None;

    readonly MigratedDatabase _house = new();

    public Task InitializeAsync() => _house.InitializeAsync();

    public Task DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task The_subject_goes_to_a_run_whose_creation_is_not_committed_yet()
    {
        var first = await _house.StartRunAsync("shop", new ScriptedStep("build"));
        var claimed = (await _house.Runs.ClaimAsync(first.Id, "node", None))!;
        await using var connection = await _house.Database.Source.OpenConnectionAsync();
        await using var creating = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('shop', 0))", transaction: creating);
        var next = await connection.QuerySingleAsync<long>(
            """
            insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at)
            select subject, pipeline, definition, inputs, 'queued', trigger, actor, created_at from runs
            returning id
            """,
            transaction: creating);

        var ending = _house.Runs.CommitAsync(EndOf(claimed), None);
        await Eventually.HoldsAsync(async () => ending.IsCompleted || await WaitsForLockAsync(), "the end waits for the creation");
        await creating.CommitAsync();

        (await ending).ShouldBeOfType<CommitResult.Accepted>();
        (await _house.Runs.FindAsync(next, None))!.State.ShouldBe(RunState.Running);
    }

    static RunCommit EndOf(ClaimedRun claimed) => new(
        claimed.Run.Id, claimed.Fence, [new JournalEntry(1, claimed.Run.CreatedAt, new JournalEvent.RunFinished(RunState.Succeeded, null))], [],
        RunState.Succeeded, null, SeenSeq: 0, claimed.Run.CreatedAt, WakeAt: null);

    Task<bool> WaitsForLockAsync() => _house.Database.ScalarAsync<bool>(
        "select exists (select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database()))");
}

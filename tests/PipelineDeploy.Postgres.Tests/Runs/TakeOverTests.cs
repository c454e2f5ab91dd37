using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Postgres.Tests.Runs;

/// <summary>A run whose driver's lease has ended goes on, whatever Quartz still believes of the job that had it.</summary>
[Trait("Category", "Integration")]
public sealed class TakeOverTests : IAsyncLifetime
{
    readonly MigratedDatabase _house = new();

    public Task InitializeAsync() => _house.InitializeAsync();

    public Task DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_run_on_a_node_that_hangs_is_taken_over_and_the_late_outcome_is_refused()
    {
        var late = new TaskCompletionSource<StepOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var build = new ScriptedStep("build").Then((_, _) => late.Task);
        using var host = _house.BuildHost(services => services.AddSingleton(new ActiveRuns { TrustLeasesFor = Timeout.InfiniteTimeSpan }), build);
        await host.StartAsync();
        var run = await _house.StartRunAsync("shop", build);
        await Eventually.HoldsAsync(() => Task.FromResult(build.Executions.Count == 1), "the step hangs");

        await EndLeaseAsync(run);
        (await _house.Runs.RearmAsync(CancellationToken.None)).ShouldBe(1);
        await Eventually.HoldsAsync(async () => (await FindAsync(run)).State == RunState.Succeeded, "another driver has finished the run");
        late.SetResult(new StepOutcome.Failed(new("late", "from an outlived driver")));
        await host.StopAsync();

        (await FindAsync(run)).State.ShouldBe(RunState.Succeeded);
        (await EventsAsync(run)).ShouldBe(["StepStarted", "StepInterrupted", "StepResumed", "StepSucceeded", "RunFinished"]);
    }

    [Fact]
    public async Task A_job_that_Quartz_holds_for_fired_but_that_never_claimed_does_not_hold_up_its_run()
    {
        var run = await _house.StartRunAsync("shop", new ScriptedStep("build"));
        await _house.Database.ExecuteAsync(
            """
            insert into qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name, fired_time, sched_time, priority, state, job_name, job_group, is_nonconcurrent, requests_recovery)
            select sched_name, 'ghost', trigger_name, trigger_group, 'node', next_fire_time, next_fire_time, 5, 'EXECUTING', job_name, job_group, true, true from qrtz_triggers;
            delete from qrtz_simple_triggers;
            delete from qrtz_triggers
            """);
        (await _house.Runs.RearmAsync(CancellationToken.None)).ShouldBe(0, "it may yet claim");

        await _house.Database.ExecuteAsync("update runs set wake_at = now() - interval '16 seconds'");
        (await _house.Runs.RearmAsync(CancellationToken.None)).ShouldBe(1);

        (await _house.Database.ColumnAsync<string>("select trigger_state from qrtz_triggers")).ShouldBe(["WAITING"]);
        (await _house.Database.ScalarAsync<long>("select count(*) from qrtz_fired_triggers")).ShouldBe(0);
        (await _house.Runs.RearmAsync(CancellationToken.None)).ShouldBe(0);
        (await FindAsync(run)).State.ShouldBe(RunState.Running);
    }

    [Fact]
    public async Task A_renewal_waits_for_no_commit_that_hangs()
    {
        var held = (await _house.Runs.ClaimAsync((await _house.StartRunAsync("shop", new ScriptedStep("a"))).Id, "node", default)).ShouldNotBeNull();
        var free = (await _house.Runs.ClaimAsync((await _house.StartRunAsync("blog", new ScriptedStep("a"))).Id, "node", default)).ShouldNotBeNull();
        await using var connection = await _house.Database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand($"update runs set seq = seq where id = {held.Run.Id}", connection, transaction);
        await command.ExecuteNonQueryAsync();

        var answers = await _house.Runs.RenewAsync([new(held.Run.Id, held.Fence), new(free.Run.Id, free.Fence)], CancellationToken.None);

        answers.ShouldHaveSingleItem().ShouldBe(new LeaseAnswer(new(free.Run.Id, free.Fence), true, false));
    }

    [Fact]
    public async Task A_renewal_is_not_kept_off_by_lines_that_hang_on_their_way_into_the_log()
    {
        // They hold the row of their run by a foreign key. A server that was stopped in the middle of them once kept its successor from the lease.
        var held = (await _house.Runs.ClaimAsync((await _house.StartRunAsync("shop", new ScriptedStep("a"))).Id, "node", default)).ShouldNotBeNull();
        await using var connection = await _house.Database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand($"insert into log_counts (run_id, lines) values ({held.Run.Id}, 1)", connection, transaction);
        await command.ExecuteNonQueryAsync();

        var answers = await _house.Runs.RenewAsync([new(held.Run.Id, held.Fence)], CancellationToken.None);

        answers.ShouldHaveSingleItem().IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task An_outlived_driver_does_not_prolong_the_lease_of_the_present_one()
    {
        var run = await _house.StartRunAsync("shop", new ScriptedStep("a"));
        var old = (await _house.Runs.ClaimAsync(run.Id, "one", default)).ShouldNotBeNull();
        await _house.Runs.ClaimAsync(run.Id, "another", default);
        await EndLeaseAsync(run);

        await _house.Runs.RenewAsync([new(run.Id, old.Fence)], CancellationToken.None);

        (await _house.Database.ScalarAsync<bool>("select lease_until < now() from runs")).ShouldBeTrue();
    }

    // As if 15 seconds had gone by without a word from the driver.
    Task EndLeaseAsync(Run run) => _house.Database.ExecuteAsync($"update runs set lease_until = now() - interval '1 millisecond' where id = {run.Id}");

    async Task<Run> FindAsync(Run run) => (await _house.Runs.FindAsync(run.Id, CancellationToken.None))!;

    async Task<IReadOnlyList<string>> EventsAsync(Run run) =>
        [.. (await _house.Runs.ReadJournalAsync(run.Id, 0, CancellationToken.None)).Select(entry => entry.Event.GetType().Name)];
}

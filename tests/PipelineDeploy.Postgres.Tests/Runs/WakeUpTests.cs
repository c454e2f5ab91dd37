using System.Globalization;
using Npgsql;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Tests.Runs;

/// <summary>State and timer are one transaction: what is refused at the very commit, after Quartz has written its trigger, leaves neither.</summary>
[Trait("Category", "Integration")]
public sealed class WakeUpTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    static readonly ScriptedStep Build = new("build");
    static readonly DateTimeOffset Later = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_created_run_and_its_wake_up_arrive_together()
    {
        var run = await house.StartRunAsync("together", Build);

        (await WakeOfAsync(run.Id)).ShouldNotBeNull();
        (await house.Database.ScalarAsync<bool>($"select requests_recovery from qrtz_job_details where job_name = '{run.Id}'")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_run_whose_commit_fails_leaves_neither_row_nor_trigger()
    {
        var before = await TriggersAsync();
        await RefuseAtCommitAsync("doomed");

        await Should.ThrowAsync<PostgresException>(() => house.StartRunAsync("doomed", Build));

        (await house.Runs.ListAsync("doomed", null, 10, CancellationToken.None)).ShouldBeEmpty();
        (await TriggersAsync()).ShouldBe(before);
        (await house.Database.ScalarAsync<long>("select count(*) from run_slots where subject = 'doomed'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_drivers_commit_and_its_next_wake_up_arrive_together()
    {
        var run = await house.StartRunAsync("sleeper", Build);

        (await SleepAsync(run)).ShouldBeOfType<CommitResult.Accepted>();

        (await WakeOfAsync(run.Id)).ShouldBe(Later);
    }

    [Fact]
    public async Task A_drivers_commit_that_fails_moves_neither_journal_nor_trigger()
    {
        var run = await house.StartRunAsync("broken", Build);
        var wake = await WakeOfAsync(run.Id);
        await RefuseAtCommitAsync("broken");

        await Should.ThrowAsync<PostgresException>(() => SleepAsync(run));

        (await house.Runs.ReadJournalAsync(run.Id, 0, CancellationToken.None)).ShouldBeEmpty();
        (await WakeOfAsync(run.Id)).ShouldBe(wake);
    }

    [Fact]
    public async Task A_run_that_ends_takes_with_it_the_wake_up_that_Quartz_has_made_for_a_dead_node()
    {
        var run = await house.StartRunAsync("recovered", Build);
        var claimed = (await house.Runs.ClaimAsync(run.Id, "node", CancellationToken.None)).ShouldNotBeNull();
        await RecoverAsync(run);

        await house.Runs.CommitAsync(
            new(run.Id, claimed.Fence, [new(1, run.CreatedAt, new JournalEvent.RunFinished(RunState.Succeeded, null))], [], RunState.Succeeded, null, 0, run.CreatedAt, null),
            CancellationToken.None);

        (await house.Database.ScalarAsync<long>($"select count(*) from qrtz_triggers where job_name = '{run.Id}'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_run_that_is_armed_again_has_one_wake_up_whatever_was_left_of_earlier_ones()
    {
        var run = await house.StartRunAsync("rearmed", Build);
        (await house.Runs.ClaimAsync(run.Id, "node", CancellationToken.None)).ShouldNotBeNull();
        await RecoverAsync(run);
        await house.Database.ExecuteAsync(
            $"update runs set lease_until = now() - interval '1 second' where id = {run.Id}; update qrtz_triggers set trigger_state = 'COMPLETE' where job_name = '{run.Id}'");

        (await house.Runs.RearmAsync(CancellationToken.None)).ShouldBeGreaterThan(0);

        (await house.Database.ColumnAsync<string>($"select trigger_name || ' ' || trigger_state from qrtz_triggers where job_name = '{run.Id}'"))
            .ShouldBe([$"{run.Id} WAITING"]);
    }

    [Fact]
    public async Task The_database_going_away_in_the_middle_leaves_nothing_half_done()
    {
        var run = await house.StartRunAsync("cut", Build);
        await house.Database.ExecuteAsync(
            """
            create function cut_me() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
            create constraint trigger cut after update on runs deferrable initially deferred for each row when (new.subject = 'cut' and new.wake_at is not null) execute function cut_me();
            """);

        // It is tried again as long as the caller waits.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<Exception>(() => SleepAsync(run, patience.Token));

        (await house.Runs.ReadJournalAsync(run.Id, 0, CancellationToken.None)).ShouldBeEmpty();
        (await WakeOfAsync(run.Id)).ShouldNotBe(Later);
    }

    async Task<CommitResult> SleepAsync(Run run, CancellationToken cancellationToken = default)
    {
        var claimed = (await house.Runs.ClaimAsync(run.Id, "node", CancellationToken.None)).ShouldNotBeNull();
        return await house.Runs.CommitAsync(
            new(run.Id, claimed.Fence, [new(1, run.CreatedAt, new JournalEvent.StepStarted("build", 1))], [], RunState.Waiting, null, 0, run.CreatedAt, Later),
            cancellationToken);
    }

    // As Quartz does when it finds dead the node that was at work on the run.
    Task RecoverAsync(Run run) => house.Database.ExecuteAsync(string.Join(';', new[] { "qrtz_triggers", "qrtz_simple_triggers" }.Select(table =>
        $$"""
        insert into {{table}}
        select (jsonb_populate_record(t, '{"trigger_name": "recover_node_{{run.Id}}", "trigger_group": "RECOVERING_JOBS"}')).* from {{table}} t where trigger_name = '{{run.Id}}'
        """)));

    // The refusal comes at the commit, when everything is written: the last moment at which anything can go wrong.
    Task RefuseAtCommitAsync(string subject) => house.Database.ExecuteAsync(
        $"""
        create function refuse_{subject}() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
        create constraint trigger refuse_{subject} after insert or update of seq on runs deferrable initially deferred
            for each row when (new.subject = '{subject}') execute function refuse_{subject}();
        """);

    async Task<DateTimeOffset?> WakeOfAsync(long run) =>
        await house.Database.ColumnAsync<string>($"select next_fire_time::text from qrtz_triggers where job_group = 'runs' and job_name = '{run}'") is [var ticks]
            ? new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero)
            : null;

    Task<IReadOnlyList<string>> TriggersAsync() => house.Database.ColumnAsync<string>(
        "select trigger_name from qrtz_triggers where job_name::bigint not in (select id from runs) union all select job_name from qrtz_job_details where job_name::bigint not in (select id from runs)");
}

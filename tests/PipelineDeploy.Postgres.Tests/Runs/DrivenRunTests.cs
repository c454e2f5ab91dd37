using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;
using Quartz;

namespace PipelineDeploy.Postgres.Tests.Runs;

/// <summary>Runs driven by the real Quartz, with steps that a test wrote.</summary>
[Trait("Category", "Integration")]
public sealed class DrivenRunTests : IAsyncLifetime
{
    static readonly JournalEvent.CancelRequested Cancel = new("ada");

    readonly MigratedDatabase _house = new();
    readonly List<IHost> _hosts = [];

    public Task InitializeAsync() => _house.InitializeAsync();

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        await _house.DisposeAsync();
    }

    [Fact]
    public async Task A_run_waits_by_a_durable_timer_and_finishes()
    {
        var check = new ScriptedStep("check").ThenWait(TimeSpan.FromSeconds(2), new() { ["tries"] = 1 });
        await StartHostAsync(check);

        var run = await _house.StartRunAsync("shop", check);
        await ReachesAsync(run, RunState.Waiting);
        await Eventually.HoldsAsync(async () => await FiredAsync() == 0, "the job has ended while the run waits");
        await ReachesAsync(run, RunState.Succeeded);

        (await EventsAsync(run)).Select(happened => happened.GetType().Name).ShouldBe(["StepStarted", "StepWaiting", "StepResumed", "StepSucceeded", "RunFinished"]);
        check.Executions[1].State.ShouldNotBeNull()["tries"]!.GetValue<int>().ShouldBe(1);
        (check.Executions[1].Now - check.Executions[0].Now).ShouldBeInRange(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(async () => await _house.Database.ScalarAsync<long>("select count(*) from qrtz_triggers") == 0, "no trigger is left");
    }

    [Fact]
    public async Task A_created_run_starts_at_once_and_not_when_Quartz_next_looks()
    {
        var build = new ScriptedStep("build");
        var runs = (await StartHostAsync(build)).Services.GetRequiredService<IRunStore>();
        await FinishAsync(await MigratedDatabase.StartRunAsync(runs, "warm-up", build));
        List<TimeSpan> delays = [];

        for (var i = 0; i < 3; i++)
        {
            var finished = await FinishAsync(await MigratedDatabase.StartRunAsync(runs, "shop", build));
            delays.Add(finished.StartedAt!.Value - finished.CreatedAt);
        }

        // Of three, because a loaded machine may be late once.
        delays.Min().ShouldBeLessThan(TimeSpan.FromSeconds(2), string.Join(", ", delays));
    }

    [Fact]
    public async Task A_cancellation_interrupts_a_step_that_works_on_another_node()
    {
        var build = new ScriptedStep("build").Then(WorkUntilStoppedAsync);
        await StartHostAsync(build);
        var run = await _house.StartRunAsync("shop", build);
        await Eventually.HoldsAsync(() => Task.FromResult(build.Executions.Count == 1), "the step works");

        // The idle house is another node: only the change feed carries the word.
        (await _house.Runs.SignalAsync(run.Id, Cancel, CancellationToken.None)).ShouldBeTrue();

        await ReachesAsync(run, RunState.Cancelled);
    }

    [Fact]
    public async Task A_cancellation_reaches_a_step_on_another_node_within_a_second()
    {
        List<TimeSpan> delays = [];
        long told = 0;
        var build = new ScriptedStep("build");
        await StartHostAsync(build);

        for (var i = 1; i <= 3; i++)
        {
            build.Then(async (_, token) =>
            {
                await using var registration = token.Register(() => told = TimeProvider.System.GetTimestamp());
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return new StepOutcome.Done([]);
            });
            var run = await _house.StartRunAsync("shop", build);
            await Eventually.HoldsAsync(() => Task.FromResult(build.Executions.Count == i), "the step works");
            var asked = TimeProvider.System.GetTimestamp();
            await _house.Runs.SignalAsync(run.Id, Cancel, CancellationToken.None);
            await ReachesAsync(run, RunState.Cancelled);
            delays.Add(TimeProvider.System.GetElapsedTime(asked, told));
        }

        // Of three, because a loaded machine may be late once.
        delays.Min().ShouldBeLessThan(TimeSpan.FromSeconds(1), string.Join(", ", delays));
    }

    [Fact]
    public async Task Two_hosts_never_drive_the_same_run_at_once_and_execute_each_step_once()
    {
        var working = new ConcurrentDictionary<long, int>();
        var executions = new ConcurrentBag<(long Run, string Step)>();
        var together = 0;
        IStepKind[] kinds = [new CountedStep("one", Work), new CountedStep("two", Work), new CountedStep("three", Work)];
        await StartHostAsync(kinds);
        await StartHostAsync(kinds);
        await Eventually.HoldsAsync(
            async () => await _house.Database.ScalarAsync<long>("select count(distinct instance_name) from qrtz_scheduler_state") == 2, "two nodes have checked in");

        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _house.StartRunAsync($"app{i}", kinds)));
        foreach (var run in runs)
        {
            await FinishAsync(run);
            (await EventsAsync(run)).OfType<JournalEvent.StepInterrupted>().ShouldBeEmpty();
        }

        together.ShouldBe(0);
        executions.Count.ShouldBe(60);
        executions.Distinct().Count().ShouldBe(60);

        async Task Work(StepContext context)
        {
            executions.Add((context.RunId, context.StepId));
            if (working.AddOrUpdate(context.RunId, 1, (_, count) => count + 1) > 1)
            {
                Interlocked.Increment(ref together);
            }

            await Task.Yield();
            working.AddOrUpdate(context.RunId, 0, (_, count) => count - 1);
        }
    }

    [Fact]
    public async Task A_run_that_lost_its_trigger_is_armed_again_for_the_same_moment()
    {
        var check = new ScriptedStep("check").ThenWait(TimeSpan.FromSeconds(3));
        await StartHostAsync(check);
        var run = await _house.StartRunAsync("shop", check);
        await ReachesAsync(run, RunState.Waiting);
        await Eventually.HoldsAsync(async () => await FiredAsync() == 0, "the job has ended");
        var moment = await _house.Database.ScalarAsync<long>("select next_fire_time from qrtz_triggers");
        await _house.Database.ExecuteAsync("delete from qrtz_simple_triggers; delete from qrtz_triggers");

        (await _house.Runs.RearmAsync(CancellationToken.None)).ShouldBe(1);

        // The row keeps microseconds, Quartz ten times as many.
        (await _house.Database.ScalarAsync<long>("select next_fire_time from qrtz_triggers")).ShouldBeInRange(moment - 10, moment + 10);
        await ReachesAsync(run, RunState.Succeeded);
    }

    [Fact]
    public async Task A_server_that_stops_hands_its_run_back_and_the_next_one_goes_on()
    {
        var build = new ScriptedStep("build") { TakesLong = true }.Then(WorkUntilStoppedAsync);
        var first = await StartHostAsync(build);
        var run = await _house.StartRunAsync("shop", build);
        await Eventually.HoldsAsync(() => Task.FromResult(build.Executions.Count == 1), "the step works");

        await first.StopAsync();
        (await EventsAsync(run)).ShouldBe([new JournalEvent.StepStarted("build", 1), new JournalEvent.StepHandedBack("build")]);
        (await _house.Database.ColumnAsync<string>("select trigger_state from qrtz_triggers")).ShouldBe(["WAITING"], "the wake-up is there");
        await StartHostAsync(build);
        await ReachesAsync(run, RunState.Succeeded);

        (await EventsAsync(run)).Select(happened => happened.GetType().Name).ShouldBe(["StepStarted", "StepHandedBack", "StepResumed", "StepSucceeded", "RunFinished"]);
    }

    [Fact]
    public async Task A_server_that_stops_lets_a_short_step_end_and_a_peer_goes_on_at_once()
    {
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var build = new ScriptedStep("build").Then(async (_, token) =>
        {
            await mayEnd.Task.WaitAsync(token);
            return new StepOutcome.Done([]);
        });
        var start = new ScriptedStep("start");
        var first = await StartHostAsync(build, start);
        var run = await _house.StartRunAsync("shop", build, start);
        await Eventually.HoldsAsync(() => Task.FromResult(build.Executions.Count == 1), "the step works");
        // Left alone, the peer's scheduler would look for work only every ten minutes.
        await StartAsync(_house.BuildHost(
            services => services.AddHostedService<Leases>().Configure<QuartzSchedulerOptions>(scheduler => scheduler.IdleWaitTime = TimeSpan.FromMinutes(10)), build, start));
        await Eventually.HoldsAsync(
            async () => await _house.Database.ScalarAsync<long>("select count(distinct instance_name) from qrtz_scheduler_state") == 2, "two nodes have checked in");

        var stopping = first.StopAsync();
        stopping.IsCompleted.ShouldBeFalse("it waits for the step");
        mayEnd.SetResult();
        await FinishAsync(run);
        await stopping;

        (await EventsAsync(run)).Select(happened => happened.GetType().Name).ShouldBe(["StepStarted", "StepSucceeded", "StepStarted", "StepSucceeded", "RunFinished"]);
        (build.Executions.Count, start.Executions.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Many_runs_of_one_app_are_driven_one_after_the_other()
    {
        var build = new ScriptedStep("build");
        await StartHostAsync(build);

        var runs = new List<Run>();
        for (var i = 0; i < 10; i++)
        {
            runs.Add(await _house.StartRunAsync("shop", build));
        }

        var ends = new List<RunState>();
        foreach (var run in runs)
        {
            ends.Add((await FinishAsync(run)).State);
        }

        ends.ShouldAllBe(state => state == RunState.Succeeded || state == RunState.Superseded);
        ends[^1].ShouldBe(RunState.Succeeded);
        (await _house.Database.ScalarAsync<long>("select count(*) from run_slots")).ShouldBe(0);
    }

    Task<IHost> StartHostAsync(params IReadOnlyList<IStepKind> kinds) => StartAsync(_house.BuildHost(kinds));

    async Task<IHost> StartAsync(IHost host)
    {
        _hosts.Add(host);
        await host.StartAsync();
        return host;
    }

    static async Task<StepOutcome> WorkUntilStoppedAsync(StepContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return new StepOutcome.Done([]);
    }

    Task ReachesAsync(Run run, RunState state) => Eventually.HoldsAsync(
        async () => (await _house.Runs.FindAsync(run.Id, CancellationToken.None))!.State == state, $"run {run.Id} is {state}");

    async Task<Run> FinishAsync(Run run)
    {
        await Eventually.HoldsAsync(async () => (await _house.Runs.FindAsync(run.Id, CancellationToken.None))!.State.IsTerminal(), $"run {run.Id} has ended", TimeSpan.FromMinutes(1));
        return (await _house.Runs.FindAsync(run.Id, CancellationToken.None))!;
    }

    async Task<IReadOnlyList<JournalEvent>> EventsAsync(Run run) => [.. (await _house.Runs.ReadJournalAsync(run.Id, 0, CancellationToken.None)).Select(entry => entry.Event)];

    Task<long> FiredAsync() => _house.Database.ScalarAsync<long>("select count(*) from qrtz_fired_triggers where state = 'EXECUTING'");

    sealed class CountedStep(string name, Func<StepContext, Task> work) : IStepKind
    {
        public string Name => name;

        public string Title => name;

        public IReadOnlyList<StepInput> Inputs => [];

        public bool Compensates => false;

        public bool IsPivot => false;

        public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
        {
            await work(context);
            return new StepOutcome.Done([]);
        }

        public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Driving;

/// <summary>A branch does not wait for what another one does.</summary>
public sealed class BranchDriverTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly List<string> _calls = [];
    readonly ScriptedStep _long;
    readonly ScriptedStep _short;
    readonly ScriptedStep _next;
    readonly InMemoryEngine _engine;
    readonly TaskCompletionSource _mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly PipelineDefinition _pipeline;

    public BranchDriverTests()
    {
        (_long, _short, _next) = (new ScriptedStep("long", _calls), new ScriptedStep("short", _calls), new ScriptedStep("next", _calls));
        _engine = new InMemoryEngine(_long, _short, _next);
        _pipeline = new PipelineBuilder().Step(_long, []).Step(_short, []).Step(_next, ["short"]).Build();
    }

    [Fact]
    public async Task What_a_branch_did_is_in_the_journal_and_its_next_step_starts_while_the_other_one_works()
    {
        _long.Then(WorkUntilAllowed);
        _next.Then(async (context, _) =>
        {
            (await _engine.EventsAsync(context.RunId)).ShouldContain(e => e is JournalEvent.StepSucceeded && ((JournalEvent.StepSucceeded)e).Step == "short");
            _mayEnd.SetResult();
            return new StepOutcome.Done([]);
        });

        await DriveAsync(await _engine.StartAsync(_pipeline)).WaitAsync(Patience, TimeProvider.System);

        _calls.ShouldBe(["long", "short", "next"]);
    }

    [Fact]
    public async Task The_wait_of_a_branch_is_over_at_its_moment_while_the_other_one_works()
    {
        _long.Then(WorkUntilAllowed);
        _short.ThenWait(TimeSpan.FromMinutes(1));
        _next.Then(Allow);

        var driving = DriveAsync(await _engine.StartAsync(_pipeline));
        await AdvanceUntilAsync(driving);

        _short.Executions.Count.ShouldBe(2);
        (_short.Executions[1].Now - _short.Executions[0].Now).ShouldBeInRange(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(66));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_signal_for_a_branch_is_taken_while_the_other_one_works_also_when_nobody_tells_the_driver(bool isTold)
    {
        _long.Then(WorkUntilAllowed);
        _short.Then((context, _) => Task.FromResult<StepOutcome>(new StepOutcome.WaitFor("go", context.Now.AddDays(1), [], "waits")));
        _next.Then(Allow);
        var run = await _engine.StartAsync(_pipeline);
        var driving = DriveAsync(run);

        await _engine.Store.DeliverAsync(run.Id, new JournalEvent.SignalReceived("1", "go", null, "ada"), default);
        if (isTold)
        {
            _engine.Active.Nudge(run.Id);
            await driving.WaitAsync(Patience, TimeProvider.System);
        }
        else
        {
            await AdvanceUntilAsync(driving);
        }

        _short.Executions[1].Signal.ShouldNotBeNull().Id.ShouldBe("1");
        (_short.Executions[1].Now - _short.Executions[0].Now).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_failure_stops_the_other_branch_and_both_are_undone()
    {
        _long.Then(WorkUntilAllowed);
        _short.ThenFail();
        var run = await _engine.StartAsync(_pipeline);

        await DriveAsync(run).WaitAsync(Patience, TimeProvider.System);

        (await _engine.Store.FindAsync(run.Id, default))!.State.ShouldBe(RunState.RolledBack);
        _calls.ShouldBe(["long", "short", "undo short", "undo long"]);
    }

    [Fact]
    public async Task A_failure_that_undoes_nothing_lets_the_other_branch_finish()
    {
        _long.Then(WorkUntilAllowed);
        _short.ThenFail();
        var pipeline = new PipelineBuilder().Step(_long, []).Step(_short, []).But(step => step with { OnFailure = FailurePolicy.Stop }).Build();
        var run = await _engine.StartAsync(pipeline);

        var driving = DriveAsync(run);
        await Eventually.SeeAsync(() => _engine.EventsAsync(run.Id), events => events.Any(e => e is JournalEvent.StepFailed), "the failure is written", Patience);
        driving.IsCompleted.ShouldBeFalse();
        _mayEnd.SetResult();
        await driving.WaitAsync(Patience, TimeProvider.System);

        (await _engine.Store.FindAsync(run.Id, default))!.State.ShouldBe(RunState.Failed);
        (await _engine.EventsAsync(run.Id)).OfType<JournalEvent.StepSucceeded>().ShouldHaveSingleItem().Step.ShouldBe("long");
    }

    [Fact]
    public async Task A_cancellation_that_nobody_told_the_driver_of_reaches_a_working_step_all_the_same()
    {
        _long.Then(WorkUntilAllowed);
        var run = await _engine.StartAsync(_pipeline);
        var driving = DriveAsync(run);

        await _engine.Store.SignalAsync(run.Id, new JournalEvent.CancelRequested("ada"), default);
        await AdvanceUntilAsync(driving);

        (await _engine.Store.FindAsync(run.Id, default))!.State.ShouldBe(RunState.Cancelled);
    }

    [Fact]
    public async Task A_driver_that_loses_the_database_takes_its_other_steps_with_it()
    {
        var wasTold = false;
        _long.Then(async (context, token) =>
        {
            try
            {
                return await WorkUntilAllowed(context, token);
            }
            finally
            {
                wasTold = token.IsCancellationRequested;
            }
        });
        _short.ThenThrow(new LostDatabaseException());

        await Should.ThrowAsync<LostDatabaseException>(DriveAsync(await _engine.StartAsync(_pipeline)).WaitAsync(Patience, TimeProvider.System));

        wasTold.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_stops_hands_back_the_branch_that_works_and_keeps_what_the_other_one_did()
    {
        using var stopping = new CancellationTokenSource();
        _long.Then(async (_, _) =>
        {
            await _mayEnd.Task;
            throw new OperationCanceledException();
        });
        var run = await _engine.StartAsync(_pipeline);
        _next.Then(async (context, token) =>
        {
            await stopping.CancelAsync();
            _mayEnd.SetResult();
            return new StepOutcome.Done([]);
        });

        await _engine.DriveAsync(run.Id, stopping: stopping.Token).WaitAsync(Patience, TimeProvider.System);

        (await _engine.Store.FindAsync(run.Id, default))!.State.ShouldBe(RunState.Waiting);
        (await _engine.EventsAsync(run.Id)).OfType<JournalEvent.StepSucceeded>().Select(e => e.Step).ShouldBe(["short", "next"]);
    }

    Task DriveAsync(Run run) => _engine.DriveAsync(run.Id);

    async Task<StepOutcome> WorkUntilAllowed(StepContext context, CancellationToken token)
    {
        await _mayEnd.Task.WaitAsync(token);
        return new StepOutcome.Done([]);
    }

    Task<StepOutcome> Allow(StepContext context, CancellationToken token)
    {
        _mayEnd.SetResult();
        return Task.FromResult<StepOutcome>(new StepOutcome.Done([]));
    }

    // The driver looks at the clock from threads of its own, so the clock goes on until it is done.
    async Task AdvanceUntilAsync(Task driving)
    {
        for (var i = 0; i < 10_000 && !driving.IsCompleted; i++)
        {
            _engine.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(driving, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System));
        }

        await driving.WaitAsync(Patience, TimeProvider.System);
    }
}

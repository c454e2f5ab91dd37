using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Driving;

/// <summary>A driver dies at one instant; the next driver goes on where it was.</summary>
public sealed class KilledDriverTests
{
    readonly List<string> _calls = [];
    readonly ScriptedStep _a;
    readonly ScriptedStep _b;
    readonly ScriptedStep _c;
    readonly InMemoryEngine _engine;
    readonly PipelineDefinition _pipeline;

    public KilledDriverTests()
    {
        _a = new ScriptedStep("a", _calls);
        _b = new ScriptedStep("b", _calls);
        _c = new ScriptedStep("c", _calls);
        _engine = new InMemoryEngine(_a, _b, _c);
        _pipeline = PipelineBuilder.Sequence(_a, _b, _c);
    }

    public static TheoryData<int, bool> Instants => new() { { 1, false }, { 1, true }, { 2, false }, { 2, true }, { 3, false }, { 3, true }, { 4, false } };

    [Theory]
    [MemberData(nameof(Instants))]
    public async Task Killed_at_any_commit_a_deploy_still_succeeds(int commit, bool isWritten)
    {
        var run = await KillAsync(commit, isWritten);

        run.State.ShouldBe(RunState.Succeeded);
        await JournalHoldsAsync(run);
        _calls.Distinct().ShouldBe(["a", "b", "c"]);
    }

    [Theory]
    [MemberData(nameof(Instants))]
    public async Task Killed_at_any_commit_a_failed_deploy_is_still_undone(int commit, bool isWritten)
    {
        _c.ThenFail().ThenFail();

        var run = await KillAsync(commit + 2, isWritten);

        run.State.ShouldBe(RunState.RolledBack);
        await JournalHoldsAsync(run);
        _calls.Where(call => call.StartsWith("undo", StringComparison.Ordinal)).Distinct().ShouldBe(["undo c", "undo b", "undo a"]);
    }

    [Fact]
    public async Task A_step_that_was_done_is_not_repeated()
    {
        _b.ThenThrow(new LostDatabaseException());

        var run = await FinishAfterCrashesAsync(1);

        run.State.ShouldBe(RunState.Succeeded);
        _calls.ShouldBe(["a", "b", "b", "c"]);
    }

    [Fact]
    public async Task A_step_that_kills_its_driver_three_times_fails()
    {
        _b.ThenThrow(new LostDatabaseException()).ThenThrow(new LostDatabaseException()).ThenThrow(new LostDatabaseException());

        var run = await FinishAfterCrashesAsync(3);

        run.State.ShouldBe(RunState.RolledBack);
        run.Error!.Error.Code.ShouldBe("step.interrupted");
        _calls.ShouldBe(["a", "b", "b", "b", "undo b", "undo a"]);
    }

    [Fact]
    public async Task A_step_keeps_its_state_when_its_driver_dies()
    {
        _b.ThenWait(TimeSpan.FromSeconds(5), new() { ["tries"] = 7 }).ThenThrow(new LostDatabaseException());
        var run = await _engine.StartAsync(_pipeline);

        await _engine.DriveAsync(run.Id);
        _engine.Time.Advance(TimeSpan.FromSeconds(5));
        await Should.ThrowAsync<LostDatabaseException>(() => _engine.DriveAsync(run.Id));
        await _engine.SweepAsync();

        (await _engine.FinishAsync(run.Id)).State.ShouldBe(RunState.Succeeded);
        _b.Executions[2].State!["tries"]!.GetValue<int>().ShouldBe(7);
    }

    [Fact]
    public async Task A_compensation_that_kills_its_driver_is_repeated()
    {
        _b.ThenFail();
        _b.ThenUndoThrows(new LostDatabaseException());

        var run = await FinishAfterCrashesAsync(1);

        run.State.ShouldBe(RunState.RolledBack);
        _calls.ShouldBe(["a", "b", "undo b", "undo b", "undo a"]);
    }

    async Task<Run> KillAsync(int commit, bool isWritten)
    {
        var run = await _engine.StartAsync(_pipeline);
        await Should.ThrowAsync<LostDatabaseException>(() => _engine.DriveAsync(run.Id, HookedRunStore.DyingAt(_engine.Store, commit, isWritten)));
        await _engine.SweepAsync();
        return await _engine.FinishAsync(run.Id);
    }

    async Task<Run> FinishAfterCrashesAsync(int crashes)
    {
        var run = await _engine.StartAsync(_pipeline);
        for (var i = 0; i < crashes; i++)
        {
            await Should.ThrowAsync<LostDatabaseException>(() => _engine.DriveAsync(run.Id));
        }

        await _engine.SweepAsync();
        return await _engine.FinishAsync(run.Id);
    }

    async Task JournalHoldsAsync(Run run) =>
        JournalRules.BrokenBy(_pipeline, await _engine.Store.ReadJournalAsync(run.Id, 0, default)).ShouldBeEmpty();
}

using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class PlannerSignalTests
{
    static readonly PipelineDefinition Sequence = new PipelineBuilder().Step("a").Step("b").Build();
    static readonly PipelineDefinition Branches = new PipelineBuilder().Step("left", []).Step("right", []).Build();

    [Fact]
    public void A_step_that_waits_for_a_signal_sleeps_until_its_time_is_over()
    {
        var story = WaitingFor("go", "a", until: 60);

        story.Decide().ShouldBe(new Decision.SleepUntil(Story.At(60)));
        story.Decide(now: 60).ShouldExecute("a");
    }

    [Fact]
    public void A_signal_is_taken_in_the_journal_and_then_the_step_is_executed()
    {
        var story = WaitingFor("go", "a").And(Signal("1", "go"));

        story.Decide().ShouldRecord().ShouldBe(new JournalEvent.SignalTaken("a", "1"));
        story.And(new JournalEvent.SignalTaken("a", "1")).Decide().ShouldExecute("a");
        story.History["a"].Signal!.Id.ShouldBe("1");
    }

    [Fact]
    public void A_signal_that_came_before_the_step_waits_is_kept_for_it()
    {
        var story = new Story(Sequence).And(Signal("1", "go")).Done("a").And(new JournalEvent.StepStarted("b", 1), Waits("b", "go"));

        story.Decide().ShouldRecord().ShouldBe(new JournalEvent.SignalTaken("b", "1"));
    }

    [Fact]
    public void A_signal_of_another_name_wakes_nobody() =>
        WaitingFor("go", "a").And(Signal("1", "stop")).Decide().ShouldBe(new Decision.SleepUntil(Story.At(60)));

    [Fact]
    public void A_signal_that_was_taken_serves_no_second_wait()
    {
        var story = WaitingFor("go", "a").And(Signal("1", "go"), new JournalEvent.SignalTaken("a", "1"), new JournalEvent.StepResumed("a"), Waits("a", "go"));

        story.Decide().ShouldBe(new Decision.SleepUntil(Story.At(60)));
    }

    [Fact]
    public void Of_two_signals_the_older_one_is_taken_first() =>
        WaitingFor("go", "a").And(Signal("2", "go"), Signal("1", "go")).Decide().ShouldRecord().ShouldBe(new JournalEvent.SignalTaken("a", "2"));

    [Fact]
    public void One_signal_serves_one_of_two_branches_that_wait_for_it()
    {
        var story = BothBranchesWait().And(Signal("1", "go"));

        story.Decide().ShouldRecord().ShouldBe(new JournalEvent.SignalTaken("left", "1"));
        story.And(new JournalEvent.SignalTaken("left", "1")).Decide().ShouldExecute("left");
    }

    [Fact]
    public void Two_signals_serve_two_branches() => BothBranchesWait().And(Signal("1", "go"), Signal("2", "go"))
        .Decide().ShouldBeOfType<Decision.Record>().Events.ShouldBe([new JournalEvent.SignalTaken("left", "1"), new JournalEvent.SignalTaken("right", "2")]);

    [Fact]
    public void A_step_whose_driver_died_looks_at_its_signal_again()
    {
        var story = WaitingFor("go", "a").And(Signal("1", "go"), new JournalEvent.SignalTaken("a", "1"), new JournalEvent.StepResumed("a"), new JournalEvent.StepInterrupted("a"));

        story.Decide().ShouldExecute("a");
        story.History["a"].Signal!.Id.ShouldBe("1");
    }

    [Fact]
    public void A_signal_that_is_there_goes_before_the_end_of_the_wait() =>
        WaitingFor("go", "a", until: 60).And(Signal("1", "go")).Decide(now: 61).ShouldRecord().ShouldBe(new JournalEvent.SignalTaken("a", "1"));

    [Fact]
    public void A_step_whose_attempt_has_had_its_time_takes_no_signal()
    {
        var definition = new PipelineBuilder().Step("a").But(step => step with { Timeout = TimeSpan.FromSeconds(30) }).Build();
        var story = new Story(definition).Started("a").And(Waits("a", "go"), Signal("1", "go"));

        story.Decide(now: 30).ShouldRecord().ShouldBeOfType<JournalEvent.StepFailed>().Error.Code.ShouldBe("step.timedOut");
    }

    [Fact]
    public void A_new_attempt_begins_without_the_signal_of_the_last_one() =>
        WaitingFor("go", "a").And(Signal("1", "go"), new JournalEvent.SignalTaken("a", "1"), new JournalEvent.StepResumed("a")).Retrying("a", at: 5)
            .And(new JournalEvent.StepStarted("a", 2)).History["a"].Signal.ShouldBeNull();

    [Fact]
    public void A_cancelled_run_takes_no_signal_and_undoes() =>
        WaitingFor("go", "a").And(Signal("1", "go")).Cancelled().Decide().ShouldBe(new Decision.Compensate("a"));

    static JournalEvent Signal(string id, string name) => new JournalEvent.SignalReceived(id, name, null, "ada");

    static JournalEvent Waits(string step, string signal, int until = 60) => new JournalEvent.StepWaiting(step, Story.At(until), [], "waits", signal);

    static Story WaitingFor(string signal, string step, int until = 60) => new Story(Sequence).Started(step).And(Waits(step, signal, until));

    static Story BothBranchesWait() => new Story(Branches).Started("left", "right").And(Waits("left", "go"), Waits("right", "go"));
}

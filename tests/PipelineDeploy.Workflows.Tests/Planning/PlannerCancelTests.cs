using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

/// <summary>A cancellation before, during and after the step from which there is no way back.</summary>
public sealed class PlannerCancelTests
{
    static readonly PipelineDefinition Pivoting = new PipelineBuilder().Step("start").Step("retire", compensates: false, isPivot: true).Step("after").Build();

    static readonly Dictionary<string, PipelineDefinition> Pipelines = new()
    {
        ["sequence"] = new PipelineBuilder().Step("a").Step("b").Step("c").Build(),
        ["with a pivot"] = Pivoting,
        ["with a pivot that comes first"] = new PipelineBuilder().Step("a", isPivot: true).Step("b").Build(),
        ["with a pivot in a branch"] = new PipelineBuilder().Step("a", []).Step("b", [], isPivot: true).Step("c", ["a", "b"]).Build(),
        ["with steps that run always"] = new PipelineBuilder().Step("a").Step("b", isPivot: true).Always("c").Build(),
        ["with a look"] = new PipelineBuilder().Step("a", compensates: false).Step("b").Build(),
    };

    public static TheoryData<string, bool> Plays
    {
        get
        {
            var plays = new TheoryData<string, bool>();
            Pipelines.Keys.ToList().ForEach(name => plays.Add(name, true));
            Pipelines.Keys.ToList().ForEach(name => plays.Add(name, false));
            return plays;
        }
    }

    [Fact]
    public void Before_the_pivot_everything_is_undone()
    {
        var story = new Story(Pivoting).Done("start").Cancelled();

        story.Decide().ShouldBe(new Decision.Compensate("start"));
        story.Undone("start").Decide().ShouldBe(new Decision.Finish(RunState.Cancelled, null));
    }

    [Fact]
    public void While_the_pivot_works_it_is_not_told_to_stop_and_the_run_goes_on()
    {
        var story = new Story(Pivoting).Done("start").Started("retire").Cancelled();

        story.Decide().ShouldBe(new Decision.Await(null));
        story.Done("retire").Decide().ShouldExecute("after");
    }

    [Fact]
    public void A_pivot_that_waits_is_executed_again_after_a_cancellation() =>
        new Story(Pivoting).Done("start").Waiting("retire", until: 60).Cancelled().Decide(now: 60).ShouldExecute("retire");

    [Fact]
    public void A_pivot_whose_driver_died_is_finished_after_a_cancellation() => new Story(Pivoting)
        .Done("start").Started("retire").And(new JournalEvent.StepInterrupted("retire")).Cancelled().Decide().ShouldExecute("retire");

    [Fact]
    public void After_the_pivot_the_run_goes_to_its_end_and_succeeds()
    {
        var story = new Story(Pivoting).Done("start", "retire").Cancelled();

        story.Decide().ShouldExecute("after");
        story.Done("after").Decide().ShouldBe(new Decision.Finish(RunState.Succeeded, null));
    }

    [Fact]
    public void A_failure_after_the_pivot_needs_a_person_also_when_the_run_was_cancelled() =>
        new Story(Pivoting).Done("start", "retire").Cancelled().Failed("after").Decide().ShouldBe(new Decision.Finish(RunState.NeedsAttention, Story.Error("after")));

    [Fact]
    public void A_cancellation_while_a_failure_is_undone_changes_nothing()
    {
        var story = new Story(Pivoting).Done("start").And(new JournalEvent.StepStarted("after", 1)).Failed("after").Undone("after").Cancelled();

        story.Decide().ShouldBe(new Decision.Compensate("start"));
        story.Undone("start").Decide().ShouldBe(new Decision.Finish(RunState.RolledBack, Story.Error("after")));
    }

    /// <summary>The cancellation comes before each of the planner's decisions in turn; side by side steps end one at a time.</summary>
    [Theory]
    [MemberData(nameof(Plays))]
    public void Whenever_it_comes_the_run_is_undone_before_the_pivot_and_finished_after_it(string pipeline, bool waits)
    {
        var definition = Pipelines[pipeline];
        for (var at = 0; ; at++)
        {
            var (journal, wasCancelled) = Play(definition, at, waits);
            JournalRules.BrokenBy(definition, journal).ShouldBeEmpty($"{pipeline}, cancelled before decision {at}");
            if (!wasCancelled)
            {
                at.ShouldBeGreaterThan(3);
                return;
            }

            var events = journal.Select(entry => entry.Event).ToList();
            var cancelled = events.FindIndex(e => e is JournalEvent.CancelRequested);
            var wasSettled = events[..cancelled].Exists(e => e is JournalEvent.RunSettled);
            var hadPivoted = events[..cancelled].OfType<JournalEvent.StepStarted>().Any(e => definition.Step(e.Step).IsPivot);
            ((JournalEvent.RunFinished)events[^1]).State.ShouldBe(
                hadPivoted || wasSettled ? RunState.Succeeded : RunState.Cancelled, $"{pipeline}, cancelled before decision {at}");
        }
    }

    static (List<JournalEntry> Journal, bool WasCancelled) Play(PipelineDefinition definition, int cancelAt, bool waits)
    {
        var journal = new List<JournalEntry>();
        var (history, now) = (RunHistory.Empty(definition), DateTimeOffset.UnixEpoch);
        var atWork = new Queue<string>();
        void Write(JournalEvent e)
        {
            journal.Add(new JournalEntry(history.LastSeq + 1, now, e));
            history = history.With(journal[^1]);
        }

        void End(string step) => Write(waits && history[step].Memory is null
            ? new JournalEvent.StepWaiting(step, now.AddSeconds(5), [], "waits")
            : new JournalEvent.StepSucceeded(step, [], null));

        for (var decisions = 0; ; decisions++)
        {
            if (decisions == cancelAt)
            {
                Write(new JournalEvent.CancelRequested("ada"));
            }

            switch (Planner.Decide(Story.RunOf(definition), history, now))
            {
                case Decision.Finish finish:
                    Write(new JournalEvent.RunFinished(finish.State, finish.Error));
                    return (journal, decisions >= cancelAt);
                case Decision.Record record:
                    record.Events.ToList().ForEach(Write);
                    break;
                case Decision.SleepUntil sleep:
                    now = sleep.Until;
                    break;
                case Decision.Compensate compensate:
                    Write(new JournalEvent.CompensationStarted(compensate.Step));
                    Write(new JournalEvent.Compensated(compensate.Step));
                    break;
                case Decision.Execute execute:
                    execute.Steps.ToList().ForEach(step => Write(history[step].HasStarted ? new JournalEvent.StepResumed(step) : new JournalEvent.StepStarted(step, 1)));
                    execute.Steps.ToList().ForEach(atWork.Enqueue);
                    break;
                case Decision.Await { IsInterrupting: true }:
                    Write(new JournalEvent.StepHandedBack(atWork.Dequeue()));
                    break;
                case Decision.Await:
                    End(atWork.Dequeue());
                    break;
            }
        }
    }
}

using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

/// <summary>Every sequence of outcomes of three steps, up to a length; after that everything works.</summary>
public sealed class PlannerExhaustiveTests
{
    const int MostDecisions = 100;

    static readonly Dictionary<string, PipelineDefinition> Pipelines = new()
    {
        ["sequence"] = new PipelineBuilder().Step("a").Step("b").Step("c").Build(),
        ["fork"] = new PipelineBuilder().Step("a").Step("b", ["a"]).Step("c", ["a"]).Build(),
        ["join"] = new PipelineBuilder().Step("a", []).Step("b", []).Step("c", ["a", "b"]).Build(),
        ["fork with a pivot"] = new PipelineBuilder().Step("a", []).Step("b", [], isPivot: true).Step("c", ["b"]).Build(),
        ["with a look"] = new PipelineBuilder().Step("a").Step("b", compensates: false).Step("c").Build(),
        ["with a retry"] = new PipelineBuilder().Step("a").Step("b").But(step => step with { Retry = Story.Retry(attempts: 3) }).Step("c").Build(),
        ["with conditions"] = new PipelineBuilder().Step("a").But(step => step with { If = "false" })
            .Step("b", []).Step("c", ["b"]).But(step => step with { If = "steps.b.output.n > 4" }).Step("d", ["a", "c"]).Build(),
        ["with a step that may fail"] = new PipelineBuilder().Step("a").Step("b").But(step => step with { OnFailure = FailurePolicy.Continue }).Step("c").Build(),
        ["with a step that stops"] = new PipelineBuilder().Step("a").Step("b").But(step => step with { OnFailure = FailurePolicy.Stop }).Step("c").Build(),
        ["with steps that run always"] = new PipelineBuilder().Step("a").Step("b").Always("c", []).Always("d", ["c"]).Build(),
        ["with a pivot and a step that runs always"] = new PipelineBuilder().Step("a", isPivot: true).Step("b").Always("c", ["b"]).Build(),
        ["with a timeout"] = new PipelineBuilder().Step("a").Step("b").But(step => step with { Timeout = TimeSpan.FromSeconds(7) }).Step("c").Build(),
        ["with a timeout and a retry"] = new PipelineBuilder().Step("a")
            .Step("b").But(step => step with { Timeout = TimeSpan.FromSeconds(7), Retry = Story.Retry(attempts: 2) }).Build(),
        ["with a first of two"] = new PipelineBuilder().Step("a", []).Step("b", []).Step("c", ["a", "b"]).But(step => step with { Join = JoinPolicy.Any }).Build(),
        ["with a first of two that may fail or be skipped"] = new PipelineBuilder().Step("a", []).But(step => step with { OnFailure = FailurePolicy.Continue })
            .Step("b", []).But(step => step with { If = "steps.a.output.n > 4" }).Step("c", ["a", "b"]).But(step => step with { Join = JoinPolicy.Any }).Build(),
        ["with a timeout of the run"] = new PipelineBuilder().Step("a").Step("b").Step("c").Build() with { Timeout = TimeSpan.FromSeconds(7) },
        ["with a timeout of the run and a pivot"] = new PipelineBuilder().Step("a").Step("b", isPivot: true).Always("c", []).Build() with { Timeout = TimeSpan.FromSeconds(3) },
        ["with a pivot"] = new PipelineBuilder().Step("a").Step("b", isPivot: true).Step("c").Build(),
    };

    enum Turn
    {
        Works,
        Waits,
        Fails,
        Crashes,
        HandsBack,
        IsCancelled,
    }

    public static TheoryData<string, bool> Names
    {
        get
        {
            var names = new TheoryData<string, bool>();
            Pipelines.Keys.ToList().ForEach(name => names.Add(name, false));
            // Where steps work side by side, also with outcomes that come one at a time.
            new[] { "fork", "join", "fork with a pivot" }.ToList().ForEach(name => names.Add(name, true));
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sequence_of_outcomes_ends_as_it_should(string pipeline, bool oneByOne)
    {
        // A turn less where a failure is followed by more.
        var longest = Pipelines[pipeline].Steps.Any(step => step.RunsAlways || step.OnFailure != FailurePolicy.Rollback) ? 4 : 5;
        var stories = 0;
        var open = new Stack<IReadOnlyList<Turn>>([[]]);
        while (open.TryPop(out var turns))
        {
            var (journal, taken) = Play(Pipelines[pipeline], turns, oneByOne);
            JournalRules.BrokenBy(Pipelines[pipeline], journal).ShouldBeEmpty($"{pipeline}: {string.Join(", ", turns)}");
            stories++;
            if (taken > turns.Count && turns.Count < longest)
            {
                Array.ForEach(Enum.GetValues<Turn>(), turn => open.Push([.. turns, turn]));
            }
        }

        stories.ShouldBeGreaterThan(500);
    }

    // Each act of the run takes the next turn; steps that start side by side take one each.
    static (List<JournalEntry> Journal, int Taken) Play(PipelineDefinition definition, IReadOnlyList<Turn> turns, bool oneByOne)
    {
        var atWork = new Queue<string>();
        var script = new Script(turns);
        var journal = new List<JournalEntry>();
        var (history, now) = (RunHistory.Empty(definition), DateTimeOffset.UnixEpoch);
        void Write(JournalEvent e)
        {
            journal.Add(new JournalEntry(history.LastSeq + 1, now, e));
            history = history.With(journal[^1]);
        }

        void Work(string step) => EventsOf(script.Next(), now, definition.Step(step), history[step].Attempt).ForEach(Write);
        for (var i = 0; i < MostDecisions; i++)
        {
            switch (Planner.Decide(Story.RunOf(definition), history, now))
            {
                case Decision.Record record:
                    record.Events.ToList().ForEach(Write);
                    break;
                case Decision.Finish finish:
                    Write(new JournalEvent.RunFinished(finish.State, finish.Error));
                    Planner.Decide(Story.RunOf(definition), history, now).ShouldBe(finish);
                    return (journal, script.Taken);
                case Decision.SleepUntil sleep:
                    now = sleep.Until > now ? sleep.Until : throw new InvalidOperationException($"{string.Join(", ", turns)} sleeps for no time");
                    break;
                case Decision.Compensate compensate:
                    Write(new JournalEvent.CompensationStarted(compensate.Step));
                    UndoingOf(script.Next(), compensate.Step).ForEach(Write);
                    break;
                case Decision.Execute execute:
                    execute.Steps.ToList().ForEach(step => Write(history[step].State is StepState.Pending or StepState.Retrying
                        ? new JournalEvent.StepStarted(step, history[step].Attempt + 1)
                        : new JournalEvent.StepResumed(step)));
                    execute.Steps.ToList().ForEach(atWork.Enqueue);
                    for (var left = oneByOne ? 1 : atWork.Count; left > 0; left--)
                    {
                        Work(atWork.Dequeue());
                    }

                    break;
                case Decision.Await { IsInterrupting: true }:
                    Write(new JournalEvent.StepHandedBack(atWork.Dequeue()));
                    break;
                case Decision.Await:
                    Work(atWork.Dequeue());
                    break;
            }
        }

        throw new InvalidOperationException($"{string.Join(", ", turns)} does not end");
    }

    static List<JournalEvent> EventsOf(Turn turn, DateTimeOffset now, StepDefinition step, int attempt)
    {
        var error = Story.Error(step.Id).Error;
        return turn switch
        {
            Turn.Fails => [new JournalEvent.StepFailed(step.Id, error, null, Retries.NextAttemptAt(step, 1, attempt, error, isRetryable: true, now))],
            Turn.Waits => [new JournalEvent.StepWaiting(step.Id, now.AddSeconds(5), [], "waits")],
            _ => Either(turn, step.Id, new JournalEvent.StepSucceeded(step.Id, new() { ["n"] = attempt * 4 }, null)),
        };
    }

    static List<JournalEvent> UndoingOf(Turn turn, string step) => turn == Turn.Fails
        ? [new JournalEvent.CompensationFailed(step, Story.CannotUndo)]
        : Either(turn, step, new JournalEvent.Compensated(step));

    static List<JournalEvent> Either(Turn turn, string step, JournalEvent works) => turn switch
    {
        Turn.Crashes => [new JournalEvent.StepInterrupted(step)],
        Turn.HandsBack => [new JournalEvent.StepHandedBack(step)],
        Turn.IsCancelled => [new JournalEvent.CancelRequested("ada"), works],
        _ => [works],
    };

    sealed class Script(IReadOnlyList<Turn> turns)
    {
        public int Taken { get; private set; }

        public Turn Next() => Taken++ < turns.Count ? turns[Taken - 1] : Turn.Works;
    }
}

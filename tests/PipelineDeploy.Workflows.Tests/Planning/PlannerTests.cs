using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class PlannerTests
{
    static readonly PipelineDefinition Sequence = new PipelineBuilder().Step("a").Step("b").Step("c").Build();
    static readonly PipelineDefinition Graph = new PipelineBuilder()
        .Step("root").Step("left", ["root"]).Step("right", ["root"]).Step("join", ["left", "right"]).Build();
    static readonly PipelineDefinition Pivoting = new PipelineBuilder().Step("a").Step("switch", isPivot: true).Step("after").Build();

    [Fact]
    public void A_new_run_starts_with_the_first_step_of_a_sequence() => new Story(Sequence).Decide().ShouldExecute("a");

    [Fact]
    public void The_next_step_starts_when_the_one_before_succeeded() => new Story(Sequence).Done("a").Decide().ShouldExecute("b");

    [Fact]
    public void The_run_succeeds_when_every_step_did() =>
        new Story(Sequence).Done("a", "b", "c").Decide().ShouldBe(new Decision.Finish(RunState.Succeeded, null));

    [Fact]
    public void Both_branches_of_a_graph_start_together() => new Story(Graph).Done("root").Decide().ShouldExecute("left", "right");

    [Fact]
    public void A_branch_goes_on_while_the_other_waits() =>
        new Story(Graph).Done("root").Waiting("left", until: 60).Decide().ShouldExecute("right");

    [Fact]
    public void A_join_waits_for_both_branches() =>
        new Story(Graph).Done("root", "left").Waiting("right", until: 60).Decide().ShouldBe(new Decision.SleepUntil(Story.At(60)));

    [Fact]
    public void The_run_sleeps_until_the_earliest_of_its_waiting_steps() =>
        new Story(Graph).Done("root").Waiting("left", until: 90).Waiting("right", until: 60).Decide().ShouldBe(new Decision.SleepUntil(Story.At(60)));

    [Fact]
    public void A_waiting_step_is_executed_again_at_its_moment()
    {
        var story = new Story(Sequence).Waiting("a", until: 60);

        story.Decide(now: 59).ShouldBe(new Decision.SleepUntil(Story.At(60)));
        story.Decide(now: 60).ShouldExecute("a");
    }

    [Fact]
    public void A_poked_step_is_executed_before_its_moment() =>
        new Story(Sequence).Waiting("a", until: 60).And(new JournalEvent.RunPoked("approved")).Decide().ShouldExecute("a");

    [Fact]
    public void A_poke_serves_for_one_execution() => new Story(Sequence)
        .Waiting("a", until: 60).And(new JournalEvent.RunPoked("approved"), new JournalEvent.StepResumed("a"))
        .And(new JournalEvent.StepWaiting("a", Story.At(60), [], "still"))
        .Decide().ShouldBe(new Decision.SleepUntil(Story.At(60)));

    [Fact]
    public void A_poke_that_comes_while_a_step_works_is_not_lost() => new Story(Sequence)
        .Started("a").And(new JournalEvent.RunPoked("approved"), new JournalEvent.StepWaiting("a", Story.At(60), [], "not approved yet"))
        .Decide().ShouldExecute("a");

    [Fact]
    public void A_failure_undoes_what_started_in_reverse_order()
    {
        var story = new Story(Sequence).Done("a", "b").Failed("c");

        story.Decide().ShouldBe(new Decision.Compensate("c"));
        story.Undone("c").Decide().ShouldBe(new Decision.Compensate("b"));
        story.Undone("b").Decide().ShouldBe(new Decision.Compensate("a"));
        story.Undone("a").Decide().ShouldBe(new Decision.Finish(RunState.RolledBack, Story.Error("c")));
    }

    [Fact]
    public void Branches_are_undone_in_the_reverse_order_of_their_starts_whichever_ended_first()
    {
        var story = new Story(Graph).Done("root").Started("right", "left").Failed("right").Waiting("left", until: 60);

        story.Decide().ShouldBe(new Decision.Compensate("left"));
        story.Undone("left").Decide().ShouldBe(new Decision.Compensate("right"));
        story.Undone("right").Decide().ShouldBe(new Decision.Compensate("root"));
    }

    [Fact]
    public void A_step_that_resumed_is_undone_by_its_first_start()
    {
        var story = new Story(Graph).Done("root").Waiting("left", until: 0).Waiting("right", until: 60)
            .And(new JournalEvent.StepResumed("left")).Failed("left");

        story.Decide().ShouldBe(new Decision.Compensate("right"));
    }

    [Fact]
    public void A_step_without_compensation_is_passed_over()
    {
        var definition = new PipelineBuilder().Step("a").Step("look", compensates: false).Step("c").Build();
        var story = new Story(definition).Done("a", "look").Failed("c").Undone("c");

        story.Decide().ShouldBe(new Decision.Compensate("a"));
    }

    [Fact]
    public void A_failure_with_nothing_to_undo_ends_as_failed()
    {
        var definition = new PipelineBuilder().Step("look", compensates: false).Build();

        new Story(definition).Failed("look").Decide().ShouldBe(new Decision.Finish(RunState.Failed, Story.Error("look")));
    }

    [Fact]
    public void A_failure_before_the_pivot_is_undone() => new Story(Pivoting).Failed("a").Decide().ShouldBe(new Decision.Compensate("a"));

    [Theory]
    [InlineData("switch")]
    [InlineData("after")]
    public void A_failure_at_or_after_the_pivot_undoes_nothing_and_asks_for_a_person(string failing)
    {
        var story = failing == "switch" ? new Story(Pivoting).Done("a") : new Story(Pivoting).Done("a", "switch");

        story.Failed(failing).Decide().ShouldBe(new Decision.Finish(RunState.NeedsAttention, Story.Error(failing)));
    }

    [Fact]
    public void A_run_cancelled_before_anything_started_ends_at_once() =>
        new Story(Sequence).Cancelled().Decide().ShouldBe(new Decision.Finish(RunState.Cancelled, null));

    [Fact]
    public void A_run_cancelled_before_the_pivot_is_undone_and_ends_as_cancelled()
    {
        var story = new Story(Pivoting).Done("a").Cancelled();

        story.Decide().ShouldBe(new Decision.Compensate("a"));
        story.Undone("a").Decide().ShouldBe(new Decision.Finish(RunState.Cancelled, null));
    }

    [Fact]
    public void A_run_cancelled_while_a_step_waits_undoes_that_step_too() =>
        new Story(Sequence).Done("a").Waiting("b", until: 60).Cancelled().Decide().ShouldBe(new Decision.Compensate("b"));

    [Fact]
    public void A_run_cancelled_after_the_pivot_goes_on() => new Story(Pivoting).Done("a", "switch").Cancelled().Decide().ShouldExecute("after");

    [Fact]
    public void A_run_cancelled_while_its_failure_is_undone_still_ends_as_rolled_back() =>
        new Story(Sequence).Failed("a").Cancelled().Undone("a").Decide().ShouldBe(new Decision.Finish(RunState.RolledBack, Story.Error("a")));

    [Fact]
    public void A_compensation_that_fails_is_tried_again_later_and_later()
    {
        var story = new Story(Sequence).Failed("a");

        foreach (var seconds in new[] { 2, 4, 8, 16 })
        {
            story.CompensationFailed("a");
            story.Decide(now: seconds - 1).ShouldBe(new Decision.SleepUntil(Story.At(seconds)));
            story.Decide(now: seconds).ShouldBe(new Decision.Compensate("a"));
        }
    }

    [Fact]
    public void A_compensation_that_failed_five_times_asks_for_a_person_and_leaves_the_rest_alone()
    {
        var story = new Story(Sequence).Done("a").Failed("b");

        for (var i = 0; i < Planner.MaxCompensationTries; i++)
        {
            story.CompensationFailed("b");
        }

        story.Decide(now: 9999).ShouldBe(new Decision.Finish(RunState.NeedsAttention, Story.Error("b")));
    }

    [Fact]
    public void The_compensation_that_failed_is_the_reason_when_the_step_itself_had_not()
    {
        var story = new Story(Sequence).Done("a").Cancelled();

        for (var i = 0; i < Planner.MaxCompensationTries; i++)
        {
            story.CompensationFailed("a");
        }

        story.Decide(now: 9999).ShouldBe(new Decision.Finish(RunState.NeedsAttention, new StepError("a", Story.CannotUndo, null)));
    }

    [Fact]
    public void An_interrupted_step_is_executed_again() =>
        new Story(Sequence).Started("a").And(new JournalEvent.StepInterrupted("a")).Decide().ShouldExecute("a");

    [Fact]
    public void A_step_interrupted_three_times_fails()
    {
        var story = new Story(Sequence).Started("a").And(new JournalEvent.StepInterrupted("a"));
        for (var i = 1; i < RunHistory.MaxInterruptions; i++)
        {
            story.Decide().ShouldExecute("a");
            story.And(new JournalEvent.StepResumed("a"), new JournalEvent.StepInterrupted("a"));
        }

        story.Decide().ShouldBe(new Decision.Compensate("a"));
        story.Undone("a").Decide().ShouldBeOfType<Decision.Finish>().Error!.Error.Code.ShouldBe("step.interrupted");
    }

    [Fact]
    public void A_step_handed_back_any_number_of_times_does_not_fail()
    {
        var story = new Story(Sequence).Started("a").And(new JournalEvent.StepHandedBack("a"));
        for (var i = 0; i < 10; i++)
        {
            story.And(new JournalEvent.StepResumed("a"), new JournalEvent.StepHandedBack("a"));
        }

        story.Decide().ShouldExecute("a");
    }

    [Fact]
    public void An_interrupted_compensation_counts_as_a_failed_try_and_is_repeated_after_a_while()
    {
        var story = new Story(Sequence).Failed("a").And(new JournalEvent.CompensationStarted("a"), new JournalEvent.StepInterrupted("a"));

        story.Decide(now: 1).ShouldBe(new Decision.SleepUntil(Story.At(2)));
        story.Decide(now: 2).ShouldBe(new Decision.Compensate("a"));
    }

    [Fact]
    public void A_compensation_interrupted_too_often_tells_the_person_why()
    {
        var story = new Story(Sequence).Done("a").Cancelled();
        for (var i = 0; i < Planner.MaxCompensationTries; i++)
        {
            story.And(new JournalEvent.CompensationStarted("a"), new JournalEvent.StepInterrupted("a"));
        }

        var finish = story.Decide(now: 9999).ShouldBeOfType<Decision.Finish>();

        finish.State.ShouldBe(RunState.NeedsAttention);
        finish.Error.ShouldNotBeNull().Error.Code.ShouldBe("step.interrupted");
    }

    [Fact]
    public void A_compensation_handed_back_is_repeated_at_once() => new Story(Sequence)
        .Failed("a").And(new JournalEvent.CompensationStarted("a"), new JournalEvent.StepHandedBack("a"))
        .Decide().ShouldBe(new Decision.Compensate("a"));

    [Fact]
    public void The_first_failure_is_the_reason() =>
        new Story(Graph).Done("root").Started("left", "right").Failed("right").Failed("left").Undone("right", "left", "root")
            .Decide().ShouldBe(new Decision.Finish(RunState.RolledBack, Story.Error("left")));

    [Fact]
    public void A_finished_run_stays_as_it_ended() => new Story(Sequence)
        .Failed("a").And(new JournalEvent.RunFinished(RunState.NeedsAttention, Story.Error("a")), new JournalEvent.RunPoked("late"))
        .Decide().ShouldBe(new Decision.Finish(RunState.NeedsAttention, Story.Error("a")));
}

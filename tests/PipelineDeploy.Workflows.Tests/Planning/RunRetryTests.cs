using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Planning;

public sealed class RunRetryTests
{
    static readonly PipelineDefinition Deploy = new PipelineBuilder()
        .Step("build", compensates: false).Step("start").Step("check", compensates: false).Step("switch").Step("retire", compensates: false, isPivot: true).Build();

    static readonly PipelineDefinition Stopping = new PipelineBuilder()
        .Step("build", compensates: false).Step("start").Step("check", compensates: false).But(step => step with { OnFailure = FailurePolicy.Stop }).Step("switch").Build();

    [Fact]
    public void A_failed_run_goes_on_from_the_step_that_failed_with_what_was_done_before()
    {
        var next = Retry(Stopping, new Story(Stopping).Done("build", "start").Failed("check"), RunState.Failed);

        next.Decide().ShouldExecute("check");
        next.History.Continues.ShouldNotBeNull().Origin.ShouldBe(1);
    }

    [Fact]
    public void What_was_taken_over_is_undone_when_the_retry_fails_without_stopping()
    {
        var next = Retry(Stopping, new Story(Stopping).Done("build", "start").Failed("check"), RunState.Failed).Done("check").Failed("switch");

        next.Decide().ShouldBe(new Decision.Compensate("switch"));
        next.Undone("switch").Decide().ShouldBe(new Decision.Compensate("start"));
        next.Undone("start").Decide().ShouldBe(new Decision.Finish(RunState.RolledBack, Story.Error("switch")));
    }

    [Fact]
    public void What_has_been_undone_is_done_again_and_the_rest_is_kept()
    {
        var next = Retry(Deploy, new Story(Deploy).Done("build", "start").Failed("check").Undone("start"), RunState.RolledBack);

        next.Decide().ShouldExecute("start");
        next.History["build"].State.ShouldBe(StepState.Succeeded);
    }

    [Fact]
    public void From_an_earlier_step_everything_after_it_is_done_again()
    {
        var next = Retry(Stopping, new Story(Stopping).Done("build", "start").Failed("check"), RunState.Failed, "start");

        next.Decide().ShouldExecute("start");
        next.Done("start").Decide().ShouldExecute("check");
    }

    [Fact]
    public void From_the_first_step_nothing_is_taken_over()
    {
        var next = Retry(Stopping, new Story(Stopping).Done("build", "start").Failed("check"), RunState.Failed, "build");

        next.Decide().ShouldExecute("build");
        next.History.Continues.ShouldNotBeNull().Origin.ShouldBeNull();
    }

    [Fact]
    public void Outputs_and_skipped_steps_are_kept_for_the_steps_that_follow()
    {
        var definition = new PipelineBuilder().Step("a").Step("b").But(step => step with { If = "false" }).Step("c").But(step => step with { If = "steps.a.output.n > 4" }).Build();
        var story = new Story(definition).Started("a").And(new JournalEvent.StepSucceeded("a", new() { ["n"] = 7 }, null), new JournalEvent.StepSkipped("b", "no")).Failed("c");

        var next = Retry(definition, story, RunState.Failed);

        next.Decide().ShouldExecute("c");
        next.History["b"].State.ShouldBe(StepState.Skipped);
    }

    [Fact]
    public void A_branch_that_stands_is_kept_and_the_join_is_done_again()
    {
        var definition = new PipelineBuilder().Step("left", []).Step("right", []).Step("join", ["left", "right"]).Build();
        var next = Retry(definition, new Story(definition).Done("left", "right", "join"), RunState.Failed, "right");

        next.Decide().ShouldExecute("right");
        next.Done("right").Decide().ShouldExecute("join");
    }

    [Theory]
    [InlineData("switch", "'start', which comes before it, has been undone", "Retry from 'start', or name no step.")]
    [InlineData("retire", "'start', which comes before it, has been undone", "Retry from 'start', or name no step.")]
    public void A_step_whose_needs_do_not_stand_is_refused_with_the_one_to_begin_with(string from, string why, string hint)
    {
        var error = Error(Deploy, new Story(Deploy).Done("build", "start").Failed("check").Undone("start"), RunState.RolledBack, from);

        error.ShouldBe(new UserError("run.cannotRetryFrom", $"The run cannot go on from '{from}': {why}", hint));
    }

    [Fact]
    public void A_step_that_is_not_there_is_refused_with_those_that_are() =>
        Error(Deploy, new Story(Deploy).Failed("build"), RunState.Failed, "nope").ShouldBe(
            new UserError("run.unknownStep", "Run 1 has no step 'nope' to retry from", "Its steps are build, start, check, switch, retire."));

    [Fact]
    public void A_step_that_runs_always_runs_again_and_is_nothing_to_begin_from()
    {
        var definition = new PipelineBuilder().Step("a").Step("b").Always("notify").Build();
        var story = new Story(definition).Done("a").Failed("b").Undone("b", "a").And(new JournalEvent.RunSettled(RunState.RolledBack, Story.Error("b"))).Done("notify");

        Error(definition, story, RunState.RolledBack, "notify").Code.ShouldBe("run.unknownStep");
        var next = Retry(definition, story, RunState.RolledBack).Done("a", "b");
        next.Decide().ShouldRecord().ShouldBeOfType<JournalEvent.RunSettled>().State.ShouldBe(RunState.Succeeded);
    }

    [Theory]
    [InlineData(RunState.Succeeded)]
    [InlineData(RunState.Superseded)]
    public void A_run_that_did_not_fail_is_not_retried(RunState state) => Error(Deploy, new Story(Deploy), state).Code.ShouldBe("run.notRetryable");

    [Fact]
    public void A_run_that_goes_on_is_not_retried() =>
        Should.Throw<UserErrorException>(() => RunRetry.Plan(Story.RunOf(Deploy), new Story(Deploy).Started("build").History, null)).Error.Code.ShouldBe("run.notRetryable");

    [Fact]
    public void After_the_pivot_the_retry_goes_on_and_can_no_longer_be_undone_or_cancelled()
    {
        var next = Retry(Deploy, new Story(Deploy).Done("build", "start", "check", "switch").Failed("retire"), RunState.NeedsAttention);

        next.Cancelled().Decide().ShouldExecute("retire");
        next.Done("retire").Decide().ShouldBe(new Decision.Finish(RunState.Succeeded, null));
    }

    [Fact]
    public void After_the_pivot_a_second_failure_needs_a_person_again_and_can_be_retried_again()
    {
        var next = Retry(Deploy, new Story(Deploy).Done("build", "start", "check", "switch").Failed("retire"), RunState.NeedsAttention).Failed("retire");
        next.Decide().ShouldBe(new Decision.Finish(RunState.NeedsAttention, Story.Error("retire")));

        Retry(Deploy, next, RunState.NeedsAttention).Decide().ShouldExecute("retire");
    }

    [Fact]
    public void There_is_no_way_back_over_the_pivot() =>
        Error(Deploy, new Story(Deploy).Done("build", "start", "check", "switch").Failed("retire"), RunState.NeedsAttention, "start").Code.ShouldBe("run.cannotRetryFrom");

    [Fact]
    public void Undoing_that_could_not_be_finished_goes_on_where_it_stood_with_all_its_tries()
    {
        var next = Retry(Deploy, Stuck(new Story(Deploy).Done("build", "start").Done("check").Failed("switch").Undone("switch"), "start"), RunState.NeedsAttention);

        for (var tries = 0; tries < Planner.MaxCompensationTries; tries++)
        {
            next.Decide(now: 9999).ShouldBe(new Decision.Compensate("start"));
            next.CompensationFailed("start");
        }

        next.Decide(now: 9999).ShouldBeOfType<Decision.Finish>().State.ShouldBe(RunState.NeedsAttention);
    }

    [Fact]
    public void Undoing_that_works_at_last_ends_as_rolled_back_for_the_first_reason()
    {
        var next = Retry(Deploy, Stuck(new Story(Deploy).Done("build", "start").Done("check").Failed("switch").Undone("switch"), "start"), RunState.NeedsAttention).Undone("start");

        next.Decide().ShouldBe(new Decision.Finish(RunState.RolledBack, Story.Error("switch")));
    }

    [Fact]
    public void The_step_that_failed_and_cannot_be_undone_itself_is_undone_first()
    {
        var next = Retry(Deploy, Stuck(new Story(Deploy).Done("build", "start", "check").Failed("switch"), "switch"), RunState.NeedsAttention);

        next.Decide().ShouldBe(new Decision.Compensate("switch"));
        next.Undone("switch").Decide().ShouldBe(new Decision.Compensate("start"));
        next.Undone("start").Decide().ShouldBe(new Decision.Finish(RunState.RolledBack, Story.Error("switch")));
    }

    [Fact]
    public void A_cancelled_run_whose_undoing_is_finished_later_ends_as_cancelled()
    {
        var next = Retry(Deploy, Stuck(new Story(Deploy).Done("build", "start").Cancelled(), "start"), RunState.NeedsAttention);

        next.Decide().ShouldBe(new Decision.Compensate("start"));
        next.Undone("start").Decide().ShouldBe(new Decision.Finish(RunState.Cancelled, null));
    }

    [Fact]
    public void Instead_of_undoing_it_the_step_that_hangs_can_be_done_again()
    {
        var stuck = Stuck(new Story(Deploy).Done("build", "start", "check").Failed("switch"), "switch");

        Retry(Deploy, stuck, RunState.NeedsAttention, "switch").Decide().ShouldExecute("switch");
    }

    [Fact]
    public void A_retry_of_a_retry_bears_the_first_runs_name_and_knows_everybody_who_started_one()
    {
        var first = Retry(Stopping, new Story(Stopping).Done("build", "start").Failed("check"), RunState.Failed).Failed("check");

        var second = Retry(Stopping, first, RunState.Failed, run: Story.RunOf(Stopping) with { Id = 2, Actor = "bob" });

        (second.History.Continues!.Run, second.History.Continues.Origin).ShouldBe((2, 1));
        second.History.Continues.Authors.ShouldBe(["ada", "bob"]);
    }

    static Story Stuck(Story story, string step)
    {
        for (var tries = 0; tries < Planner.MaxCompensationTries; tries++)
        {
            story.CompensationFailed(step);
        }

        return story;
    }

    static Story Retry(PipelineDefinition definition, Story story, RunState end, string? from = null, Run? run = null) =>
        new Story(definition).And(RunRetry.Plan(run ?? Story.RunOf(definition), Ended(story, end).History, from));

    static UserError Error(PipelineDefinition definition, Story story, RunState end, string? from = null) =>
        Should.Throw<UserErrorException>(() => Retry(definition, story, end, from)).Error;

    static Story Ended(Story story, RunState end) => story.And(new JournalEvent.RunFinished(end, null));
}

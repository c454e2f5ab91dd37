using System.Text.Json.Nodes;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Conformance.Runs;

/// <summary>What was written is read again, to the last digit.</summary>
public abstract partial class RunStoreConformance
{
    static readonly JsonObject Odd = (JsonObject)JsonNode.Parse(
        """{"zeta":1,"a":{"deep":[1,"2",null,true,{"x":[]}]},"text":"“quoted” \"\\ \n\t é 🚀 ${{ inputs.x }}","big":9007199254740993,"fine":1.10,"kind":"mine","empty":{}}""")!;

    [Fact]
    public async Task A_run_is_found_as_it_was_created()
    {
        var created = await Store.CreateAsync(New() with { Inputs = Odd.DeepClone().AsObject(), PipelineVersion = 7 }, None);

        var found = await FindAsync(created);

        JsonCopy.AreSame(found, created).ShouldBeTrue();
        JsonNode.DeepEquals(JsonCopy.Of(found.Inputs), JsonCopy.Of(Odd)).ShouldBeTrue();
        JsonCopy.AreSame(found.Definition, New().Definition).ShouldBeTrue();
        (found.Subject, found.Trigger, found.Actor, found.PipelineVersion).ShouldBe(("shop", "cli", "ada", 7));
        (found.StartedAt, found.FinishedAt, found.Error).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task A_run_that_does_not_exist_is_not_found()
    {
        (await Store.FindAsync(4711, None)).ShouldBeNull();
        (await Store.ReadStepsAsync(4711, None)).ShouldBeEmpty();
        (await Store.ReadJournalAsync(4711, 0, None)).ShouldBeEmpty();
    }

    public static TheoryData<JournalEvent> Events => new(
        new JournalEvent.StepStarted("build", 2),
        new JournalEvent.StepWaiting("build", new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero), Odd.DeepClone().AsObject(), "waits"),
        new JournalEvent.StepResumed("build"),
        new JournalEvent.StepInterrupted("build"),
        new JournalEvent.StepHandedBack("build"),
        new JournalEvent.StepSucceeded("build", Odd.DeepClone().AsObject(), "built"),
        new JournalEvent.StepSucceeded("build", [], null),
        new JournalEvent.StepFailed("build", new UserError("a.b", "what ☂", "do that"), "seen\nhere"),
        new JournalEvent.StepFailed("build", new UserError("a.b", "what"), null),
        new JournalEvent.StepFailed("build", new UserError("a.b", "what"), null, new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero)),
        new JournalEvent.StepSkipped("build", "its condition is false: inputs.x"),
        new JournalEvent.CompensationStarted("build"),
        new JournalEvent.Compensated("build"),
        new JournalEvent.CompensationFailed("build", new UserError("a.b", "what", "do that")),
        new JournalEvent.RunPoked("approved"),
        new JournalEvent.CancelRequested("ada"),
        new JournalEvent.RunTimedOut(new StepError("check", new UserError("run.timedOut", "It took too long", "h"), null)),
        new JournalEvent.RunSettled(RunState.Failed, new StepError("build", new UserError("a.b", "what"), null)),
        new JournalEvent.RunFinished(RunState.Failed, new StepError("build", new UserError("a.b", "what", "do that"), "seen")),
        new JournalEvent.RunFinished(RunState.Succeeded, null));

    [Theory]
    [MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public async Task Every_kind_of_journal_entry_comes_back_as_it_was_written(JournalEvent written)
    {
        var run = await StartAsync();
        var commit = Commit(await ClaimAsync(run), RunState.Running, null, written);

        await Store.CommitAsync(commit, None);

        var read = await JournalAsync(run);
        JsonCopy.AreSame(read, commit.Entries).ShouldBeTrue(string.Join("; ", read));
    }

    [Fact]
    public async Task The_journal_is_read_from_after_a_position()
    {
        var run = await StartAsync();
        await GoOnAsync(await ClaimAsync(run), BuildWaits);
        await Store.SignalAsync(run.Id, new JournalEvent.RunPoked("look"), None);

        (await Store.ReadJournalAsync(run.Id, 1, None)).Select(entry => entry.Seq).ShouldBe([2, 3]);
        (await Store.ReadJournalAsync(run.Id, 3, None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Steps_are_read_as_they_stand_and_only_those_that_started_or_were_skipped()
    {
        var run = await StartAsync();
        var at = InAnHour(run);
        await SleepAsync(
            await ClaimAsync(run), at, new JournalEvent.StepStarted("build", 1), new JournalEvent.StepWaiting("build", at, Odd.DeepClone().AsObject(), "waits"),
            new JournalEvent.StepSkipped("switch", "nothing to switch"));

        var steps = (await Store.ReadStepsAsync(run.Id, None)).OrderBy(step => step.Id).ToList();

        var expected = new StepHistory(
            "build", StepState.Waiting, Attempt: 1, StartedSeq: 1, StartedAt: at, WaitingUntil: at, Memory: Odd.DeepClone().AsObject(), Note: "waits",
            AttemptStartedAt: at);
        JsonCopy.AreSame(steps[0], expected).ShouldBeTrue(steps[0].ToString());
        steps.Select(step => (step.Id, step.State, step.Note)).ShouldBe([("build", StepState.Waiting, "waits"), ("switch", StepState.Skipped, "nothing to switch")]);
    }

    [Fact]
    public async Task A_step_keeps_every_field_to_its_end()
    {
        var run = await StartAsync();
        JournalEvent[] events =
        [
            new JournalEvent.StepStarted("build", 1),
            new JournalEvent.StepSucceeded("build", Odd.DeepClone().AsObject(), "built"),
            new JournalEvent.StepStarted("switch", 1),
            new JournalEvent.StepFailed("switch", new UserError("a.b", "what", "do that"), "seen"),
            new JournalEvent.CompensationStarted("switch"),
            new JournalEvent.CompensationFailed("switch", new UserError("c.d", "no")),
        ];
        var commit = Commit(await ClaimAsync(run), RunState.Waiting, InAnHour(run), events);

        await Store.CommitAsync(commit, None);

        var steps = await Store.ReadStepsAsync(run.Id, None);
        JsonCopy.AreSame(steps.OrderBy(step => step.StartedSeq), commit.Steps.OrderBy(step => step.StartedSeq)).ShouldBeTrue(string.Join("; ", steps));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_by_subject_and_page()
    {
        var first = await StartAsync("shop");
        var second = await StartAsync("blog");
        var third = await StartAsync("shop");

        (await IdsAsync(null, null, 10)).ShouldBe([third.Id, second.Id, first.Id]);
        (await IdsAsync("shop", null, 10)).ShouldBe([third.Id, first.Id]);
        (await IdsAsync(null, third.Id, 1)).ShouldBe([second.Id]);
        (await IdsAsync("shop", first.Id, 10)).ShouldBeEmpty();
    }

    async Task<IReadOnlyList<long>> IdsAsync(string? subject, long? before, int limit) =>
        [.. (await Store.ListAsync(subject, before, limit, None)).Select(run => run.Id)];
}

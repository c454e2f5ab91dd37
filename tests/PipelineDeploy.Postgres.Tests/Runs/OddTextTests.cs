using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Tests.Runs;

/// <summary>What a container answered or a person sent may hold signs that PostgreSQL cannot store; the run goes on all the same.</summary>
[Trait("Category", "Integration")]
public sealed class OddTextTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    [Theory]
    [InlineData("a\0b\0\0", "a\uFFFDb\uFFFD\uFFFD")]
    [InlineData(@"C:\u0000 and \\u0000", @"C:\u0000 and \\u0000")]
    [InlineData("\\\0", "\\\uFFFD")]
    public async Task NUL_is_replaced_in_the_journal_the_steps_the_error_and_the_inputs(string text, string stored)
    {
        var run = await house.Runs.CreateAsync(
            new NewRun($"odd{text.Length}", PipelineBuilder.Sequence(new ScriptedStep("check")), new JsonObject { ["text"] = text }, "test", "tester"), CancellationToken.None);
        var claimed = (await house.Runs.ClaimAsync(run.Id, "node", CancellationToken.None)).ShouldNotBeNull();
        var error = new StepError("check", new UserError("checks.failed", text), text);
        JournalEvent[] events = [new JournalEvent.StepStarted("check", 1), new JournalEvent.StepFailed("check", error.Error, text), new JournalEvent.RunFinished(RunState.Failed, error)];
        var entries = events.Select((happened, i) => new JournalEntry(i + 1, run.CreatedAt, happened)).ToList();
        var steps = RunHistory.Of(run.Definition, entries).Steps.ToList();

        await house.Runs.CommitAsync(new(run.Id, claimed.Fence, entries, steps, RunState.Failed, error, 0, run.CreatedAt, null), CancellationToken.None);

        var ended = (await house.Runs.FindAsync(run.Id, CancellationToken.None)).ShouldNotBeNull();
        ended.Error.ShouldBe(new StepError("check", new UserError("checks.failed", stored), stored));
        ended.Inputs["text"]!.GetValue<string>().ShouldBe(stored);
        (await house.Runs.ReadJournalAsync(run.Id, 1, CancellationToken.None))[0].Event.ShouldBeOfType<JournalEvent.StepFailed>().Detail.ShouldBe(stored);
    }
}

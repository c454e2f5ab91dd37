using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Driving;

/// <summary>What is known to be secret besides the inputs is hidden wherever a step speaks.</summary>
public sealed class SecretRunTests
{
    const string Secret = "correct horse";

    [Fact]
    public async Task It_is_hidden_in_lines_notes_and_errors()
    {
        var engine = new InMemoryEngine(new Talker()) { Secrets = new Known() };
        var run = await engine.StartAsync(new PipelineBuilder().Step("talk").Build());

        var ended = await engine.FinishAsync(run.Id);

        var error = ended.Error.ShouldNotBeNull();
        (error.Error.Message, error.Error.Hint, error.Detail).ShouldBe(("*** failed", "not ***", "saw ***"));
        engine.Log.Lines.Select(line => line.Text).ShouldContain("it is ***");
        string.Concat((await engine.EventsAsync(run.Id)).Select(e => e.ToString())).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task It_is_hidden_while_a_step_is_undone()
    {
        var engine = new InMemoryEngine(new Talker()) { Secrets = new Known() };
        var run = await engine.StartAsync(new PipelineBuilder().Step("talk").Build());

        await engine.FinishAsync(run.Id);

        engine.Log.Lines.Select(line => line.Text).ShouldContain("undoing ***");
    }

    sealed class Known : IRunSecrets
    {
        public Task<IReadOnlyList<string>> ReadAsync(Run run, long origin, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>(origin == run.Id && run.Subject == "shop" ? [Secret] : []);
    }

    sealed class Talker : IStepKind
    {
        public string Name => "talk";

        public string Title => "Talk";

        public IReadOnlyList<StepInput> Inputs => [];

        public IReadOnlyList<StepOutput>? Outputs => null;

        public bool Compensates => true;

        public bool IsPivot => false;

        public Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
        {
            context.Log($"it is {Secret}");
            return Task.FromResult<StepOutcome>(context.State is null
                ? new StepOutcome.WaitUntil(context.Now, new JsonObject { ["again"] = true }, $"waits for {Secret}")
                : new StepOutcome.Failed(new UserError("talk.failed", $"{Secret} failed", $"not {Secret}"), $"saw {Secret}"));
        }

        public Task CompensateAsync(StepContext context, CancellationToken cancellationToken)
        {
            context.Log($"undoing {Secret}");
            return Task.CompletedTask;
        }
    }
}

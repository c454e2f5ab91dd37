using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Logs;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Logs;

public sealed class SecretInputsTests
{
    [Fact]
    public void Secrets_are_found_by_their_names_at_any_depth()
    {
        var inputs = JsonNode.Parse(
            """
            { "source": { "url": "https://host", "token": "t1" }, "GIT_PASSWORD": "p1", "api-key": "k1", "keep": "no",
              "secrets": { "DATABASE": "d1", "list": ["l1", 5, null] }, "settings": { "port": "5000", "chatWebhook": "w1" },
              "headers": { "Authorization": "a1" }, "tokens": 3 }
            """);

        SecretInputs.In(inputs).ShouldBe(["t1", "p1", "k1", "d1", "l1", "w1", "a1"]);
    }

    [Fact]
    public async Task A_secret_of_the_run_is_in_no_line_no_note_and_no_error()
    {
        var leak = "it is canary-0123456789";
        var talker = new ScriptedStep("talker").Then((context, _) =>
        {
            context.Log($"{leak}\nsecond line\r\n");
            return Task.FromResult<StepOutcome>(new StepOutcome.WaitUntil(context.Now, [], leak, Seen()));
        }).Then(new StepOutcome.Done([], leak, Seen()));
        var broken = new ScriptedStep("broken").Then(new StepOutcome.Failed(new UserError("a.b", leak, leak), leak, Seen: Seen()));
        var engine = new InMemoryEngine(talker, broken);
        var run = await engine.StartAsync(PipelineBuilder.Sequence(talker, broken), inputs: new JsonObject { ["token"] = "canary-0123456789" });

        var ended = await engine.FinishAsync(run.Id);

        ended.State.ShouldBe(RunState.RolledBack);
        engine.Log.Lines.Select(line => line.Text).ShouldBe(["it is ***", "second line"]);
        var events = await engine.EventsAsync(run.Id);
        var journal = string.Concat(events.Select(e => e.ToString()));
        journal.ShouldContain("it is ***");
        var seen = events.Select(e => e switch
        {
            JournalEvent.StepWaiting waiting => waiting.Seen,
            JournalEvent.StepSucceeded done => done.Seen,
            JournalEvent.StepFailed failed => failed.Seen,
            _ => null,
        }).OfType<JsonObject>().Select(json => json.ToJsonString()).ToList();
        seen.ShouldBe(Enumerable.Repeat("""{"answers":[{"body":"it is ***","status":500,"note":null}]}""", 3));
        journal.ShouldNotContain("canary");
        $"{ended.Error}".ShouldNotContain("canary");
    }

    static JsonObject Seen() => new() { ["answers"] = new JsonArray(new JsonObject { ["body"] = "it is canary-0123456789", ["status"] = 500, ["note"] = null }) };
}

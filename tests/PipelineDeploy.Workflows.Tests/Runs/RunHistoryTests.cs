using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Runs;

public sealed class RunHistoryTests
{
    static readonly PipelineDefinitionOfTwo Two = new();

    public static TheoryData<Type> EventTypes => [.. typeof(JournalEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(JournalEvent)))];

    [Theory]
    [MemberData(nameof(EventTypes), DisableDiscoveryEnumeration = true)]
    public void Every_kind_of_event_is_understood_and_counted(Type type)
    {
        var history = Two.Empty.With(new JournalEntry(7, DateTimeOffset.UnixEpoch, Some(type)));

        history.LastSeq.ShouldBe(7);
    }

    [Theory]
    [MemberData(nameof(EventTypes), DisableDiscoveryEnumeration = true)]
    public void Every_kind_of_event_survives_json(Type type)
    {
        var entry = new JournalEntry(7, DateTimeOffset.UnixEpoch, Some(type));

        JsonCopy.Of(entry).Event.GetType().ShouldBe(type);
    }

    [Theory]
    [InlineData("""{"kind":"stepFailed","Step":"a","Error":{"Code":"a.b","Message":"c","Hint":null},"Detail":null}""")]
    public void Entries_of_earlier_versions_are_still_read(string json) =>
        JsonSerializer.Deserialize<JournalEvent>(json).ShouldBe(new JournalEvent.StepFailed("a", new UserError("a.b", "c"), null));

    [Fact]
    public void A_step_tells_when_it_first_started_and_when_it_was_done()
    {
        var history = Two.Tell((1, new JournalEvent.StepStarted("a", 1)), (2, new JournalEvent.StepWaiting("a", At(9), new() { ["n"] = 1 }, "waits")),
            (9, new JournalEvent.StepResumed("a")), (10, new JournalEvent.StepSucceeded("a", new() { ["image"] = "x" }, "done")));

        var step = history["a"];
        (step.State, step.Attempt, step.StartedSeq, step.StartedAt, step.FinishedAt).ShouldBe((StepState.Succeeded, 1, 1, At(1), At(10)));
        (step.WaitingUntil, step.Note, step.Output!["image"]!.GetValue<string>()).ShouldBe((null, "done", "x"));
        history["b"].HasStarted.ShouldBeFalse();
    }

    [Fact]
    public void A_step_that_was_undone_still_tells_that_it_failed_and_why()
    {
        var error = new UserError("a.b", "broke");
        var step = Two.Tell((1, new JournalEvent.StepStarted("a", 1)), (2, new JournalEvent.StepFailed("a", error, "seen")),
            (3, new JournalEvent.CompensationStarted("a")), (4, new JournalEvent.Compensated("a")))["a"];

        (step.State, step.HasFailed, step.Error).ShouldBe((StepState.Compensated, true, new StepError("a", error, "seen")));
    }

    [Fact]
    public void A_wait_forgives_earlier_interruptions()
    {
        var step = Two.Tell((1, new JournalEvent.StepStarted("a", 1)), (2, new JournalEvent.StepInterrupted("a")), (3, new JournalEvent.StepResumed("a")),
            (4, new JournalEvent.StepWaiting("a", At(9), [], "waits")), (9, new JournalEvent.StepResumed("a")), (10, new JournalEvent.StepInterrupted("a")))["a"];

        (step.State, step.Interruptions).ShouldBe((StepState.Interrupted, 1));
    }

    static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);

    static JournalEvent Some(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).MaxBy(c => c.GetParameters().Length)!;
        return (JournalEvent)constructor.Invoke([.. constructor.GetParameters().Select(Value)]);
    }

    static object Value(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var t when t == typeof(string) => "a",
        var t when t == typeof(UserError) => new UserError("a.b", "c"),
        var t when t == typeof(StepError) => new StepError("a", new UserError("a.b", "c"), null),
        var t when t == typeof(StepHistory) => new StepHistory("a"),
        var t when t == typeof(IReadOnlyList<string>) => new List<string> { "a" },
        var t when t.IsValueType => RuntimeHelpers.GetUninitializedObject(t),
        _ => new System.Text.Json.Nodes.JsonObject(),
    };

    sealed class PipelineDefinitionOfTwo
    {
        public RunHistory Empty { get; } = RunHistory.Empty(new PipelineBuilder().Step("a").Step("b").Build());

        public RunHistory Tell(params (int Second, JournalEvent Event)[] events) => events.Aggregate(
            Empty, (history, told) => history.With(new JournalEntry(history.LastSeq + 1, At(told.Second), told.Event)));
    }
}

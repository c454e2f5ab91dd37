using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>The course of a <c>check</c> step with several containers: each goes its own way, side by side, and all must pass.</summary>
sealed class CheckAll(StepContext context, IContainerEngine engine, CheckRunner runner)
{
    const string Key = "instances";

    /// <summary>Whether the last execution has left something to go on with.</summary>
    public bool HasBegun => context.State?.ContainsKey(Key) == true;

    /// <summary>Begins with the containers.</summary>
    /// <param name="containers">They.</param>
    /// <param name="planOf">What one must prove.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public Task<StepOutcome> BeginAsync(IReadOnlyList<ContainerInfo> containers, Func<ContainerInfo, CheckPlan> planOf, CancellationToken cancellationToken) =>
        GoOnAsync([.. containers.Select(container => new Instance(ContainerLabels.InstanceOf(container), container.Id, null))], planOf, cancellationToken);

    /// <summary>Goes on where the last execution has left it.</summary>
    public Task<StepOutcome> GoOnAsync(Func<ContainerInfo, CheckPlan> planOf, CancellationToken cancellationToken) =>
        GoOnAsync([.. context.State![Key]!.AsArray().Select(one => Instance.Of(one!.AsObject()))], planOf, cancellationToken);

    async Task<StepOutcome> GoOnAsync(IReadOnlyList<Instance> instances, Func<ContainerInfo, CheckPlan> planOf, CancellationToken cancellationToken)
    {
        var turns = await Task.WhenAll(instances.Select(instance => TurnAsync(instance, planOf, cancellationToken)));
        // What was said at the same time is told one after the other.
        turns.SelectMany(turn => turn.Lines).ToList().ForEach(context.Log);
        var seen = SeenOf(turns);
        var waits = turns.Select(turn => turn.Outcome).OfType<StepOutcome.WaitUntil>().ToList();
        return turns.FirstOrDefault(turn => turn.Outcome is StepOutcome.Failed) is { Outcome: StepOutcome.Failed failed } lost
            ? failed with { Error = failed.Error with { Message = $"{lost.Instance.Name}: {failed.Error.Message}" }, Seen = seen }
            : waits.Count == 0 ? new StepOutcome.Done([], Seen: seen)
            : new StepOutcome.WaitUntil(waits.Min(wait => wait.Until), StateOf(turns), NoteOf(turns, waits), seen);
    }

    async Task<Turn> TurnAsync(Instance instance, Func<ContainerInfo, CheckPlan> planOf, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        var course = new CheckCourse(context with { State = instance.State, Log = lines.Add }, engine, runner, instance.Name);
        var container = await engine.FindContainerAsync(instance.Container, cancellationToken);
        var outcome = container is not { IsRunning: true, RestartCount: 0 } ? await course.EndedAsync(container, [], cancellationToken)
            // It waits for the others, and must go on running meanwhile.
            : instance.HasPassed ? new StepOutcome.Done([])
            : await course.GoOnAsync(planOf(container), container, cancellationToken);
        return new Turn(instance, outcome, lines);
    }

    static JsonObject? SeenOf(IReadOnlyList<Turn> turns) => CheckAttempt.ToSeen([.. turns.SelectMany(turn => turn.Outcome switch
    {
        StepOutcome.Done { Seen: { } seen } => CheckAttempt.In(seen),
        StepOutcome.WaitUntil { Seen: { } seen } => CheckAttempt.In(seen),
        StepOutcome.Failed { Seen: { } seen } => CheckAttempt.In(seen),
        _ => [],
    })]);

    static JsonObject StateOf(IReadOnlyList<Turn> turns) => new()
    {
        [Key] = new JsonArray([.. turns.Select(turn => (turn.Instance with { State = (turn.Outcome as StepOutcome.WaitUntil)?.State, HasPassed = turn.Outcome is StepOutcome.Done }).ToJson())]),
    };

    static string NoteOf(IReadOnlyList<Turn> turns, List<StepOutcome.WaitUntil> waits) => waits.Count == turns.Count && waits.Select(wait => wait.Note).Distinct().ToList() is [var same]
        ? same
        : $"{turns.Count - waits.Count} of {turns.Count} instances have passed";

    sealed record Instance(string Name, string Container, JsonObject? State, bool HasPassed = false)
    {
        public static Instance Of(JsonObject json) => new(
            json["name"]!.GetValue<string>(), json["container"]!.GetValue<string>(), json["state"]?.DeepClone().AsObject(), json["hasPassed"]!.GetValue<bool>());

        public JsonObject ToJson() => new() { ["name"] = Name, ["container"] = Container, ["state"] = State?.DeepClone(), ["hasPassed"] = HasPassed };
    }

    sealed record Turn(Instance Instance, StepOutcome Outcome, IReadOnlyList<string> Lines);
}

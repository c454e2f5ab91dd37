using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>What keeps a pipeline from giving traffic to what has not proven itself, and from stopping what serves.</summary>
static class TrafficRules
{
    /// <summary>A <c>check</c> checks what a <c>start</c> has started.</summary>
    public static IEnumerable<StepObjection> OfCheck(StepPlace place) => place.LastBefore("start") is null
        ? [Missing(place, "'check' looks at a container that nothing has started: let a step with 'uses: start' come before it")]
        : [];

    /// <summary>A <c>switch</c> comes after <c>start</c> and <c>check</c>, and can be undone.</summary>
    public static IEnumerable<StepObjection> OfSwitch(StepPlace place)
    {
        if (place.Step.RunsAlways)
        {
            yield return new StepObjection("a 'switch' with 'when: always' would move the traffic after a failure, too", Field: "when");
        }

        if (place.LastBefore("start") is not { } start)
        {
            yield return Missing(place, "'switch' gives the traffic to a container that nothing has started: let a step with 'uses: start' come before it");
        }
        else if (start.Compensates && !place.Step.Compensates && !place.Step.RunsAlways)
        {
            yield return new StepObjection($"undoing would leave the traffic with the container that undoing '{start.Id}' removes; leave 'compensate: false' out", Field: "compensate");
        }

        foreach (var objection in OfProof(place).Concat(OfOthers(place)))
        {
            yield return objection;
        }
    }

    /// <summary>A <c>retire</c> comes after a <c>switch</c>.</summary>
    public static IEnumerable<StepObjection> OfRetire(StepPlace place) => place.LastBefore("switch") is null
        ? [new StepObjection("'retire' stops whatever does not serve, and nothing has moved the traffic yet: let a step with 'uses: switch' come before it")]
        : [];

    static IEnumerable<StepObjection> OfProof(StepPlace place) => place.LastBefore("check") switch
    {
        null => [Missing(place, "'switch' gives the traffic to a container that nothing has checked: let a step with 'uses: check' come before it")],
        { OnFailure: FailurePolicy.Continue } check =>
            [new StepObjection($"the traffic is switched even when '{check.Id}' fails, because its 'onFailure' is 'continue'", IsWarning: true)],
        _ => [],
    };

    static IEnumerable<StepObjection> OfOthers(StepPlace place)
    {
        foreach (var other in place.All.TakeWhile(step => step.Id != place.Step.Id).Where(step => step.Uses == place.Step.Uses))
        {
            if (!place.Before.Contains(other))
            {
                yield return new StepObjection($"'{other.Id}' may move the traffic at the same time; let one of them need the other", Field: "needs");
            }
            else if (HasSameContainer(other, place.Step))
            {
                yield return new StepObjection($"'{other.Id}' has given the traffic to the same container already", IsWarning: true);
            }
        }
    }

    static bool HasSameContainer(StepDefinition one, StepDefinition other) =>
        one.With["container"]?.ToString() is { } container && container == other.With["container"]?.ToString();

    // What is handed in from outside may have been started and checked there.
    static StepObjection Missing(StepPlace place, string message) => new(
        message, IsWarning: place.Step.With["container"]?.ToString().Contains("inputs.", StringComparison.Ordinal) == true);
}

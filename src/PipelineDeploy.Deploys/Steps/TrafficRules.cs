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
        var kind = place.Step.Uses;
        if (place.Step.RunsAlways)
        {
            yield return new StepObjection($"a '{kind}' with 'when: always' would move the traffic after a failure, too", Field: "when");
        }

        if (place.LastBefore("start") is not { } start)
        {
            yield return Missing(place, $"'{kind}' gives the traffic to a container that nothing has started: let a step with 'uses: start' come before it");
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

    /// <summary>A <c>canary</c> is a switch whose weights make sense and, here or in a later step, lead to all of the traffic.</summary>
    public static IEnumerable<StepObjection> OfCanary(StepPlace place)
    {
        foreach (var objection in OfSwitch(place))
        {
            yield return objection;
        }

        if (CanaryWeights.ProblemWith(place.Step.With) is { } problem)
        {
            yield return new StepObjection(problem, Field: "with");
        }
        else if (!MovesAll(place.Step) && !place.All.SkipWhile(step => step.Id != place.Step.Id).Any(MovesAll))
        {
            yield return new StepObjection("two versions serve when the run has ended, because of 'complete: false' and because no 'switch' or 'canary' that moves all follows", IsWarning: true);
        }
    }

    /// <summary>A <c>watch</c> comes after what has moved the traffic.</summary>
    public static IEnumerable<StepObjection> OfWatch(StepPlace place) => place.Before.Any(Moves)
        ? []
        : [new StepObjection("'watch' looks at the traffic of the new version, and nothing has moved any yet: let a step with 'uses: switch' or 'uses: canary' come before it")];

    /// <summary>A <c>retire</c> comes after a <c>switch</c>, or after a <c>canary</c> that moves all of the traffic.</summary>
    public static IEnumerable<StepObjection> OfRetire(StepPlace place) => place.Before.Any(MovesAll) ? []
        : place.Before.Any(Moves) ? [new StepObjection("'retire' stops what does not serve, and part of the traffic is still with what served before: let a 'switch' or a 'canary' without 'complete: false' come before it")]
        : [new StepObjection("'retire' stops whatever does not serve, and nothing has moved the traffic yet: let a step with 'uses: switch' or 'uses: canary' come before it")];

    static bool Moves(StepDefinition step) => step.Uses is "switch" or "canary";

    static bool MovesAll(StepDefinition step) => step.Uses == "switch" || (step.Uses == "canary" && CanaryWeights.EndWithAll(step.With));

    static IEnumerable<StepObjection> OfProof(StepPlace place) => place.LastBefore("check") switch
    {
        null => [Missing(place, $"'{place.Step.Uses}' gives the traffic to a container that nothing has checked: let a step with 'uses: check' come before it")],
        { OnFailure: FailurePolicy.Continue } check =>
            [new StepObjection($"the traffic is switched even when '{check.Id}' fails, because its 'onFailure' is 'continue'", IsWarning: true)],
        _ => [],
    };

    static IEnumerable<StepObjection> OfOthers(StepPlace place)
    {
        foreach (var other in place.All.TakeWhile(step => step.Id != place.Step.Id).Where(Moves))
        {
            if (!place.Before.Contains(other))
            {
                yield return new StepObjection($"'{other.Id}' may move the traffic at the same time; let one of them need the other", Field: "needs");
            }
            else if (MovesAll(other) && HasSameContainer(other, place.Step))
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

using PipelineDeploy.Workflows.Definitions;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>What no pipeline may do to an app's traffic.</summary>
public sealed class TrafficRulesTests
{
    const string Start = "- {uses: start, with: {image: a, release: 1}}\n";
    const string Check = "- {uses: check, with: {container: c}}\n";
    const string Switch = "- {uses: switch, with: {container: c, release: 1}}\n";

    const string Canary = "- {uses: canary, with: {container: c, release: 1}}\n";

    [Theory]
    [InlineData(Start + Check + Switch + "- {uses: retire}")]
    [InlineData(Start + "- {uses: check, with: {container: c}}\n- {uses: wait, with: {for: 1s}}\n- {uses: switch, needs: [check, wait], join: any, with: {container: c, release: 1}}")]
    [InlineData(Start + Check + Switch + "- {id: second, uses: switch, with: {container: d, release: 1}}")]
    [InlineData(Start + Check + Switch + "- {uses: watch}\n- {uses: retire}")]
    [InlineData(Start + Check + Canary + "- {uses: retire}")]
    [InlineData(Start + Check + "- {uses: canary, with: {container: c, release: 1, weights: [5, 25]}}\n- {uses: retire}")]
    [InlineData(Start + Check + "- {id: try, uses: canary, with: {container: c, release: 1, weights: [10], complete: false}}\n- {uses: watch}\n" + Canary + "- {uses: retire}")]
    [InlineData(Start + Check + "- {id: try, uses: canary, with: {container: c, release: 1, weights: 10, complete: false}}\n" + Switch + "- {uses: retire}")]
    public void What_is_sound_is_not_objected_to(string steps) => Read(steps).ShouldBeEmpty();

    [Theory]
    [InlineData(Check, "(4,3) steps[0]: 'check' looks at a container that nothing has started: let a step with 'uses: start' come before it")]
    [InlineData(Start + Switch, "(5,3) steps[1]: 'switch' gives the traffic to a container that nothing has checked: let a step with 'uses: check' come before it")]
    [InlineData(Start + "- {uses: retire}", "(5,3) steps[1]: 'retire' stops whatever does not serve, and nothing has moved the traffic yet: let a step with 'uses: switch' or 'uses: canary' come before it")]
    [InlineData(Start + Check + "- {uses: switch, needs: [start], with: {container: c, release: 1}}",
        "(6,3) steps[2]: 'switch' gives the traffic to a container that nothing has checked: let a step with 'uses: check' come before it")]
    [InlineData(Start + Check + "- {uses: switch, needs: [start, check], join: any, with: {container: c, release: 1}}",
        "(6,3) steps[2]: 'switch' gives the traffic to a container that nothing has checked: let a step with 'uses: check' come before it")]
    [InlineData(Start + Check + "- {uses: switch, when: always, with: {container: c, release: 1}}",
        "(6,24) steps[2].when: a 'switch' with 'when: always' would move the traffic after a failure, too")]
    [InlineData(Start + Check + "- {uses: switch, compensate: false, with: {container: c, release: 1}}",
        "(6,30) steps[2].compensate: undoing would leave the traffic with the container that undoing 'start' removes; leave 'compensate: false' out")]
    [InlineData(Start + Check + Switch + "- {id: second, uses: switch, needs: check, with: {container: d, release: 1}}",
        "(7,37) steps[3].needs: 'switch' may move the traffic at the same time; let one of them need the other")]
    [InlineData(Start + "- {uses: check, onFailure: continue, with: {container: c}}\n" + Switch,
        "(6,3) steps[2]: warning: the traffic is switched even when 'check' fails, because its 'onFailure' is 'continue'")]
    [InlineData(Start + Check + Switch + "- {id: second, uses: switch, with: {container: c, release: 1}}",
        "(7,3) steps[3]: warning: 'switch' has given the traffic to the same container already")]
    [InlineData(Start + Canary, "(5,3) steps[1]: 'canary' gives the traffic to a container that nothing has checked: let a step with 'uses: check' come before it")]
    [InlineData(Start + Check + "- {uses: canary, with: {container: c, release: 1, weights: [50, 10]}}",
        "(6,24) steps[2].with: 'weights' must be whole percents from 1 to 100, each more than the one before, such as 10, 50, 100, not 50, 10")]
    [InlineData(Start + Check + "- {uses: canary, with: {container: c, release: 1, weights: [10], complete: false}}",
        "(6,3) steps[2]: warning: two versions serve when the run has ended, because of 'complete: false' and because no 'switch' or 'canary' that moves all follows")]
    [InlineData(Start + Check + "- {uses: watch}",
        "(6,3) steps[2]: 'watch' looks at the traffic of the new version, and nothing has moved any yet: let a step with 'uses: switch' or 'uses: canary' come before it")]
    [InlineData(Start + Check + Canary + "- {id: second, uses: switch, needs: check, with: {container: d, release: 1}}",
        "(7,37) steps[3].needs: 'canary' may move the traffic at the same time; let one of them need the other")]
    [InlineData(Start + Check + Canary + Switch, "(7,3) steps[3]: warning: 'canary' has given the traffic to the same container already")]
    public void What_endangers_the_traffic_is_told_with_its_place(string steps, string expected) =>
        Read(steps).ShouldHaveSingleItem().ToString().ShouldBe(expected);

    [Fact]
    public void What_serves_is_not_retired_while_it_has_a_share() =>
        Read(Start + Check + "- {uses: canary, with: {container: c, release: 1, weights: [10], complete: false}}\n- {uses: retire}").Where(problem => !problem.IsWarning)
            .ShouldHaveSingleItem().Message.ShouldBe("'retire' stops what does not serve, and part of the traffic is still with what served before: let a 'switch' or a 'canary' without 'complete: false' come before it");

    [Fact]
    public void A_container_that_is_handed_in_may_have_been_checked_outside() =>
        Read("- {uses: switch, with: {container: '${{ inputs.green }}', release: 1}}", "inputs: {green: {}}").ShouldAllBe(problem => problem.IsWarning);

    static IReadOnlyList<PipelineProblem> Read(string steps, string more = "description: d") =>
        PipelineLoader.Read($"name: p\n{more}\nsteps:\n{steps}", BareKinds.Catalog.Kinds).Problems;
}

using PipelineDeploy.Deploys.Hooks;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Tests.Steps;
using PipelineDeploy.Workflows.Definitions;

namespace PipelineDeploy.Deploys.Tests.Hooks;

public sealed class HookStepsTests
{
    [Theory]
    [InlineData("blue-green", "build pre-deploy-hook migrate start check check-deploy-hook switch post-deploy-hook post-deploy wait-to-retire retire")]
    [InlineData("canary", "build pre-deploy-hook migrate start check check-deploy-hook canary post-deploy-hook post-deploy wait-to-retire retire")]
    [InlineData("approve-then-switch", "build pre-deploy-hook migrate start check check-deploy-hook approve switch post-deploy-hook post-deploy wait-to-retire retire")]
    [InlineData("recreate", "build pre-deploy-hook stop migrate start check check-deploy-hook switch post-deploy-hook post-deploy retire")]
    public void Each_hook_has_its_place_and_what_came_after_that_waits_for_it(string name, string steps)
    {
        var pipeline = HookSteps.AddTo(Load(name), Hook.Names);

        string.Join(' ', pipeline.Steps.Select(step => step.Id)).ShouldBe(steps);
        pipeline.Steps.Skip(1).Select(step => step.Needs.ShouldHaveSingleItem()).ShouldBe(pipeline.Steps.SkipLast(1).Select(step => step.Id));
    }

    [Fact]
    public void A_source_without_hooks_leaves_the_pipeline_as_it_is()
    {
        var pipeline = Load("blue-green");

        HookSteps.AddTo(pipeline, []).ShouldBeSameAs(pipeline);
    }

    [Fact]
    public void Only_the_hooks_that_there_are_get_a_step_and_only_those_after_start_a_container()
    {
        var steps = HookSteps.AddTo(Load("blue-green"), [Hook.PreDeploy, Hook.PostDeploy]).Steps.Where(step => step.Uses == "hook").ToList();

        steps.Select(step => step.Id).ShouldBe(["pre-deploy-hook", "post-deploy-hook"]);
        steps[0].With.ToJsonString().ShouldBe(
            """{"hook":"pre-deploy","image":"${{ steps.build.output.image }}","release":"${{ steps.build.output.release }}","port":"${{ settings.port }}"}""");
        steps[1].With["container"]!.ToString().ShouldBe("${{ steps.start.output.container }}");
    }

    [Fact]
    public void A_pipeline_that_runs_a_hook_itself_decides_where()
    {
        var pipeline = Read("""
            name: own
            steps:
            - {id: build, uses: build}
            - {id: mine, uses: hook, with: {hook: pre-deploy, image: x}}
            - {id: start, uses: start, with: {image: x, release: 1}}
            - {id: check, uses: check, with: {container: x}}
            - {id: post-deploy-hook, uses: switch, with: {container: x, release: 1}}
            """);

        HookSteps.AddTo(pipeline, Hook.Names).Steps.Select(step => step.Id).ShouldBe(["build", "mine", "start", "check", "check-deploy-hook", "post-deploy-hook", "post-deploy-hook-2"]);
    }

    [Fact]
    public void A_pipeline_that_deploys_nothing_has_no_place_for_them() =>
        HookSteps.AddTo(Read("name: only\nsteps:\n- {id: build, uses: build}\n"), Hook.Names).Steps.Select(step => step.Id).ShouldBe(["build"]);

    [Fact]
    public void Branches_that_do_not_lead_to_the_traffic_do_not_wait()
    {
        var pipeline = Read("""
            name: branches
            steps:
            - {id: build, uses: build}
            - {id: tell, uses: http, needs: [build], with: {url: "https://example.com"}}
            - {id: start, uses: start, needs: [build], with: {image: x, release: 1}}
            - {id: check, uses: check, needs: [start], with: {container: x}}
            - {id: switch, uses: switch, needs: [check], with: {container: x, release: 1}}
            """);

        var steps = HookSteps.AddTo(pipeline, Hook.Names);

        steps.Step("tell").Needs.ShouldBe(["build"]);
        (steps.Step("start").Needs[0], steps.Step("switch").Needs[0]).ShouldBe(("pre-deploy-hook", "check-deploy-hook"));
    }

    static PipelineDefinition Load(string name) => Read(BuiltInPipelines.Texts[name]);

    static PipelineDefinition Read(string text) => PipelineLoader.Load(text, BareKinds.Catalog.Kinds);
}

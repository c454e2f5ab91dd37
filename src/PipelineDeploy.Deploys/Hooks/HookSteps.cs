using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Hooks;

/// <summary>
/// Puts the hooks of a source into the pipeline of its run, each as a step at its place, when the run is made. A source without hooks leaves
/// the pipeline as it is written, and a hook that the pipeline runs itself is left to it.
/// </summary>
static class HookSteps
{
    const string Kind = "hook";

    /// <summary>The pipeline with a step for each of the hooks.</summary>
    /// <param name="pipeline">The pipeline, spread out.</param>
    /// <param name="hooks">The names of the hooks.</param>
    public static PipelineDefinition AddTo(PipelineDefinition pipeline, IReadOnlyList<string> hooks) => hooks
        .Where(hook => !pipeline.Steps.Any(step => step.Uses == Kind && step.With["hook"]?.ToString() == hook))
        .Aggregate(pipeline, Add);

    static PipelineDefinition Add(PipelineDefinition pipeline, string hook)
    {
        // Nothing that is deployed: there is no place for a hook.
        if (pipeline.Steps.FirstOrDefault(step => step.Uses == "start") is not { } start)
        {
            return pipeline;
        }

        var places = PipelineGraph.PlacesOf(pipeline).ToList();
        return hook switch
        {
            Hook.PreDeploy => Before(pipeline, FirstChange(places, start), start, hook),
            Hook.CheckDeploy => After(pipeline, LastProof(places) ?? start, start, hook),
            _ => LastOf(pipeline, "switch", "canary") is { } moved ? After(pipeline, moved, start, hook) : pipeline,
        };
    }

    // What touches the data or the serving version, but only once there is an image to run the hook in.
    static StepDefinition FirstChange(List<StepPlace> places, StepDefinition start)
    {
        var before = places.Single(place => place.Step == start).Before;
        return places.Where(place => place.Step.Uses is "migrate" or "stop" && before.Contains(place.Step) && place.Before.Any(step => step.Uses == "build"))
            .Select(place => place.Step).FirstOrDefault() ?? start;
    }

    static StepDefinition? LastProof(List<StepPlace> places) =>
        (places.FirstOrDefault(place => place.Step.Uses is "switch" or "canary")?.Before ?? places.Select(place => place.Step)).LastOrDefault(step => step.Uses == "check");

    static StepDefinition? LastOf(PipelineDefinition pipeline, params string[] kinds) => pipeline.Steps.LastOrDefault(step => kinds.Contains(step.Uses));

    static PipelineDefinition Before(PipelineDefinition pipeline, StepDefinition anchor, StepDefinition start, string hook)
    {
        var made = Make(pipeline, start, hook, anchor.Needs);
        return pipeline with { Steps = [.. pipeline.Steps.SelectMany(step => step == anchor ? [made, step with { Needs = [made.Id] }] : new[] { step })] };
    }

    static PipelineDefinition After(PipelineDefinition pipeline, StepDefinition anchor, StepDefinition start, string hook)
    {
        var made = Make(pipeline, start, hook, [anchor.Id]);
        var moved = pipeline.Steps.Select(step => step with { Needs = [.. step.Needs.Select(need => need == anchor.Id ? made.Id : need)] });
        return pipeline with { Steps = [.. moved.SelectMany(step => step.Id == anchor.Id ? [step, made] : new[] { step })] };
    }

    static StepDefinition Make(PipelineDefinition pipeline, StepDefinition start, string hook, IReadOnlyList<string> needs)
    {
        var with = new JsonObject { ["hook"] = hook };
        foreach (var (input, value) in start.With.Where(input => input.Key is "image" or "release" or "port"))
        {
            with[input] = value?.DeepClone();
        }

        if (hook != Hook.PreDeploy)
        {
            with["container"] = $$$"""${{ steps.{{{start.Id}}}.output.container }}""";
        }

        return new StepDefinition(IdFor(pipeline, $"{hook}-hook"), Kind, needs, with, Compensates: false, IsPivot: false, If: start.If);
    }

    static string IdFor(PipelineDefinition pipeline, string id) => pipeline.Steps.Any(step => step.Id == id) ? IdFor(pipeline, id + "-2") : id;
}

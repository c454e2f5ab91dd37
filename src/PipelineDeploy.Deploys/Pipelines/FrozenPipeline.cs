using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Definitions.Expansion;

namespace PipelineDeploy.Deploys.Pipelines;

/// <summary>A pipeline as a run holds it.</summary>
static class FrozenPipeline
{
    /// <summary>Spreads a pipeline out with what holds for the run, and writes the settings into the inputs of the run.</summary>
    /// <exception cref="UserErrorException"><c>pipeline.notExpandable</c>, <c>router.noCounters</c>.</exception>
    public static PipelineDefinition Of(LoadedPipeline pipeline, JsonObject inputs, EffectiveSettings settings, ITrafficRouter router)
    {
        var scope = new JsonObject { ["inputs"] = inputs.DeepClone(), ["settings"] = settings.ToJson() };
        inputs["settings"] = settings.ToJson();
        var expanded = PipelineExpander.Expand(pipeline.Definition, scope, pipeline.Find);
        RouterCounters.RequireFor(expanded, router);
        return expanded;
    }
}

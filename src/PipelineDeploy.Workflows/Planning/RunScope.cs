using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>What the expressions of a run's pipeline may read.</summary>
public static class RunScope
{
    /// <summary><c>inputs</c>, <c>settings</c> and the outputs of the <c>steps</c> that are done.</summary>
    public static JsonObject Of(Run run, RunHistory history) => new()
    {
        ["inputs"] = run.Inputs.DeepClone(),
        ["settings"] = run.Inputs["settings"]?.DeepClone() ?? new JsonObject(),
        ["steps"] = new JsonObject(history.Steps.Where(step => step.Output is not null).Select(step =>
            KeyValuePair.Create(step.Id, (JsonNode?)new JsonObject { ["output"] = step.Output!.DeepClone() }))),
    };
}

using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Settings;

/// <summary>The settings that a run was started with.</summary>
static class RunSettings
{
    /// <summary>They by name; null for a run that was started without any.</summary>
    public static JsonObject? Of(StepContext context) => context.RunInputs["settings"] as JsonObject;
}

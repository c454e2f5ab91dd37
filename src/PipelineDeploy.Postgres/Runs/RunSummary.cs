using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>A run without what it carries out: a list of runs neither reads nor parses their definitions.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Subject">The app.</param>
/// <param name="Pipeline">The name of its pipeline.</param>
/// <param name="PipelineVersion">Which version of it; null when it was none's.</param>
/// <param name="Inputs">What it was given, without the settings that were frozen with it.</param>
/// <param name="State">Its state.</param>
/// <param name="Trigger">What started it.</param>
/// <param name="Actor">Who started it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="StartedAt">When it was first driven.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Hold">What keeps it from beginning.</param>
public sealed record RunSummary(
    long Id, string Subject, string Pipeline, int? PipelineVersion, JsonObject Inputs, RunState State, string Trigger, string Actor,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, StepError? Error, RunHold? Hold)
{
    /// <summary>The summary of a run that was read as a whole.</summary>
    public static RunSummary Of(Run run) => new(
        run.Id, run.Subject, run.Definition.Name, run.PipelineVersion, run.Inputs, run.State, run.Trigger, run.Actor,
        run.CreatedAt, run.StartedAt, run.FinishedAt, run.Error, run.Hold);
}

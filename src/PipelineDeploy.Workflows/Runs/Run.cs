using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions;

namespace PipelineDeploy.Workflows.Runs;

/// <summary>A run to be created.</summary>
/// <param name="Subject">What it is for; one run at a time per subject.</param>
/// <param name="Definition">The pipeline, frozen with the run.</param>
/// <param name="Inputs">Its inputs; <c>settings</c> in it is what <c>${{ settings.x }}</c> reads.</param>
/// <param name="Trigger">What started it, e.g. <c>cli</c>.</param>
/// <param name="Actor">Who started it.</param>
/// <param name="DeliveryKey">Two requests with the same key make one run; null for none.</param>
/// <param name="Concurrency">What becomes of it when its subject is taken.</param>
/// <param name="PipelineVersion">Number of the published version that the definition comes from; null when it comes from none.</param>
public sealed record NewRun(
    string Subject,
    PipelineDefinition Definition,
    JsonObject Inputs,
    string Trigger,
    string Actor,
    string? DeliveryKey = null,
    Concurrency Concurrency = Concurrency.Supersede,
    int? PipelineVersion = null);

/// <summary>One execution of one pipeline for one subject.</summary>
/// <param name="Id">Unique number.</param>
/// <param name="Subject">What it is for.</param>
/// <param name="Definition">The pipeline as it was when the run was created.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Trigger">What started it.</param>
/// <param name="Actor">Who started it.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="StartedAt">When a driver first took it.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="PipelineVersion">Number of the published version that the definition comes from; null when that is not known.</param>
/// <param name="Hold">Why it waits to begin; null when it does not.</param>
/// <param name="TraceParent">The trace it is told in, as W3C <c>traceparent</c>; null for runs from before there was one.</param>
public sealed record Run(
    long Id,
    string Subject,
    PipelineDefinition Definition,
    JsonObject Inputs,
    RunState State,
    string Trigger,
    string Actor,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    StepError? Error,
    int? PipelineVersion = null,
    RunHold? Hold = null,
    string? TraceParent = null)
{
    /// <summary>What of it cannot be read, and stands here as if it were empty; null when everything can.</summary>
    public UserError? Unreadable { get; init; }
}

/// <summary>Why a step failed.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Error">What was wrong, and what to do.</param>
/// <param name="Detail">What was seen.</param>
public sealed record StepError(string Step, UserError Error, string? Detail);

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>A pipeline: a named graph of steps. A run carries a frozen copy of it.</summary>
/// <param name="Name">The pipeline's name, e.g. <c>blue-green</c>.</param>
/// <param name="Description">What it does, in a sentence.</param>
/// <param name="Steps">Its steps; every step comes after the ones it needs.</param>
/// <param name="Inputs">What may be given when a run of it is created; null for nothing.</param>
/// <param name="Outputs">What a pipeline that uses this one may read of it: texts with one <c>${{ … }}</c>, by name; null for nothing.</param>
/// <param name="Timeout">How long a run of it may take from its start, without its undoing; null for any time.</param>
/// <param name="Layout">Where the designer draws what; the engine does not look at it.</param>
public sealed record PipelineDefinition(
    string Name,
    string? Description,
    IReadOnlyList<StepDefinition> Steps,
    IReadOnlyList<PipelineInput>? Inputs = null,
    IReadOnlyDictionary<string, string>? Outputs = null,
    TimeSpan? Timeout = null,
    JsonObject? Layout = null)
{
    /// <summary>The step of that id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public StepDefinition Step(string id) =>
        Steps.FirstOrDefault(step => step.Id == id) ?? throw new KeyNotFoundException($"Pipeline {Name} has no step '{id}'.");
}

/// <summary>One node of a pipeline.</summary>
/// <param name="Id">Unique within the pipeline.</param>
/// <param name="Uses">The name of its kind, e.g. <c>switch</c>.</param>
/// <param name="Needs">Ids of the steps that must have succeeded or been skipped before it starts.</param>
/// <param name="With">Its inputs; a text may hold <c>${{ … }}</c>, filled in when the step starts.</param>
/// <param name="Compensates">Whether its effect is undone when the run fails after it started.</param>
/// <param name="IsPivot">Whether there is no way back once it has started.</param>
/// <param name="Retry">When and how often it is tried again; null for one attempt.</param>
/// <param name="Timeout">How long one attempt may take, its waits included; null for any time.</param>
/// <param name="If">The condition under which it runs, as an expression; null for none.</param>
/// <param name="OnFailure">What its failure means for the run.</param>
/// <param name="RunsAlways">Whether it runs at the end of the run, however that went; its failure changes nothing about it.</param>
/// <param name="Join">Whether it waits for all that it needs or for the first of it.</param>
/// <param name="ForEach">The list, or the text with an expression for one, of whose items it stands for a copy each; null for none. A run holds none.</param>
public sealed record StepDefinition(
    string Id,
    string Uses,
    IReadOnlyList<string> Needs,
    JsonObject With,
    bool Compensates,
    bool IsPivot,
    RetryPolicy? Retry = null,
    TimeSpan? Timeout = null,
    string? If = null,
    FailurePolicy OnFailure = FailurePolicy.Rollback,
    bool RunsAlways = false,
    JoinPolicy Join = JoinPolicy.All,
    JsonNode? ForEach = null)
{
    /// <summary>The <c>uses:</c> of a step that stands for a whole pipeline.</summary>
    public const string Pipeline = "pipeline";

    /// <summary>Whether it stands for a whole pipeline; a run holds none of these.</summary>
    [JsonIgnore]
    public bool IsPipeline => Uses == Pipeline;
}

/// <summary>When a step with several needs starts.</summary>
public enum JoinPolicy
{
    /// <summary>When all that it needs has succeeded, was skipped, or has failed and may.</summary>
    All,

    /// <summary>When the first of what it needs has succeeded; when none did, as with <see cref="All"/>.</summary>
    Any,
}

/// <summary>What the failure of a step means for the run.</summary>
public enum FailurePolicy
{
    /// <summary>Whatever started is undone in reverse order.</summary>
    Rollback,

    /// <summary>The run goes on as if the step had been done, without its output.</summary>
    Continue,

    /// <summary>The run ends as failed, and what was done stays for a person to look at.</summary>
    Stop,
}

using PipelineDeploy.Workflows.Definitions;

namespace PipelineDeploy.Workflows.Steps;

/// <summary>A step at its place in a pipeline, whose copies and sub-pipelines stand spread out.</summary>
/// <param name="Step">The step.</param>
/// <param name="Before">The steps that have ended whenever it starts.</param>
/// <param name="All">All steps of the pipeline.</param>
public sealed record StepPlace(StepDefinition Step, IReadOnlyList<StepDefinition> Before, IReadOnlyList<StepDefinition> All)
{
    /// <summary>The nearest step before it of a kind; null when there is none.</summary>
    public StepDefinition? LastBefore(string kind) => Before.LastOrDefault(step => step.Uses == kind);
}

/// <summary>Why a step makes no sense where it stands.</summary>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="IsWarning">Whether the pipeline may be used all the same.</param>
/// <param name="Field">The field of the step that it is about, e.g. <c>needs</c>; null for the step itself.</param>
public sealed record StepObjection(string Message, bool IsWarning = false, string? Field = null);

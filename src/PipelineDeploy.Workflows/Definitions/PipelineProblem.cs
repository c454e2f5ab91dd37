namespace PipelineDeploy.Workflows.Definitions;

/// <summary>One thing that is wrong with a pipeline's text.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Path">Where in the document, e.g. <c>steps[2].uses</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="IsWarning">Whether the pipeline may be used all the same.</param>
public sealed record PipelineProblem(long Line, long Column, string Path, string Message, bool IsWarning = false)
{
    /// <summary>As a compiler would print it.</summary>
    public override string ToString() => $"({Line},{Column}) {Path}: {(IsWarning ? "warning: " : "")}{Message}";
}

using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>One thing that is wrong or odd with CHECKS or <c>app.json</c>.</summary>
/// <param name="Line">Line of the text, from 1; null when only its place is known.</param>
/// <param name="Place">Where in the document, e.g. <c>healthchecks.web[0].attempts</c>; null when the line says it.</param>
/// <param name="Error">What is wrong, with its line or place, and what to do.</param>
/// <param name="IsWarning">Whether it does no harm.</param>
public sealed record ChecksProblem(int? Line, string? Place, UserError Error, bool IsWarning = false)
{
    /// <summary>The most that are told of one text.</summary>
    internal const int Most = 50;
}

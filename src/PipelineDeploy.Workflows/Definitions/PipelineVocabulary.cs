using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>What a pipeline may name.</summary>
/// <param name="Kinds">The step kinds, by name.</param>
/// <param name="Settings">The names after <c>settings.</c>; null when any may stand there.</param>
/// <param name="Pipelines">
/// The pipeline that <c>uses: pipeline</c> finds under a name, or null; itself read without looking at those that it uses. Null when
/// pipelines are not looked for: their names are taken as they are then.
/// </param>
public sealed record PipelineVocabulary(
    IReadOnlyDictionary<string, IStepKind> Kinds,
    IReadOnlyCollection<string>? Settings = null,
    Func<string, PipelineDefinition?>? Pipelines = null)
{
    /// <summary>The pipeline of a name, or null.</summary>
    public PipelineDefinition? FindPipeline(string name) => Pipelines?.Invoke(name);
}

using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Definitions.Expansion;

/// <summary>
/// Turns a pipeline into the plain one that a run holds: a step with <c>foreach</c> becomes a step for each item, a step that uses a
/// pipeline becomes the steps of that pipeline. Planner and journal know neither.
/// </summary>
public static class PipelineExpander
{
    /// <summary>A pipeline has at most so many steps, spread out.</summary>
    public const int MostSteps = 200;

    /// <summary>Pipelines use pipelines at most so many levels deep.</summary>
    public const int DeepestUse = 3;

    /// <summary>Stands in the ids of copies (<c>notify--0</c>) and of the steps of a used pipeline (<c>release--check</c>).</summary>
    public const string Joint = "--";

    /// <summary>The pipeline as a run holds it.</summary>
    /// <param name="definition">The pipeline as it is written.</param>
    /// <param name="scope">What <c>inputs</c> and <c>settings</c> stand for when the run is created.</param>
    /// <param name="find">The pipeline of a name, or null.</param>
    /// <exception cref="UserErrorException"><c>pipeline.notExpandable</c>: a list is none, there are too many steps, a pipeline is not there or uses itself.</exception>
    public static PipelineDefinition Expand(PipelineDefinition definition, JsonObject scope, Func<string, PipelineDefinition?> find) =>
        IsPlain(definition) ? definition with { Outputs = null } : Spread(definition, scope, find, (_, refused) => throw refused);

    /// <summary>The pipeline as a run would hold it, as far as that is known without one: a list that is not known has one item.</summary>
    internal static (PipelineDefinition Plain, IReadOnlyList<(string Step, string Message)> Refused) Outline(
        PipelineDefinition definition, Func<string, PipelineDefinition?> find)
    {
        var refused = new List<(string, string)>();
        var plain = IsPlain(definition) ? definition : Spread(definition, null, find, (step, e) => refused.Add((step, e.Error.Message)));
        return (plain, refused);
    }

    /// <summary>The id, as it is written in the pipeline, of the step that a step of a run comes from.</summary>
    internal static string WrittenId(string id) => id.Split(Joint)[0];

    static bool IsPlain(PipelineDefinition definition) => definition.Steps.All(step => step.ForEach is null && !step.IsPipeline);

    static PipelineDefinition Spread(
        PipelineDefinition definition, JsonObject? scope, Func<string, PipelineDefinition?> find, Action<string, UserErrorException> refuse)
    {
        var expansion = new PipelineExpansion(find, scope);
        expansion.Spread(definition, ExpansionFrame.Of(definition), (step, e) => refuse(step.Id, new UserErrorException(
            "pipeline.notExpandable",
            $"Step '{step.Id}' of {definition.Name}: {(e as Expressions.ExpressionException)?.Problem ?? e.Error.Message}",
            e.Error.Hint)));
        return definition with { Steps = [.. expansion.Steps], Outputs = null };
    }
}

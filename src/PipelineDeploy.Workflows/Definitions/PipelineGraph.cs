using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>What comes before what in a pipeline whose steps are plain.</summary>
public static class PipelineGraph
{
    /// <summary>Each step at its place, in the pipeline's order.</summary>
    public static IEnumerable<StepPlace> PlacesOf(PipelineDefinition pipeline)
    {
        var before = new Dictionary<string, HashSet<string>>();
        foreach (var step in pipeline.Steps)
        {
            before[step.Id] = Before(step, before);
        }

        return pipeline.Steps.Select(step => new StepPlace(step, [.. pipeline.Steps.Where(other => before[step.Id].Contains(other.Id))], pipeline.Steps));
    }

    // Of needs of which the first is enough, only what stands before each of them is certain.
    static HashSet<string> Before(StepDefinition step, Dictionary<string, HashSet<string>> known)
    {
        var ways = step.Needs.Where(known.ContainsKey).Select(need => known[need].Append(need).ToHashSet()).ToList();
        if (ways.Count == 0)
        {
            return [];
        }

        return ways.Aggregate((one, other) => step.Join == JoinPolicy.Any ? [.. one.Intersect(other)] : [.. one.Union(other)]);
    }
}

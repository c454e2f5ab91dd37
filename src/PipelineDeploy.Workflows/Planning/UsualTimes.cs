using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>How long steps took in earlier runs.</summary>
public sealed class UsualTimes
{
    readonly ILookup<(string Uses, string Id), TimeSpan> _ofStep;
    readonly ILookup<string, TimeSpan> _ofKind;

    /// <summary>Learns from runs.</summary>
    /// <param name="runs">Their pipelines, and what became of the steps.</param>
    public UsualTimes(IEnumerable<(PipelineDefinition Definition, IReadOnlyList<StepHistory> Steps)> runs)
    {
        var took = runs.SelectMany(run => run.Definition.Steps.Join(
            run.Steps.Where(seen => seen.State == StepState.Succeeded && seen is { StartedAt: not null, FinishedAt: not null }),
            step => step.Id, seen => seen.Id, (step, seen) => (step.Uses, step.Id, Took: seen.FinishedAt!.Value - seen.StartedAt!.Value))).ToList();
        _ofStep = took.ToLookup(one => (one.Uses, one.Id), one => one.Took);
        _ofKind = took.ToLookup(one => one.Uses, one => one.Took);
    }

    /// <summary>What half of them took at most: steps of the same id and kind, else of the same kind; null when there was none.</summary>
    public TimeSpan? Of(StepDefinition step) => Median(_ofStep[(step.Uses, step.Id)]) ?? Median(_ofKind[step.Uses]);

    static TimeSpan? Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted.Count == 0 ? null : sorted[(sorted.Count - 1) / 2];
    }
}

using PipelineDeploy.Workflows.Definitions.Expansion;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>What the steps are to each other.</summary>
sealed partial class PipelineReader
{
    void CheckNeeds(List<StepDefinition> steps)
    {
        foreach (var step in steps)
        {
            var written = _written[step.Id];
            var node = Child(written.Map, "needs") ?? written.Map;
            foreach (var need in step.Needs.Where(need => !_written.ContainsKey(need)))
            {
                Report(node, $"{written.Path}.needs", $"there is no step '{need}'");
            }

            foreach (var need in step.Needs.Where(need => !step.RunsAlways && steps.Exists(other => other.Id == need && other.RunsAlways)))
            {
                Report(
                    node, $"{written.Path}.needs",
                    $"step '{need}' runs at the end of the run, so only steps with 'when: always' can need it");
            }
        }
    }

    // Kahn's order, taking the steps as they are written whenever there is a choice. What could not be read holds up nothing.
    List<StepDefinition> InOrder(List<StepDefinition> steps)
    {
        var ordered = new List<StepDefinition>();
        var left = new List<StepDefinition>(steps);
        while (left.Find(step => !step.Needs.Any(need => left.Exists(other => other.Id == need))) is { } next)
        {
            ordered.Add(next);
            left.Remove(next);
        }

        if (left.Count == 0)
        {
            return ordered;
        }

        // Steps that nobody in the circle needs only stand behind it.
        while (left.RemoveAll(step => !left.Exists(other => other.Needs.Contains(step.Id))) > 0)
        {
        }

        var first = _written[left[0].Id];
        Report(first.Map, $"{first.Path}.needs", $"these steps need each other in a circle: {string.Join(", ", left.Select(step => step.Id))}");
        return steps;
    }

    // Asked of the steps as a run would have them, so that what a used pipeline does counts where it is used.
    void CheckGraph(PipelineDefinition definition)
    {
        var (plain, refused) = PipelineExpander.Outline(definition, vocabulary.FindPipeline);
        foreach (var (step, message) in refused)
        {
            Report(_written[step].Map, _written[step].Path, message);
        }

        foreach (var place in PipelineGraph.PlacesOf(plain))
        {
            var written = _written[PipelineExpander.WrittenId(place.Step.Id)];
            var isItsOwn = Child(written.Map, "uses")!.ToString() == place.Step.Uses;
            foreach (var objection in (vocabulary.Kinds.GetValueOrDefault(place.Step.Uses)?.Judge(place) ?? []).Concat(OfNoReturn(place)))
            {
                var (path, node) = isItsOwn && objection.Field is { } field ? ($"{written.Path}.{field}", Child(written.Map, field)) : (written.Path, null);
                Report(node ?? written.Map, path, objection.Message, objection.IsWarning);
            }
        }
    }

    static IEnumerable<StepObjection> OfNoReturn(StepPlace place) =>
        place.Step is { RunsAlways: false, OnFailure: not FailurePolicy.Continue } && place.Before.FirstOrDefault(step => step.IsPivot) is { } pivot
            ? [new StepObjection(
                $"there is no way back once '{pivot.Id}' has started: if '{place.Step.Id}' fails, nothing is undone and a person is asked; "
                + "let it come before, or write 'onFailure: continue'", IsWarning: true)]
            : [];
}

using PipelineDeploy.Workflows.Definitions.Expansion;
using PipelineDeploy.Workflows.Steps;
using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>Walks one YAML document and collects the definition and every problem on the way.</summary>
sealed partial class PipelineReader(PipelineVocabulary vocabulary)
{
    static readonly string[] RootKeys = ["name", "description", "inputs", "outputs", "timeout", "steps", "layout"];
    static readonly string[] StepKeys = ["id", "uses", "needs", "join", "foreach", "with", "compensate", "retry", "timeout", "if", "onFailure", "when"];
    static readonly string[] PipelineStepKeys = ["id", "uses", "needs", "join", "foreach", "with", "if"];

    const int MostProblems = 200;

    readonly List<PipelineProblem> _problems = [];
    readonly Dictionary<string, WrittenStep> _written = [];
    IReadOnlyList<PipelineInput> _inputs = [];

    // A step where it is written, and what others may read of it; null for anything.
    sealed record WrittenStep(YamlMappingNode Map, string Path, IReadOnlyDictionary<string, DataType>? Outputs);

    public (PipelineDefinition?, IReadOnlyList<PipelineProblem>) Read(YamlMappingNode root)
    {
        RefuseUnknownKeys(root, RootKeys, "");
        var name = Text(root, "name", "", required: true);
        if (name is not null && !NamePattern().IsMatch(name))
        {
            Report(Child(root, "name")!, "name", $"'{name}' is not a name: lower-case letters, digits and '-' only");
        }

        _inputs = ReadInputs(root);
        var steps = ReadSteps(root);
        var outputs = ReadOutputs(root);
        CheckNeeds(steps);
        CheckReferences(steps);
        var ordered = InOrder([.. steps.DistinctBy(step => step.Id)]);
        var definition = new PipelineDefinition(
            name ?? "", Text(root, "description", ""), ordered,
            NullWhenEmpty(_inputs), outputs, Time(root, "timeout", "", LongestTimeout), ReadLayout(root));
        var isWhole = vocabulary.Pipelines is not null || !steps.Exists(step => step.IsPipeline);
        if (isWhole && !_problems.Exists(problem => !problem.IsWarning))
        {
            CheckGraph(definition);
        }

        return (definition, [.. _problems.Distinct().Take(MostProblems)]);
    }

    List<StepDefinition> ReadSteps(YamlMappingNode root)
    {
        var steps = new List<StepDefinition>();
        if (Child(root, "steps") is YamlSequenceNode { Children.Count: > PipelineExpander.MostSteps } many)
        {
            Report(many, "steps", $"a pipeline has at most {PipelineExpander.MostSteps} steps");
        }
        else if (Child(root, "steps") is YamlSequenceNode { Children.Count: > 0 } list)
        {
            for (var i = 0; i < list.Children.Count; i++)
            {
                if (ReadStep(list.Children[i], $"steps[{i}]", steps) is { } step)
                {
                    steps.Add(step);
                }
            }
        }
        else
        {
            Report(Child(root, "steps") ?? root, "steps", "a pipeline needs at least one step");
        }

        return steps;
    }

    StepDefinition? ReadStep(YamlNode node, string path, List<StepDefinition> before)
    {
        if (node is not YamlMappingNode map)
        {
            Report(node, path, "a step is a map with 'id' and 'uses'");
            return null;
        }

        var uses = Text(map, "uses", path, required: true);
        RefuseUnknownKeys(map, StepKeys, path);
        var id = Text(map, "id", path) ?? uses;
        if (uses is null || id is null)
        {
            return null;
        }

        var kind = vocabulary.Kinds.GetValueOrDefault(uses);
        TakeId(map, id, path, OutputsOf(map, kind));
        if (uses == StepDefinition.Pipeline)
        {
            return ReadPipelineStep(map, id, path, before);
        }

        if (kind is null)
        {
            Report(
                Child(map, "uses") ?? map, $"{path}.uses",
                $"there is no step kind '{uses}'; known are {string.Join(", ", vocabulary.Kinds.Keys.Order(StringComparer.Ordinal))}");
            return null;
        }

        var with = ReadWith(map, kind, id, path);
        var runsAlways = ReadWhen(map, kind, path);
        var compensates = ReadCompensate(map, path) && kind.Compensates && !runsAlways;
        var needs = ReadNeeds(map, before.LastOrDefault(step => runsAlways || !step.RunsAlways), path);
        return new StepDefinition(
            id, uses, needs, with, compensates, kind.IsPivot,
            ReadRetry(map, path), Time(map, "timeout", path, LongestTimeout), ReadIf(map, id, path), ReadOnFailure(map, runsAlways, path), runsAlways,
            ReadJoin(map, needs, path), ReadForEach(map, path));
    }

    StepDefinition ReadPipelineStep(YamlMappingNode map, string id, string path, List<StepDefinition> before)
    {
        foreach (var key in StepKeys.Except(PipelineStepKeys).Where(key => Child(map, key) is not null))
        {
            Report(Child(map, key)!, $"{path}.{key}", $"'{key}' belongs to the steps of the pipeline that is used, not to the step that uses it");
        }

        var needs = ReadNeeds(map, before.LastOrDefault(step => !step.RunsAlways), path);
        return new StepDefinition(
            id, StepDefinition.Pipeline, needs, ReadPipelineWith(map, id, path), Compensates: false, IsPivot: false, If: ReadIf(map, id, path),
            Join: ReadJoin(map, needs, path), ForEach: ReadForEach(map, path));
    }

    void TakeId(YamlMappingNode map, string id, string path, IReadOnlyDictionary<string, DataType>? outputs)
    {
        var node = Child(map, "id") ?? map;
        if (!NamePattern().IsMatch(id))
        {
            Report(node, $"{path}.id", $"'{id}' is not an id: lower-case letters, digits and '-' only");
        }
        else if (id.Contains(PipelineExpander.Joint, StringComparison.Ordinal))
        {
            Report(node, $"{path}.id", $"'{id}' is not an id: '{PipelineExpander.Joint}' stands in the ids of copies and of the steps of a used pipeline");
        }

        if (!_written.TryAdd(id, new WrittenStep(map, path, outputs)))
        {
            Report(node, $"{path}.id", $"two steps have the id '{id}'");
        }
    }

    List<string> ReadNeeds(YamlMappingNode step, StepDefinition? before, string path)
    {
        switch (Child(step, "needs"))
        {
            case null:
                return before is null ? [] : [before.Id];
            case YamlScalarNode { Value: { Length: > 0 } one }:
                return [one];
            case YamlSequenceNode list when list.Children.All(child => child is YamlScalarNode):
                return [.. list.Children.Select(child => ((YamlScalarNode)child).Value ?? "")];
            case var other:
                Report(other, $"{path}.needs", "'needs' is the id of a step or a list of ids");
                return [];
        }
    }
}

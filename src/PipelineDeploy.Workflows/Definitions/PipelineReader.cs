using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PipelineDeploy.Workflows.Steps;
using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>Walks one YAML document and collects the definition and every problem on the way.</summary>
sealed partial class PipelineReader(IReadOnlyDictionary<string, IStepKind> kinds)
{
    static readonly string[] RootKeys = ["name", "description", "steps"];
    static readonly string[] StepKeys = ["id", "uses", "needs", "with", "compensate", "retry", "timeout", "if", "onFailure", "when"];

    const int MostSteps = 200;

    readonly List<PipelineProblem> _problems = [];
    readonly Dictionary<string, YamlMappingNode> _ids = [];

    public (PipelineDefinition?, IReadOnlyList<PipelineProblem>) Read(YamlMappingNode root)
    {
        RefuseUnknownKeys(root, RootKeys, "");
        var name = Text(root, "name", "", required: true);
        if (name is not null && !NamePattern().IsMatch(name))
        {
            Report(Child(root, "name")!, "name", $"'{name}' is not a name: lower-case letters, digits and '-' only");
        }

        var steps = new List<StepDefinition>();
        if (Child(root, "steps") is YamlSequenceNode { Children.Count: > MostSteps } many)
        {
            Report(many, "steps", $"a pipeline has at most {MostSteps} steps");
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

        CheckNeeds(steps);
        CheckReferences(steps);
        var ordered = InOrder([.. steps.DistinctBy(step => step.Id)]);
        return (new PipelineDefinition(name ?? "", Text(root, "description", ""), ordered), _problems);
    }

    StepDefinition? ReadStep(YamlNode node, string path, List<StepDefinition> before)
    {
        if (node is not YamlMappingNode map)
        {
            Report(node, path, "a step is a map with 'id' and 'uses'");
            return null;
        }

        RefuseUnknownKeys(map, StepKeys, path);
        var uses = Text(map, "uses", path, required: true);
        var id = Text(map, "id", path) ?? uses;
        if (uses is null || id is null)
        {
            return null;
        }

        if (!NamePattern().IsMatch(id))
        {
            Report(Child(map, "id") ?? map, $"{path}.id", $"'{id}' is not an id: lower-case letters, digits and '-' only");
        }

        if (!_ids.TryAdd(id, map))
        {
            Report(Child(map, "id") ?? map, $"{path}.id", $"two steps have the id '{id}'");
        }

        if (!kinds.TryGetValue(uses, out var kind))
        {
            Report(Child(map, "uses") ?? map, $"{path}.uses", $"there is no step kind '{uses}'; known are {string.Join(", ", kinds.Keys.Order(StringComparer.Ordinal))}");
            return null;
        }

        var with = ReadWith(map, kind, id, path);
        var runsAlways = ReadWhen(map, kind, path);
        var compensates = ReadCompensate(map, path) && kind.Compensates && !runsAlways;
        var last = before.LastOrDefault(step => runsAlways || !step.RunsAlways);
        return new StepDefinition(
            id, uses, ReadNeeds(map, last, path), with, compensates, kind.IsPivot,
            ReadRetry(map, path), Time(map, "timeout", path, LongestTimeout), ReadIf(map, id, path), ReadOnFailure(map, runsAlways, path), runsAlways);
    }

    bool ReadCompensate(YamlMappingNode step, string path)
    {
        if (Child(step, "compensate") is not { } node)
        {
            return true;
        }

        if (PipelineLoader.ToJson(node) is JsonValue value && value.TryGetValue<bool>(out var wanted))
        {
            return wanted;
        }

        Report(node, $"{path}.compensate", "'compensate' is true or false");
        return true;
    }

    JsonObject ReadWith(YamlMappingNode step, IStepKind kind, string id, string path)
    {
        switch (Child(step, "with"))
        {
            case null:
                return [];
            case YamlMappingNode with:
                RefuseUnknownKeys(with, [.. kind.Inputs.Select(input => input.Name)], $"{path}.with");
                ReadExpressions(with, id, $"{path}.with");
                return (JsonObject)PipelineLoader.ToJson(with)!;
            case var other:
                Report(other, $"{path}.with", "'with' is a map of inputs");
                return [];
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

    void CheckNeeds(List<StepDefinition> steps)
    {
        foreach (var step in steps)
        {
            foreach (var need in step.Needs.Where(need => !_ids.ContainsKey(need)))
            {
                Report(Child(_ids[step.Id], "needs") ?? _ids[step.Id], $"{step.Id}.needs", $"there is no step '{need}'");
            }

            foreach (var need in step.Needs.Where(need => !step.RunsAlways && steps.Exists(other => other.Id == need && other.RunsAlways)))
            {
                Report(
                    Child(_ids[step.Id], "needs") ?? _ids[step.Id], $"{step.Id}.needs",
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

        Report(_ids[left[0].Id], "steps", $"these steps need each other in a circle: {string.Join(", ", left.Select(step => step.Id))}");
        return steps;
    }

    string? Text(YamlMappingNode map, string key, string path, bool required = false)
    {
        switch (Child(map, key))
        {
            case YamlScalarNode { Value: { Length: > 0 } value }:
                return value;
            case null when !required:
                return null;
            case var node:
                Report(node ?? map, Join(path, key), $"'{key}' must be a text");
                return null;
        }
    }

    void RefuseUnknownKeys(YamlMappingNode map, IReadOnlyList<string> known, string path)
    {
        foreach (var key in map.Children.Keys.OfType<YamlScalarNode>().Where(key => !known.Contains(key.Value)))
        {
            var choices = known.Count == 0 ? "nothing may stand here" : $"known are {string.Join(", ", known)}";
            Report(key, Join(path, key.Value ?? ""), $"'{key.Value}' is not known here; {choices}");
        }
    }

    void Report(YamlNode node, string path, string message) =>
        _problems.Add(new PipelineProblem(node.Start.Line, node.Start.Column, path, message));

    static YamlNode? Child(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();
}

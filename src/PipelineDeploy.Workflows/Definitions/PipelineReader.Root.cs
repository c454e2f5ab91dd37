using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions.Expressions;
using PipelineDeploy.Workflows.Steps;
using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>What a pipeline says of itself: its inputs, its outputs and how it is drawn.</summary>
sealed partial class PipelineReader
{
    const int MostInputs = 50;
    const int LongestLayout = 64 * 1024;

    static readonly string[] InputKeys = ["type", "required", "default", "description"];

    List<PipelineInput> ReadInputs(YamlMappingNode root)
    {
        switch (Child(root, "inputs"))
        {
            case null:
                return [];
            case YamlMappingNode { Children.Count: <= MostInputs } map:
                return [.. map.Children.Select(pair => ReadInput((YamlScalarNode)pair.Key, pair.Value)).OfType<PipelineInput>()];
            case var other:
                Report(other, "inputs", $"'inputs' is a map of at most {MostInputs} inputs by their names");
                return [];
        }
    }

    PipelineInput? ReadInput(YamlScalarNode key, YamlNode node)
    {
        var (name, path) = (key.Value ?? "", $"inputs.{key.Value}");
        // A run's rollback is its right to pass freezes and newer versions, so no pipeline may ask people for it.
        var isTaken = name is "source" or "settings" or "rollback";
        if (isTaken || !ValueName().IsMatch(name))
        {
            Report(key, path, isTaken ? $"'{name}' is taken: it means something in every run" : $"'{name}' is not a name: letters, digits, '_' and '-' only");
        }

        if (node is not YamlMappingNode map)
        {
            Report(node, path, "an input is a map with 'type'");
            return null;
        }

        RefuseUnknownKeys(map, InputKeys, path);
        var type = Choice(
            map, "type", path,
            ("string", DataType.Text), ("number", DataType.Number), ("boolean", DataType.Boolean), ("duration", DataType.Duration), ("list", DataType.List));
        var isRequired = Truth(map, "required", path, otherwise: false);
        var input = new PipelineInput(name, type, isRequired, Child(map, "default") is { } value ? PipelineLoader.ToJson(value) : null, Text(map, "description", path));
        if (Child(map, "default") is { } standard)
        {
            if (isRequired)
            {
                Report(standard, $"{path}.default", "an input that is required has no default");
            }
            else if (!type.Admits(input.Default))
            {
                Report(standard, $"{path}.default", $"'default' must be {type.Phrase()}");
            }
        }

        return input;
    }

    Dictionary<string, string>? ReadOutputs(YamlMappingNode root)
    {
        switch (Child(root, "outputs"))
        {
            case null:
                return null;
            case YamlMappingNode map:
                return map.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value ?? "", pair => ReadOutput((YamlScalarNode)pair.Key, pair.Value));
            case var other:
                Report(other, "outputs", "'outputs' is a map of names to expressions such as ${{ steps.build.output.image }}");
                return null;
        }
    }

    string ReadOutput(YamlScalarNode key, YamlNode node)
    {
        var path = $"outputs.{key.Value}";
        if (!ValueName().IsMatch(key.Value ?? ""))
        {
            Report(key, path, $"'{key.Value}' is not a name: letters, digits, '_' and '-' only");
        }

        if (node is YamlScalarNode { Value: { } text })
        {
            Read(node, path, () =>
            {
                if (TextPiece.Cut(text) is [{ Expression: { } expression } piece])
                {
                    Note(expression, piece.Offset, node, new Reading(null, IsCopied: false, path));
                }
                else
                {
                    Report(node, path, "an output is one expression, e.g. ${{ steps.build.output.image }}");
                }
            });
            return text;
        }

        Report(node, path, "an output is one expression, e.g. ${{ steps.build.output.image }}");
        return "";
    }

    JsonObject? ReadLayout(YamlMappingNode root)
    {
        switch (Child(root, "layout"))
        {
            case null:
                return null;
            case YamlMappingNode map when (JsonObject)PipelineLoader.ToJson(map)! is { } layout && layout.ToJsonString().Length <= LongestLayout:
                return layout;
            case var other:
                Report(other, "layout", $"'layout' is a map of at most {LongestLayout} characters, kept for the designer");
                return null;
        }
    }
}

using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions.Expressions;
using PipelineDeploy.Workflows.Steps;
using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>What a step is given, and whether it may be given that.</summary>
sealed partial class PipelineReader
{
    JsonObject ReadWith(YamlMappingNode step, IStepKind kind, string id, string path)
    {
        var with = WithOf(step, path, [.. kind.Inputs.Select(input => input.Name)]);
        var values = with is null ? [] : (JsonObject)PipelineLoader.ToJson(with)!;
        foreach (var input in kind.Inputs)
        {
            var node = with is null ? null : Child(with, input.Name);
            if (node is not null)
            {
                ReadExpressions(node, new Reading(id, Child(step, "foreach") is not null, $"{path}.with.{input.Name}", input.Type));
            }

            if (input.ProblemWith(values[input.Name]) is { } problem)
            {
                Report(node ?? with ?? step, $"{path}.with.{input.Name}", problem);
            }
        }

        return values;
    }

    JsonObject ReadPipelineWith(YamlMappingNode step, string id, string path)
    {
        var name = Child(step, "with") is YamlMappingNode map ? Text(map, "pipeline", $"{path}.with", required: true) : null;
        if (Child(step, "with") is not YamlMappingNode)
        {
            Report(Child(step, "with") ?? step, $"{path}.with", "'with' is a map with 'pipeline', the name of the pipeline that is used, and its inputs");
            return [];
        }

        var used = name is null ? null : vocabulary.FindPipeline(name);
        var with = WithOf(step, path, used is null ? null : ["pipeline", .. (used.Inputs ?? []).Select(input => input.Name)])!;
        if (name is not null && used is null && vocabulary.Pipelines is not null)
        {
            Report(Child(with, "pipeline")!, $"{path}.with.pipeline", $"there is no pipeline '{name}'");
        }

        foreach (var (key, node) in with.Children)
        {
            ReadExpressions(node, new Reading(id, Child(step, "foreach") is not null, $"{path}.with.{key}", TypeOf(used, $"{key}")));
        }

        var values = (JsonObject)PipelineLoader.ToJson(with)!;
        foreach (var input in used?.Inputs ?? [])
        {
            var value = values[input.Name];
            if ((DataTypes.HoldsExpression(value) ? NotOneExpression(input.Name, value) : input.ProblemWith(value)) is { } problem)
            {
                Report(Child(with, input.Name) ?? with, $"{path}.with.{input.Name}", problem);
            }
        }

        return values;
    }

    YamlMappingNode? WithOf(YamlMappingNode step, string path, IReadOnlyList<string>? known)
    {
        switch (Child(step, "with"))
        {
            case null:
                return null;
            case YamlMappingNode map:
                if (known is not null)
                {
                    RefuseUnknownKeys(map, known, $"{path}.with");
                }

                return map;
            case var other:
                Report(other, $"{path}.with", "'with' is a map of inputs");
                return null;
        }
    }

    JsonNode? ReadForEach(YamlMappingNode step, string path)
    {
        var node = Child(step, "foreach");
        if (node is null)
        {
            return null;
        }

        var reading = new Reading(null, IsCopied: false, $"{path}.foreach", DataType.List);
        ReadExpressions(node, reading);
        if (node is YamlSequenceNode)
        {
            return PipelineLoader.ToJson(node);
        }

        if (node is YamlScalarNode { Value: { } text } && text.Contains("${{", StringComparison.Ordinal))
        {
            return JsonValue.Create(text);
        }

        Report(node, $"{path}.foreach", "'foreach' is a list or one expression for a list, e.g. ${{ inputs.hosts }}");
        return null;
    }

    // What a step of that name makes for others to read; null when anything may be asked for.
    IReadOnlyDictionary<string, DataType>? OutputsOf(YamlMappingNode step, IStepKind? kind)
    {
        var isCopied = Child(step, "foreach") is not null;
        if (kind is not null)
        {
            return kind.Outputs?.ToDictionary(output => output.Name, output => isCopied ? DataType.List : output.Type);
        }

        var name = Child(step, "with") is YamlMappingNode with && Child(with, "pipeline") is YamlScalarNode { Value: { } text } ? text : null;
        return name is not null && vocabulary.FindPipeline(name) is { } used
            ? (used.Outputs ?? new Dictionary<string, string>()).ToDictionary(output => output.Key, _ => isCopied ? DataType.List : DataType.Any)
            : null;
    }

    static DataType TypeOf(PipelineDefinition? pipeline, string input) =>
        pipeline?.Inputs?.FirstOrDefault(known => known.Name == input)?.Type ?? DataType.Any;

    // The values of a used pipeline are set into its expressions, which cannot join texts.
    static string? NotOneExpression(string input, JsonNode? value) => value switch
    {
        JsonArray list => list.Select(item => DataTypes.HoldsExpression(item) ? NotOneExpression(input, item) : null).FirstOrDefault(problem => problem is not null),
        JsonValue text when IsOneExpression(text.GetValue<string>()) => null,
        _ => $"'{input}' is a value or one expression; it cannot be a text with expressions in it",
    };

    static bool IsOneExpression(string text)
    {
        try
        {
            return TextPiece.Cut(text) is [{ Expression: not null }];
        }
        catch (ExpressionException)
        {
            // Told already, with its column.
            return true;
        }
    }
}

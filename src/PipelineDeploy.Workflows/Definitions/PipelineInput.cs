using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>One thing that may be given when a run of a pipeline is created: <c>inputs.&lt;name&gt;</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Of which type it is.</param>
/// <param name="IsRequired">Whether a run without it is refused.</param>
/// <param name="Default">What it is when it is not given; null for nothing.</param>
/// <param name="Description">What it means.</param>
public sealed record PipelineInput(string Name, DataType Type, bool IsRequired = false, JsonNode? Default = null, string? Description = null)
{
    /// <summary>What is wrong with a given value; null when nothing is.</summary>
    public string? ProblemWith(JsonNode? value) => value is null
        ? IsRequired ? $"'{Name}' is missing{(Description is null ? "" : $": {Description}")}" : null
        : Type.Admits(value) ? null : $"'{Name}' must be {Type.Phrase()}, not {value.ToJsonString(DataTypes.Plain)}";

    /// <summary>The value in its own type: what people type is text, and a text with commas is a list.</summary>
    internal JsonNode? Read(JsonNode? given)
    {
        if (given is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
        {
            return given?.DeepClone();
        }

        var text = value.GetValue<string>();
        return Type switch
        {
            DataType.List => ListOf(text),
            DataType.Boolean when text is "true" or "false" => JsonValue.Create(text == "true"),
            DataType.Number or DataType.Whole when DataTypes.Number(value) is { } number => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }

    /// <summary>A text with commas as the list it stands for.</summary>
    internal static JsonArray ListOf(string text) =>
        new([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => JsonValue.Create(item))]);
}

/// <summary>Brings what is given for a run together with what its pipeline asks for.</summary>
public static class RunInputs
{
    const int MostCharacters = 100_000;

    /// <summary>The inputs of a run: what is given, in its own type, and the defaults of the rest.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="given">What is given, by name.</param>
    /// <exception cref="FieldErrorsException"><c>run.badInput</c>: with every input that is missing, unknown or of another type.</exception>
    public static JsonObject Bind(PipelineDefinition pipeline, JsonObject given)
    {
        var known = pipeline.Inputs ?? [];
        var bound = new JsonObject();
        var problems = given.Where(pair => !known.Any(input => input.Name == pair.Key)).Select(pair => (Name: pair.Key, Message: Unknown(pipeline, pair.Key))).ToList();
        foreach (var input in known)
        {
            var value = input.Read(given[input.Name]);
            if (input.ProblemWith(value) is { } problem)
            {
                problems.Add((input.Name, problem));
            }

            bound[input.Name] = value ?? input.Default?.DeepClone();
        }

        if (given.ToJsonString().Length > MostCharacters)
        {
            problems.Add(("", FormattableString.Invariant($"the inputs have more than {MostCharacters} characters")));
        }

        return problems.Count == 0 ? bound : throw new FieldErrorsException(
            new UserError(
                "run.badInput",
                $"The inputs do not fit the pipeline {pipeline.Name}: {string.Join("; ", problems.Select(problem => problem.Message))}",
                $"Look at what it takes: pdeploy pipelines show {pipeline.Name}"),
            problems.ToDictionary(problem => problem.Name.Length == 0 ? "inputs" : $"inputs.{problem.Name}", IReadOnlyList<string> (problem) => [problem.Message]));
    }

    static string Unknown(PipelineDefinition pipeline, string name) =>
        $"the pipeline {pipeline.Name} has no input '{name}'; {(pipeline.Inputs is { Count: > 0 } known ? $"known are {string.Join(", ", known.Select(input => input.Name))}" : "it takes none")}";
}

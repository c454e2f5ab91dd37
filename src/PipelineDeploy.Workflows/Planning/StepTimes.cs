using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Definitions.Expressions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>The waits and limits that a step's inputs set.</summary>
public static class StepTimes
{
    /// <summary>Each length of time among a step's inputs, as far as it is known before the run; what it says by default included.</summary>
    /// <param name="step">The step.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="inputs">The inputs of the run, with its settings.</param>
    public static IReadOnlyList<StepTime> Of(StepDefinition step, IStepKind kind, JsonObject inputs)
    {
        var scope = new JsonObject { ["inputs"] = inputs.DeepClone(), ["settings"] = inputs["settings"]?.DeepClone() };
        return
        [
            .. kind.Inputs.Where(input => input.Type == DataType.Duration)
                .Select(input => (input.Name, Text: TextOf(step, input, scope)))
                .Where(input => Duration.TryParse(input.Text, out _))
                .Select(input => new StepTime(input.Name, Duration.Parse(input.Text!))),
        ];
    }

    static string? TextOf(StepDefinition step, StepInput input, JsonObject scope)
    {
        var given = step.With[input.Name];
        if (given is JsonValue value && value.TryGetValue<string>(out var text) && TextPiece.Cut(text, isGrown: true).Any(piece => piece.Expression?.Paths.Any(path => path.Step is not null) == true))
        {
            return null;
        }

        var known = InputExpressions.Resolve(new JsonObject { [input.Name] = given?.DeepClone() }, scope)[input.Name]?.ToString();
        return string.IsNullOrEmpty(known) ? input.Default : known;
    }
}

/// <summary>A length of time among the inputs of a step.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Time">How long.</param>
public sealed record StepTime(string Input, TimeSpan Time);

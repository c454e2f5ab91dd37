using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions.Expressions;

namespace PipelineDeploy.Workflows.Definitions.Expansion;

/// <summary>What a step that uses a pipeline hands to it: values, or expressions that are set in where the pipeline reads its inputs.</summary>
static class UsedInputs
{
    /// <summary>The pipeline's inputs by their names.</summary>
    /// <param name="used">The pipeline.</param>
    /// <param name="with">What the step says.</param>
    /// <param name="mean">What the paths of the step's expressions mean in the run.</param>
    /// <exception cref="UserErrorException">An input is missing, unknown or of another type.</exception>
    public static IReadOnlyDictionary<string, Expression> Of(PipelineDefinition used, JsonObject with, Func<Expression.Path, Expression> mean)
    {
        var inputs = used.Inputs ?? [];
        if (with.FirstOrDefault(pair => pair.Key != "pipeline" && !inputs.Any(input => input.Name == pair.Key)).Key is { } unknown)
        {
            throw Bad($"the pipeline '{used.Name}' has no input '{unknown}'");
        }

        return inputs.ToDictionary(input => input.Name, input => Of(input, with, mean));
    }

    static Expression Of(PipelineInput input, JsonObject with, Func<Expression.Path, Expression> mean)
    {
        var given = ToExpression(input.Name, with[input.Name]).Replace(mean).Bounded();
        if (given.Paths.Any())
        {
            return given;
        }

        var value = input.Read(given.ValueIn([]));
        return input.ProblemWith(value) is { } problem ? throw Bad(problem) : new Expression.Literal(value ?? input.Default?.DeepClone());
    }

    /// <summary>A value that may hold expressions, as one expression.</summary>
    /// <exception cref="UserErrorException">A text or a map around an expression.</exception>
    public static Expression ToExpression(string name, JsonNode? value)
    {
        switch (value)
        {
            case JsonArray list:
                return new Expression.ListOf([.. list.Select(item => ToExpression(name, item))]);
            case JsonValue text when text.GetValueKind() == JsonValueKind.String && TextPiece.Cut(text.GetValue<string>()) is var pieces && pieces.Any(piece => piece.Expression is not null):
                return pieces is [{ Expression: { } whole }] ? whole : throw Bad($"'{name}' is a value or one expression; it cannot be a text with expressions in it");
            case JsonObject map when Steps.DataTypes.HoldsExpression(map):
                throw Bad($"'{name}' holds a map with an expression in it; expressions may stand in lists only");
            default:
                return new Expression.Literal(value?.DeepClone());
        }
    }

    static UserErrorException Bad(string message) => new("pipeline.notExpandable", message);
}

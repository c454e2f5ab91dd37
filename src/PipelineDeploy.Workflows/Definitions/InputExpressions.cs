using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions.Expressions;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>Fills in what stands in <c>${{ … }}</c> in a step's inputs.</summary>
public static class InputExpressions
{
    /// <summary>Fills in every expression of a step's inputs; a text that is one expression takes the value's own type.</summary>
    /// <param name="with">The inputs as written.</param>
    /// <param name="scope">What <c>inputs</c>, <c>settings</c> and <c>steps</c> stand for.</param>
    /// <exception cref="UserErrorException"><c>pipeline.unknownValue</c>: a path leads nowhere. <c>pipeline.badExpression</c>: an expression cannot be read.</exception>
    public static JsonObject Resolve(JsonObject with, JsonObject scope) =>
        new(with.Select(pair => KeyValuePair.Create(pair.Key, ResolveNode(pair.Value, scope))));

    static JsonNode? ResolveNode(JsonNode? node, JsonObject scope) => node switch
    {
        JsonObject map => Resolve(map, scope),
        JsonArray list => new JsonArray([.. list.Select(item => ResolveNode(item, scope))]),
        JsonValue value when value.TryGetValue<string>(out var text) => ResolveText(text, scope),
        _ => node?.DeepClone(),
    };

    static JsonNode? ResolveText(string text, JsonObject scope) => TextPiece.Cut(text, isGrown: true) is [{ Expression: { } whole }]
        ? ValueOf(whole, scope)
        : JsonValue.Create(string.Concat(TextPiece.Cut(text, isGrown: true).Select(
            piece => piece.Expression is { } expression ? ValueOf(expression, scope)?.ToString() : piece.Text)));

    // An input that is only handed on must be there; a larger expression may ask whether it is.
    static JsonNode? ValueOf(Expression expression, JsonObject scope)
    {
        if (expression is Expression.Path path && path.LookIn(scope, out var missing) is null && missing is not null)
        {
            throw new UserErrorException(
                "pipeline.unknownValue",
                $"${{{{ {path} }}}} has no value: there is no '{missing}' there",
                "Use inputs.<name>, settings.<name> or steps.<id>.output.<name> of an earlier step that was not skipped.");
        }

        return expression.ValueIn(scope);
    }
}

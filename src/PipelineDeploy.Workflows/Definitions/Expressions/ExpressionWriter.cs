using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Definitions.Expressions;

/// <summary>Writes an expression as a text that reads as the same one.</summary>
static class ExpressionWriter
{
    /// <summary>The text.</summary>
    /// <exception cref="ExpressionException">It holds a map, which expressions cannot write.</exception>
    public static string Write(Expression expression) => expression switch
    {
        Expression.Any any => string.Join(" || ", any.Operands.Select(operand => Whole(operand, operand is Expression.Any))),
        Expression.All all => string.Join(" && ", all.Operands.Select(operand => Whole(operand, operand is Expression.Any or Expression.All))),
        Expression.Not not => $"!{Value(not.Operand)}",
        Expression.Comparison comparison => $"{Value(comparison.Left)} {comparison.Sign} {Value(comparison.Right)}",
        Expression.ListOf list => $"[{string.Join(", ", list.Items.Select(Value))}]",
        Expression.Literal literal => Write(literal.Value),
        _ => expression.ToString(),
    };

    static string Value(Expression expression) =>
        Whole(expression, expression is Expression.Any or Expression.All or Expression.Not or Expression.Comparison);

    static string Whole(Expression expression, bool isLooser) => isLooser ? $"({Write(expression)})" : Write(expression);

    static string Write(JsonNode? value) => value switch
    {
        null => "null",
        JsonArray list => $"[{string.Join(", ", list.Select(Write))}]",
        JsonValue when value.GetValueKind() == JsonValueKind.String => $"'{value.GetValue<string>().Replace("'", "''", StringComparison.Ordinal)}'",
        JsonValue when DataTypes.Number(value) is { } number => number.ToString(CultureInfo.InvariantCulture),
        JsonValue => value.ToJsonString(),
        _ => throw new ExpressionException(1, "a map can be handed on only by itself, as in ${{ item }}"),
    };
}

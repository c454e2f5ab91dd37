using System.Diagnostics;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Definitions.Expressions;

/// <summary>Sets other expressions in for the paths of one.</summary>
static class ExpressionRewriting
{
    /// <summary>The same expression with something else in place of its paths.</summary>
    public static Expression Replace(this Expression expression, Func<Expression.Path, Expression> replacement)
    {
        return expression switch
        {
            Expression.Path path => replacement(path),
            Expression.Literal => expression,
            Expression.Not not => new Expression.Not(not.Operand.Replace(replacement)),
            Expression.All all => new Expression.All(Each(all.Operands)),
            Expression.Any any => new Expression.Any(Each(any.Operands)),
            Expression.Comparison comparison => comparison with { Left = comparison.Left.Replace(replacement), Right = comparison.Right.Replace(replacement) },
            Expression.ListOf list => new Expression.ListOf(Each(list.Items)),
            _ => throw new UnreachableException(),
        };

        IReadOnlyList<Expression> Each(IReadOnlyList<Expression> operands) => [.. operands.Select(operand => operand.Replace(replacement))];
    }

    /// <summary>The same texts, in a whole tree of values, with something else in place of the paths of their expressions.</summary>
    public static JsonNode? Replace(this JsonNode? node, Func<Expression.Path, Expression> replacement) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Replace(replacement)))),
        JsonArray list => new JsonArray([.. list.Select(item => item.Replace(replacement))]),
        JsonValue value when value.TryGetValue<string>(out var text) => ReplaceIn(text, replacement),
        _ => node?.DeepClone(),
    };

    /// <summary>What a path into a value leads to: a value as it stands, or a longer path.</summary>
    /// <exception cref="ExpressionException">It leads into something that has no parts.</exception>
    public static Expression At(this Expression whole, IEnumerable<string> parts) => (whole, parts.ToList()) switch
    {
        (_, []) => whole,
        (Expression.Path path, var rest) => path with { Parts = [.. path.Parts, .. rest] },
        (Expression.Literal { Value: JsonObject map }, [var first, .. var rest]) => new Expression.Literal(map[first]).At(rest),
        (Expression.Literal, _) => new Expression.Literal(null),
        (Expression.ListOf list, var rest) => new Expression.ListOf([.. list.Items.Select(item => item.At(rest))]),
        (_, [var first, ..]) => throw new ExpressionException(1, $"there is no '{first}' in a condition"),
    };

    static JsonNode? ReplaceIn(string text, Func<Expression.Path, Expression> replacement)
    {
        var pieces = TextPiece.Cut(text);
        return pieces is [{ Expression: { } whole }]
            ? ValueOrText(whole.Replace(replacement))
            : JsonValue.Create(string.Concat(pieces.Select(piece => piece.Expression is { } part ? Braced(part.Replace(replacement)) : piece.Text)));
    }

    // A value that looks like an expression came from outside and must stay the text that it is.
    static JsonNode? ValueOrText(Expression expression) => expression is Expression.Literal literal && !DataTypes.HoldsExpression(literal.Value)
        ? literal.Value?.DeepClone()
        : JsonValue.Create(Braced(expression));

    static string Braced(Expression expression) => $"${{{{ {Checked(ExpressionWriter.Write(expression))} }}}}";

    /// <summary>A text that a run can read, or an error that says how it is too large.</summary>
    public static string Checked(string text)
    {
        Expression.Parse(text, isGrown: true);
        return text;
    }
}

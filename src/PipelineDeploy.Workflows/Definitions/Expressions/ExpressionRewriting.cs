using System.Diagnostics;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Definitions.Expressions;

/// <summary>Sets other expressions in for the paths of one.</summary>
static class ExpressionRewriting
{
    const int MostParts = 10_000;

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

    static string Braced(Expression expression) => $"${{{{ {expression.ToText()} }}}}";

    /// <summary>The expression as a text that a run can read.</summary>
    /// <exception cref="ExpressionException">It has grown too large, or cannot be written.</exception>
    public static string ToText(this Expression expression)
    {
        var text = ExpressionWriter.Write(expression.Bounded());
        Expression.Parse(text, isGrown: true);
        return text;
    }

    /// <summary>The same expression, unless it has grown too large: lists of lists of lists that share their parts grow without a bound.</summary>
    /// <exception cref="ExpressionException">It has.</exception>
    public static Expression Bounded(this Expression expression)
    {
        var left = MostParts;
        return Fits(expression, ref left) ? expression : throw new ExpressionException(1, FormattableString.Invariant(
            $"an expression has at most {MostParts} parts, those of what is set into it counted"));
    }

    // Stops at the bound: the whole may be far larger than what the memory holds of it.
    static bool Fits(Expression expression, ref int left)
    {
        if (--left < 0)
        {
            return false;
        }

        IEnumerable<Expression> parts = expression switch
        {
            Expression.Not not => [not.Operand],
            Expression.All all => all.Operands,
            Expression.Any any => any.Operands,
            Expression.Comparison comparison => [comparison.Left, comparison.Right],
            Expression.ListOf list => list.Items,
            Expression.Literal { Value: JsonArray list } => list.Select(item => new Expression.Literal(item)),
            _ => [],
        };
        foreach (var part in parts)
        {
            if (!Fits(part, ref left))
            {
                return false;
            }
        }

        return true;
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Definitions.Expressions;

/// <summary>
/// A condition or a value that a pipeline asks for, as a tree. It knows nothing but what its scope holds, and it always has a
/// value: a path that leads nowhere is null.
/// </summary>
public abstract record Expression
{
    Expression()
    {
    }

    /// <summary>The paths it reads, in the order they are written.</summary>
    public IEnumerable<Path> Paths => this switch
    {
        Path path => [path],
        Not not => not.Operand.Paths,
        All all => all.Operands.SelectMany(operand => operand.Paths),
        Any any => any.Operands.SelectMany(operand => operand.Paths),
        Comparison comparison => [.. comparison.Left.Paths, .. comparison.Right.Paths],
        ListOf list => list.Items.SelectMany(item => item.Paths),
        _ => [],
    };

    /// <summary>Reads an expression.</summary>
    /// <param name="text">What is written.</param>
    /// <param name="isGrown">Whether a run holds it, in which values may have been set into it: its bounds are wider.</param>
    /// <exception cref="ExpressionException">It is none.</exception>
    public static Expression Parse(string text, bool isGrown = false) => ExpressionParser.Parse(text, isGrown);

    /// <summary>Its value.</summary>
    /// <param name="scope">What <c>inputs</c>, <c>settings</c> and <c>steps</c> stand for.</param>
    public JsonNode? ValueIn(JsonObject scope) => this switch
    {
        Literal literal => literal.Value?.DeepClone(),
        Path path => path.LookIn(scope, out _)?.DeepClone(),
        ListOf list => new JsonArray([.. list.Items.Select(item => item.ValueIn(scope))]),
        _ => JsonValue.Create(IsTrueIn(scope)),
    };

    /// <summary>Whether it holds.</summary>
    /// <param name="scope">What <c>inputs</c>, <c>settings</c> and <c>steps</c> stand for.</param>
    public bool IsTrueIn(JsonObject scope) => this switch
    {
        Not not => !not.Operand.IsTrueIn(scope),
        All all => all.Operands.All(operand => operand.IsTrueIn(scope)),
        Any any => any.Operands.Any(operand => operand.IsTrueIn(scope)),
        Comparison comparison => Holds(comparison.Sign, comparison.Left.ValueIn(scope), comparison.Right.ValueIn(scope)),
        Literal or Path or ListOf => ExpressionValues.IsTrue(ValueIn(scope)),
        _ => throw new UnreachableException(),
    };

    static bool Holds(string sign, JsonNode? left, JsonNode? right) => sign switch
    {
        "==" => ExpressionValues.AreEqual(left, right),
        "!=" => !ExpressionValues.AreEqual(left, right),
        "<" => ExpressionValues.Order(left, right) < 0,
        "<=" => ExpressionValues.Order(left, right) <= 0,
        ">" => ExpressionValues.Order(left, right) > 0,
        ">=" => ExpressionValues.Order(left, right) >= 0,
        "in" => right is JsonArray list && list.Any(item => ExpressionValues.AreEqual(left, item)),
        _ => throw new UnreachableException(),
    };

    /// <summary>A value as written.</summary>
    internal sealed record Literal(JsonNode? Value) : Expression;

    /// <summary>A value that the run knows, e.g. <c>steps.build.output.image</c>.</summary>
    /// <param name="Parts">The names on the way, from <c>inputs</c>, <c>settings</c>, <c>steps</c>, <c>item</c> or <c>index</c>.</param>
    /// <param name="Column">Where it begins, from 1.</param>
    public sealed record Path(IReadOnlyList<string> Parts, int Column) : Expression
    {
        /// <summary>The step whose output it reads; null when it reads none.</summary>
        public string? Step => Parts[0] == "steps" ? Parts[1] : null;

        /// <inheritdoc />
        public override string ToString() => string.Join('.', Parts);

        /// <summary>The value it leads to, or null.</summary>
        /// <param name="scope">Where it begins.</param>
        /// <param name="missing">The first name that is not there, when it leads nowhere.</param>
        internal JsonNode? LookIn(JsonObject scope, out string? missing)
        {
            JsonNode? here = scope;
            foreach (var part in Parts)
            {
                if (here is not JsonObject map || !map.TryGetPropertyValue(part, out here))
                {
                    missing = part;
                    return null;
                }
            }

            missing = null;
            return here;
        }
    }

    /// <summary><c>!x</c>.</summary>
    internal sealed record Not(Expression Operand) : Expression;

    /// <summary><c>x &amp;&amp; y</c>.</summary>
    internal sealed record All(IReadOnlyList<Expression> Operands) : Expression;

    /// <summary><c>x || y</c>.</summary>
    internal sealed record Any(IReadOnlyList<Expression> Operands) : Expression;

    /// <summary><c>x == y</c>, <c>x in y</c> and the like.</summary>
    internal sealed record Comparison(string Sign, Expression Left, Expression Right) : Expression;

    /// <summary><c>[x, y]</c>.</summary>
    internal sealed record ListOf(IReadOnlyList<Expression> Items) : Expression;
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Definitions.Expressions;

/// <summary>
/// Reads expressions, the loosest binding first: <c>||</c>, <c>&amp;&amp;</c>, <c>!</c>, one comparison, a value. Length and depth are
/// capped, because expressions are written by people we do not know.
/// </summary>
sealed class ExpressionParser
{
    const int MostCharacters = 1000;
    const int DeepestNesting = 20;

    // What a run holds was written within these bounds and grew when values were set into it.
    const int LargestGrowth = 20;

    static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    readonly IReadOnlyList<ExpressionToken> _tokens;
    readonly int _deepest;
    int _at;
    int _depth;

    ExpressionParser(string text, int deepest) => (_tokens, _deepest) = (ExpressionToken.Split(text), deepest);

    ExpressionToken Here => _tokens[_at];

    public static Expression Parse(string text, bool isGrown)
    {
        var growth = isGrown ? LargestGrowth : 1;
        if (text.Length > MostCharacters * growth)
        {
            throw new ExpressionException(1, FormattableString.Invariant($"an expression has at most {MostCharacters * growth} characters"));
        }

        var parser = new ExpressionParser(text, DeepestNesting * growth);
        var expression = parser.Or();
        return parser.Here.Kind == TokenKind.End ? expression : throw parser.Unexpected("the end");
    }

    Expression Or()
    {
        var operands = Chain("||", And);
        return operands is [var only] ? only : new Expression.Any(operands);
    }

    Expression And()
    {
        var operands = Chain("&&", Unary);
        return operands is [var only] ? only : new Expression.All(operands);
    }

    List<Expression> Chain(string sign, Func<Expression> operand)
    {
        var operands = new List<Expression> { operand() };
        while (TakeSign(sign))
        {
            operands.Add(operand());
        }

        return operands;
    }

    Expression Unary() => TakeSign("!") ? new Expression.Not(Deeper(Unary)) : Comparison();

    Expression Comparison()
    {
        var left = Value();
        if (Here is { Kind: TokenKind.Sign } sign && Comparisons.Contains(sign.Value))
        {
            _at++;
            return new Expression.Comparison(sign.Value, left, Value());
        }

        if (Here is { Kind: TokenKind.Word, Value: "in" })
        {
            _at++;
            return new Expression.Comparison("in", left, Value());
        }

        return left;
    }

    Expression Value()
    {
        var token = Here;
        if (TakeSign("("))
        {
            var inner = Deeper(Or);
            return TakeSign(")") ? inner : throw Unexpected("')'");
        }

        if (TakeSign("["))
        {
            return Deeper(Items);
        }

        if (token.Kind is TokenKind.Sign or TokenKind.End)
        {
            throw Unexpected("a value");
        }

        _at++;
        return token.Kind switch
        {
            TokenKind.Text => new Expression.Literal(JsonValue.Create(token.Value)),
            TokenKind.Number => new Expression.Literal(NumberOf(token)),
            _ => WordOf(token),
        };
    }

    Expression.ListOf Items()
    {
        var items = new List<Expression>();
        while (!TakeSign("]"))
        {
            if (items.Count > 0 && !TakeSign(","))
            {
                throw Unexpected("',' or ']'");
            }

            items.Add(Value());
        }

        return new Expression.ListOf(items);
    }

    static JsonValue NumberOf(ExpressionToken token) => decimal.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? JsonValue.Create(number)
        : throw new ExpressionException(token.Column, $"the number {token.Value} is too large");

    static Expression WordOf(ExpressionToken token) => token.Value switch
    {
        "true" => new Expression.Literal(JsonValue.Create(true)),
        "false" => new Expression.Literal(JsonValue.Create(false)),
        "null" => new Expression.Literal(null),
        _ => PathOf(token),
    };

    static Expression.Path PathOf(ExpressionToken token)
    {
        var parts = token.Value.Split('.');
        var problem = parts switch
        {
            _ when parts.Contains("") => $"'{token.Value}' has a name missing between its dots",
            ["inputs" or "settings", _, ..] or ["steps", _, "output", _, ..] or ["item", ..] or ["index"] => null,
            ["inputs" or "settings" or "steps", ..] => $"'{token.Value}' is not whole; it is inputs.<name>, settings.<name> or steps.<id>.output.<name>",
            _ => $"'{parts[0]}' is not known; use inputs.<name>, settings.<name> or steps.<id>.output.<name>, and quotes around texts",
        };
        return problem is null ? new Expression.Path(parts, token.Column) : throw new ExpressionException(token.Column, problem);
    }

    T Deeper<T>(Func<T> read)
    {
        if (++_depth > _deepest)
        {
            throw new ExpressionException(Here.Column, FormattableString.Invariant($"nested more than {_deepest} levels deep"));
        }

        var result = read();
        _depth--;
        return result;
    }

    bool TakeSign(string sign)
    {
        var isHere = Here.Kind == TokenKind.Sign && Here.Value == sign;
        _at += isHere ? 1 : 0;
        return isHere;
    }

    ExpressionException Unexpected(string wanted) =>
        new(Here.Column, $"{(Here.Kind == TokenKind.End ? "the expression ends" : $"there is '{Here.Value}'")} where {wanted} should be");
}

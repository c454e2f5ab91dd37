using System.Text.RegularExpressions;

namespace PipelineDeploy.Workflows.Definitions.Expressions;

/// <summary>What a piece of an expression's text is.</summary>
enum TokenKind
{
    Word,
    Text,
    Number,
    Sign,
    End,
}

/// <summary>One piece of an expression's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The piece; of a text in quotes what it stands for.</param>
/// <param name="Column">Where it begins, from 1.</param>
sealed partial record ExpressionToken(TokenKind Kind, string Value, int Column)
{
    /// <summary>The pieces of a text, with an end after the last one.</summary>
    /// <exception cref="ExpressionException">There is something that belongs in no expression.</exception>
    public static IReadOnlyList<ExpressionToken> Split(string text)
    {
        var tokens = new List<ExpressionToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                return [.. tokens, new ExpressionToken(TokenKind.End, "", at + 1)];
            }

            var match = Piece().Match(text, at);
            if (!match.Success || match.Index != at)
            {
                throw new ExpressionException(at + 1, Complaint(text[at]));
            }

            tokens.Add(Of(match, at + 1));
            at += match.Length;
        }
    }

    static ExpressionToken Of(Match match, int column) => match switch
    {
        _ when match.Groups["word"].Success => new(TokenKind.Word, match.Value, column),
        _ when match.Groups["number"].Success => new(TokenKind.Number, match.Value, column),
        _ when match.Groups["sign"].Success => new(TokenKind.Sign, match.Value, column),
        _ => new(TokenKind.Text, match.Value[1..^1].Replace(new string(match.Value[0], 2), match.Value[..1], StringComparison.Ordinal), column),
    };

    static string Complaint(char c) => c switch
    {
        '\'' or '"' => "this text has no closing quote",
        '=' => "'=' is not known; '==' compares",
        '&' or '|' => $"'{c}' is not known; it is written twice",
        '$' => "an 'if' is an expression as it is, without ${{ }}",
        _ => $"'{c}' is not known here",
    };

    // A quote inside a text is written twice.
    [GeneratedRegex(
        """"(?<word>[A-Za-z_][A-Za-z0-9_.-]*)|(?<number>-?[0-9]+(\.[0-9]+)?)|(?<sign>==|!=|<=|>=|&&|\|\||[!<>()\[\],])|'([^']|'')*'|"([^"]|"")*["]"""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Piece();
}

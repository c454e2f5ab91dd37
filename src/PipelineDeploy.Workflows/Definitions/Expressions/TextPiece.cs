namespace PipelineDeploy.Workflows.Definitions.Expressions;

/// <summary>A text with <c>${{ … }}</c> in it, cut into its pieces.</summary>
/// <param name="Text">The piece as written, when it is plain text.</param>
/// <param name="Expression">The expression, when it is one.</param>
/// <param name="Offset">Where in the text the piece, or the inside of its braces, begins; from 0.</param>
sealed record TextPiece(string? Text, Expression? Expression, int Offset)
{
    const string Open = "${{";

    /// <summary>The pieces of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isGrown">Whether a run holds it.</param>
    /// <exception cref="ExpressionException">One of them cannot be read; the column counts in the whole text.</exception>
    public static IReadOnlyList<TextPiece> Cut(string text, bool isGrown = false)
    {
        var pieces = new List<TextPiece>();
        var at = 0;
        while (text.IndexOf(Open, at, StringComparison.Ordinal) is >= 0 and var open)
        {
            var start = open + Open.Length;
            var end = EndOf(text, start) ?? throw new ExpressionException(open + 1, "'${{' has no '}}'");
            if (open > at)
            {
                pieces.Add(new TextPiece(text[at..open], null, at));
            }

            pieces.Add(new TextPiece(null, Parse(text[start..end], start, isGrown), start));
            at = end + 2;
        }

        if (at < text.Length)
        {
            pieces.Add(new TextPiece(text[at..], null, at));
        }

        return pieces;
    }

    static Expression Parse(string text, int offset, bool isGrown)
    {
        try
        {
            return Expression.Parse(text, isGrown);
        }
        catch (ExpressionException e)
        {
            throw new ExpressionException(offset + e.Column, e.Problem);
        }
    }

    // Braces in quotes are text of the expression.
    static int? EndOf(string text, int start)
    {
        var quote = '\0';
        for (var i = start; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '\'' or '"')
            {
                quote = text[i];
            }
            else if (text[i] == '}' && i + 1 < text.Length && text[i + 1] == '}')
            {
                return i;
            }
        }

        return null;
    }
}

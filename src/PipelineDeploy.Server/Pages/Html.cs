using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace PipelineDeploy.Server.Pages;

/// <summary>Markup that is safe to send: the only way to make it encodes every value that is not markup itself.</summary>
readonly record struct Html
{
    readonly string? _markup;

    Html(string markup) => _markup = markup;

    /// <summary>No markup at all.</summary>
    public static Html Empty => default;

    /// <summary>Makes markup: what the source says literally stays, every value in braces is encoded unless it is markup.</summary>
    /// <remarks>Encoded values are safe as text and inside quoted attributes, and nowhere else: not in a script, a style or an address's scheme.</remarks>
    public static Html Of(Writer markup) => new(markup.Written);

    /// <inheritdoc />
    public override string ToString() => _markup ?? "";

    /// <summary>Collects the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Writer(int literalLength, int formattedCount)
    {
        readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

        internal string Written => _text.ToString();

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted<T>(T value)
        {
            switch (value)
            {
                case Html markup:
                    _text.Append(markup._markup);
                    break;
                case IEnumerable<Html> many:
                    _text.AppendJoin("", many);
                    break;
                default:
                    _text.Append(WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture)));
                    break;
            }
        }
    }
}

using System.Text.RegularExpressions;

namespace PipelineDeploy.Cli.Output;

/// <summary>Text from elsewhere, made harmless for a terminal.</summary>
static partial class TerminalText
{
    /// <summary>Keeps colours and tabs; any other control character becomes visible instead of acting.</summary>
    /// <remarks>What a container prints could otherwise retitle the window, move the cursor or forge a link.</remarks>
    public static string Harmless(string text) =>
        Control().Replace(text, found => found.Value.Length > 1 ? found.Value : "\uFFFD");

    /// <summary>The same without colours, for whom <c>NO_COLOR</c> or a plain terminal asks.</summary>
    public static string Colourless(string text) => Harmless(Colour().Replace(text, ""));

    [GeneratedRegex(@"\x1b\[[0-9;]{0,40}m", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Colour();

    [GeneratedRegex(@"\x1b\[[0-9;]{0,40}m|[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Control();
}

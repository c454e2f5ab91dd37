using System.Text.RegularExpressions;

namespace PipelineDeploy.Server.Pages;

/// <summary>Text that programs wrote for a terminal, made plain for a page.</summary>
static partial class PlainText
{
    /// <summary>Takes out colours and every other terminal sequence, and control characters but tab and line feed.</summary>
    /// <remarks>ECMA-48: control sequences (CSI), strings that end in BEL or ST (OSC, DCS, …), two-character escapes.</remarks>
    public static string Of(string text) => Sequence().Replace(text, "");

    /// <summary>What is taken out; page.js does the same with the same pattern.</summary>
    internal const string Pattern =
        @"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?|[\x00-\x08\x0b-\x1f\x7f-\x9f]";

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Sequence();
}

using System.Text.RegularExpressions;

namespace PipelineDeploy.Server.Git;

/// <summary>Text from a build or a container, made harmless for the pusher's terminal.</summary>
static partial class PushText
{
    /// <summary>Keeps colours and tabs; any other control character becomes visible instead of acting.</summary>
    /// <remarks>Git shows what a server says as it comes, so a container could otherwise move the cursor or forge a line.</remarks>
    public static string Of(string text) => Control().Replace(text, found => found.Length > 1 ? found.Value : "\uFFFD");

    [GeneratedRegex(@"\x1b\[[0-9;]{0,40}m|[\x00-\x08\x0a-\x1f\x7f-\x9f]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Control();
}

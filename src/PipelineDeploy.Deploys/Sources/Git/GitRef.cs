using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Git;

/// <summary>What of a repository is meant: a branch, a tag, a full ref, or the 40 digits of a commit.</summary>
public static class GitRef
{
    /// <summary>What the repository itself takes for its newest.</summary>
    public const string Default = "HEAD";

    const int Longest = 255;
    const int LongestShown = 80;
    const string Heads = "refs/heads/";
    const string Tags = "refs/tags/";

    /// <summary>The full ref of a branch.</summary>
    public static string OfBranch(string branch) => Heads + branch;

    /// <summary>The full ref of a tag.</summary>
    public static string OfTag(string tag) => Tags + tag;

    /// <summary>The branch that a full ref is; null when it is none.</summary>
    public static string? BranchOf(string? reference) => After(Heads, reference);

    /// <summary>The tag that a full ref is; null when it is none.</summary>
    public static string? TagOf(string? reference) => After(Tags, reference);

    /// <summary>The ref, if it is one.</summary>
    /// <remarks>The rules of <c>git check-ref-format</c>, and what would be an option or a pattern of a fetch.</remarks>
    /// <exception cref="UserErrorException"><c>git.badRef</c>.</exception>
    public static string Parse(string text) => IsOne(text)
        ? text
        : throw new UserErrorException(
            "git.badRef", $"'{Shown(text)}' is no branch, tag or commit", "Use e.g. main, v1.2, refs/heads/main, or all 40 digits of a commit.");

    /// <summary>Whether it is one.</summary>
    internal static bool IsOne(string text) =>
        text.Length is > 0 and <= Longest
        && text[0] is not ('-' or '+' or '^' or '/') && text[^1] is not ('/' or '.') && text != "@"
        && !text.Contains("..", StringComparison.Ordinal) && !text.Contains("//", StringComparison.Ordinal) && !text.Contains("@{", StringComparison.Ordinal)
        && !text.Any(sign => sign is <= ' ' or '\x7f' or '~' or '^' or ':' or '?' or '*' or '[' or '\\' || char.IsControl(sign) || char.IsSurrogate(sign))
        && text.Split('/').All(part => part[0] != '.' && !part.EndsWith(".lock", StringComparison.Ordinal));

    /// <summary>What a person wrote, made harmless and short enough to be shown again.</summary>
    internal static string Shown(string text) => HarmlessText.Of(text, LongestShown);

    static string? After(string prefix, string? reference) =>
        reference is not null && reference.StartsWith(prefix, StringComparison.Ordinal) && reference.Length > prefix.Length ? reference[prefix.Length..] : null;
}

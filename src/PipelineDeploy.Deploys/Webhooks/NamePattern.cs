using System.Text;
using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>A pattern of names with <c>/</c>: <c>*</c> is anything but <c>/</c>, <c>**</c> anything, <c>?</c> one sign.</summary>
static class NamePattern
{
    const int Longest = 255;

    /// <summary>Refuses what is no pattern.</summary>
    /// <exception cref="UserErrorException"><c>webhook.badPattern</c>.</exception>
    public static void Check(string field, string pattern)
    {
        if (pattern.Length is 0 or > Longest || pattern.Any(char.IsControl))
        {
            throw new UserErrorException(
                "webhook.badPattern", $"{field}: '{new string([.. pattern.Where(sign => !char.IsControl(sign)).Take(80)])}' is no pattern", "Use names such as main, release/* or src/**, of at most 255 signs.");
        }
    }

    /// <summary>Whether one of the patterns matches all of one of the names.</summary>
    public static bool AnyMatches(IReadOnlyList<string> patterns, params IReadOnlyList<string> names) =>
        patterns.Any(pattern => names.Contains(pattern) || names.Any(Compile(pattern).IsMatch));

    // Without backtracking, so that no pattern and no name can take long.
    static Regex Compile(string pattern)
    {
        var text = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            var isDouble = pattern[i] == '*' && i + 1 < pattern.Length && pattern[i + 1] == '*';
            text.Append(pattern[i] switch { '*' when isDouble => ".*", '*' => "[^/]*", '?' => "[^/]", var sign => Regex.Escape(sign.ToString()) });
            i += isDouble ? 1 : 0;
        }

        return new Regex(text.Append(@"\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }
}

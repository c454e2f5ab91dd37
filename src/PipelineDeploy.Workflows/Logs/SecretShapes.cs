using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Workflows.Logs;

/// <summary>What looks like a secret whoever's it is: the password in a URL, an Authorization header, the tokens of well-known hosts, <c>PASSWORD=…</c>.</summary>
static partial class SecretShapes
{
    // Most lines hold none of these words, and looking for them costs next to nothing.
    static readonly SearchValues<string> Hints = SearchValues.Create(
        ["://", "authorization", "bearer", "passw", "passphrase", "secret", "token", "key", "gh", "glpat-", "xox", "akia", "pd_", "eyj"], StringComparison.OrdinalIgnoreCase);

    static readonly string[] Names = ["password", "passwd", "passphrase", "secret", "token", "api_key", "apikey", "access_key", "accesskey", "private_key", "privatekey"];
    static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n\"'&;,");
    const string Quotes = "\"'";

    /// <summary>A line without them.</summary>
    public static string Mask(string line) => !line.AsSpan().ContainsAny(Hints)
        ? line
        : Token().Replace(MaskAssignments(Header().Replace(Address().Replace(line, "${keep}***@"), "${keep}***")), "***");

    // By hand: a regular expression of it took seconds for a line that says password= again and again.
    static string MaskAssignments(string line)
    {
        var kept = new StringBuilder();
        var from = 0;
        for (var at = line.IndexOf('='); at >= 0; at = line.IndexOf('=', Math.Max(from, at + 1)))
        {
            var name = line.AsSpan(0, at).TrimEnd(Quotes);
            var begin = at + 1 < line.Length && Quotes.Contains(line[at + 1], StringComparison.Ordinal) ? at + 2 : at + 1;
            var length = line.AsSpan(begin).IndexOfAny(ValueEnds) is >= 0 and var end ? end : line.Length - begin;
            if (length > 0 && EndsInSecretName(name))
            {
                kept.Append(line, from, begin - from).Append(SecretMask.Mark);
                from = begin + length;
            }
        }

        return kept.Append(line, from, line.Length - from).ToString();
    }

    static bool EndsInSecretName(ReadOnlySpan<char> text)
    {
        foreach (var name in Names)
        {
            if (text.EndsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // A token is often given in place of the user. A short user without a password is none: ssh://git@host.
    [GeneratedRegex(
        """(?<keep>[a-z][a-z0-9+.-]*://)([^\s/@:"'<>?#]*:[^\s/"'<>?#]*|[^\s/@:"'<>?#]{20,})@""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(
        """(?<keep>(authorization["']?\s*[:=]\s*["']?(bearer|basic|digest|token|negotiate)\s+)|((authorization|x-api-key|x-auth-token|private-token)["']?\s*:\s*["']?))[a-z0-9._~+/=-]{8,}|(?<keep>bearer\s+)[a-z0-9._~+/=-]{20,}""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    [GeneratedRegex(
        @"gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abprs]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}|pd_[0-9a-f]{64}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}

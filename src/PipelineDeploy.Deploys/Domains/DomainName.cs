using System.Globalization;
using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Domains;

/// <summary>What may be a domain of an app.</summary>
/// <remarks>RFC 1123 §2.1: labels of letters, digits and inner hyphens. RFC 5891: other letters are kept as <c>xn--…</c>.</remarks>
public static partial class DomainName
{
    const int Longest = 253;
    const string Hint = "Use letters, digits, '-' and '.', without a scheme, a port or a wildcard, e.g. shop.example.com.";

    static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>The domain as it is kept: lower case, with letters beyond ASCII as <c>xn--…</c>.</summary>
    /// <exception cref="UserErrorException"><c>app.badDomain</c>.</exception>
    public static string Parse(string text)
    {
        var typed = text.Trim().ToLowerInvariant();
        return ToAscii(typed) is { Length: <= Longest } name && HostName().IsMatch(name) && IsReadable(name)
            ? name
            : throw new UserErrorException("app.badDomain", $"'{text}' is not a host name", Hint);
    }

    /// <summary>Several of them, each once.</summary>
    /// <exception cref="UserErrorException"><c>app.badDomain</c>.</exception>
    public static IReadOnlyList<string> ParseAll(IEnumerable<string> texts) => [.. texts.Select(Parse).Distinct(StringComparer.Ordinal)];

    static string? ToAscii(string text)
    {
        // Only what needs it: the mapping has rules of its own for plain names.
        if (text.All(char.IsAscii))
        {
            return text;
        }

        try
        {
            return Idn.GetAscii(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static bool IsReadable(string name)
    {
        try
        {
            return !name.Split('.').Any(label => label.StartsWith("xn--", StringComparison.Ordinal)) || Idn.GetUnicode(name).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex HostName();
}

using System.Text;
using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>One line of a <c>.dockerignore</c> file.</summary>
sealed class IgnorePattern
{
    // null stands for **, any number of folders.
    readonly Regex?[] segments;

    IgnorePattern(bool isException, IEnumerable<Regex?> segments)
    {
        IsException = isException;
        this.segments = [.. segments];
    }

    /// <summary>Whether it brings back what an earlier pattern left out.</summary>
    public bool IsException { get; }

    /// <summary>Reads a line without its surrounding blanks; null when it says nothing.</summary>
    public static IgnorePattern? Parse(string line)
    {
        var isException = line.StartsWith('!');
        var parts = Clean(isException ? line[1..].Trim() : line);
        return parts.Count == 0 ? null : new(isException, parts.Select(s => s == "**" ? null : Glob(s)));
    }

    /// <summary>An exception for exactly this path.</summary>
    public static IgnorePattern Always(string path) => new(isException: true, Clean(path).Select(s => Compile(s, Regex.Escape(s))));

    /// <summary>Whether it matches exactly this path.</summary>
    public bool Matches(ReadOnlySpan<string> path) => Matches(path, orBelow: false);

    /// <summary>Whether it can match anything below this folder.</summary>
    public bool MayMatchBelow(ReadOnlySpan<string> folder) => Matches(folder, orBelow: true);

    // Only the last ** is ever widened again: where an earlier one matched first is always the best place for the rest.
    bool Matches(ReadOnlySpan<string> path, bool orBelow)
    {
        var (next, at, lastAny, anyUntil) = (0, 0, -1, 0);
        while (at < path.Length)
        {
            if (next < segments.Length && segments[next] is null)
            {
                if (orBelow || next == segments.Length - 1)
                    return true;
                (lastAny, anyUntil) = (next++, at);
            }
            else if (next < segments.Length && segments[next]!.IsMatch(path[at]))
            {
                (next, at) = (next + 1, at + 1);
            }
            else if (lastAny >= 0)
            {
                (next, at) = (lastAny + 1, ++anyUntil);
            }
            else
            {
                return false;
            }
        }

        return orBelow ? next < segments.Length : next == segments.Length;
    }

    /// <summary>The segments without <c>.</c>, <c>..</c>, doubled slashes and doubled <c>**</c>.</summary>
    static List<string> Clean(string pattern)
    {
        var kept = new List<string>();
        foreach (var segment in pattern.Split('/'))
        {
            if (segment is "" or "." || (segment == "**" && kept.LastOrDefault() == "**"))
                continue;
            if (segment == ".." && kept.Count > 0 && kept[^1] != "..")
                kept.RemoveAt(kept.Count - 1);
            else if (segment != ".." || !pattern.StartsWith('/'))
                kept.Add(segment);
        }

        return kept;
    }

    /// <summary>Go's filepath.Match: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[^a-z]</c>, and a backslash before what is meant as it is.</summary>
    static Regex Glob(string segment)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < segment.Length; i++)
        {
            var c = segment[i];
            if (c == '*')
                regex.Append(".*");
            else if (c == '?')
                regex.Append('.');
            else if (c == '[' && segment.IndexOf(']', i + 2) is > 0 and var end)
                (_, i) = (regex.Append(Class(segment[(i + 1)..end])), end);
            else
                regex.Append(Regex.Escape((c == '\\' && i + 1 < segment.Length ? segment[++i] : c).ToString()));
        }

        return Compile(segment, regex.ToString());
    }

    static string Class(string inside)
    {
        var negated = inside.StartsWith('^');
        var members = (negated ? inside[1..] : inside).Replace("[", "\\[", StringComparison.Ordinal);
        return $"[{(negated ? "^" : "")}{members}]";
    }

    // Without backtracking no pattern of a stranger's repository can take more than linear time.
    static Regex Compile(string segment, string regex)
    {
        try
        {
            return new($"\\A(?:{regex})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // What is not supported is longer than any name of a file.
            var error = new UserError("sources.badIgnore", $"{DockerIgnore.FileName} has a malformed pattern: {segment}");
            throw new UserErrorException(error, e);
        }
    }
}

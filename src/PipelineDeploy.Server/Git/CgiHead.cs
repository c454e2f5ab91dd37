using System.Globalization;
using System.Text;

namespace PipelineDeploy.Server.Git;

/// <summary>What a CGI program says before the body of its answer.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The other headers.</param>
/// <remarks>RFC 3875 §6.</remarks>
sealed record CgiHead(int Status, IReadOnlyList<(string Name, string Value)> Headers)
{
    const int Longest = 16 * 1024;

    /// <summary>Reads it, and nothing of the body.</summary>
    /// <returns>Null when the program has ended before it was whole.</returns>
    public static async Task<CgiHead?> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        var (text, one) = (new StringBuilder(), new byte[1]);
        while (text.Length < Longest && await output.ReadAsync(one, cancellationToken) == 1)
        {
            text.Append((char)one[0]);
            if (EndsWith(text, "\n\n") || EndsWith(text, "\n\r\n"))
            {
                return Parse(text.ToString());
            }
        }

        return null;
    }

    static CgiHead Parse(string text)
    {
        var headers = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(parts => parts.Length == 2).Select(parts => (Name: parts[0], Value: parts[1])).ToList();
        var status = headers.FirstOrDefault(header => IsStatus(header.Name)).Value;
        return new CgiHead(
            status is { Length: >= 3 } && int.TryParse(status.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 200,
            [.. headers.Where(header => !IsStatus(header.Name))]);
    }

    static bool IsStatus(string name) => name.Equals("Status", StringComparison.OrdinalIgnoreCase);

    static bool EndsWith(StringBuilder text, string end) => text.Length >= end.Length && text.ToString(text.Length - end.Length, end.Length) == end;
}

using System.Globalization;

namespace PipelineDeploy.TestKit.Load;

/// <summary>First line and headers of a request or an answer.</summary>
/// <param name="FirstLine">E.g. <c>GET / HTTP/1.1</c> or <c>HTTP/1.1 200 OK</c>.</param>
/// <param name="Headers">By name, whatever the case; the last of several wins.</param>
public sealed record HttpHead(string FirstLine, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Length of the body in bytes; null when not told.</summary>
    public long? ContentLength => Headers.TryGetValue("Content-Length", out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>The body comes in chunks.</summary>
    public bool IsChunked => Headers.TryGetValue("Transfer-Encoding", out var coding) && coding.Contains("chunked", StringComparison.OrdinalIgnoreCase);

    /// <summary>No request may follow on this connection.</summary>
    public bool IsLast => (Headers.TryGetValue("Connection", out var connection) && connection.Contains("close", StringComparison.OrdinalIgnoreCase))
        || FirstLine.StartsWith("HTTP/1.0", StringComparison.Ordinal)
        || (ContentLength is null && !IsChunked);

    /// <summary>Status of an answer; 0 when it makes no sense.</summary>
    public int Status => FirstLine.Split(' ') is ["HTTP/1.1" or "HTTP/1.0", var code, ..] && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;

    /// <summary>Method of a request.</summary>
    public string Method => FirstLine.Split(' ')[0];

    /// <summary>Path and query of a request.</summary>
    public string Target => FirstLine.Split(' ') is [_, var target, ..] ? target : "";

    /// <summary>Reads the text before the empty line.</summary>
    public static HttpHead Parse(string text)
    {
        var lines = text.Split("\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
        return new HttpHead(lines[0], headers);
    }
}

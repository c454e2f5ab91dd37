using System.Text;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>As much of an answer's body as is matched: at most 1 MiB, decompressed and decoded.</summary>
/// <param name="Text">The decoded text.</param>
/// <param name="IsTruncated">The answer went on.</param>
sealed record CheckBody(string Text, bool IsTruncated)
{
    internal const int MaxBytes = 1_048_576;
    const int ExcerptLength = 2048;
    const int ShownLength = 200;

    /// <summary>Reads on until the end or the limit, whichever comes first.</summary>
    internal static async Task<CheckBody> ReadAsync(Stream stream, string? charset, CancellationToken cancellationToken)
    {
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (buffer.Length <= MaxBytes && await stream.ReadAsync(chunk, cancellationToken) is var read and > 0)
            buffer.Write(chunk, 0, read);

        var kept = (int)Math.Min(buffer.Length, MaxBytes);
        var text = EncodingOf(charset).GetString(buffer.GetBuffer(), 0, kept);
        return new CheckBody(text.TrimStart('\uFEFF'), buffer.Length > MaxBytes);
    }

    /// <summary>What is kept of the body to show; free of what a database cannot store as text.</summary>
    internal string Excerpt() => ExcerptOf(Text);

    /// <summary>The first 2 KB of a text.</summary>
    internal static string ExcerptOf(string text)
    {
        var length = Math.Min(text.Length, ExcerptLength);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1])) length--;
        return text[..length].Replace('\0', '\uFFFD');
    }

    /// <summary>Why the body is not what the check expects; null when it is.</summary>
    internal string? Miss(Check check)
    {
        if (check.Expected is not { } expected) return null;

        var searched = IsTruncated ? "the first 1 MiB of the answer does" : "the answer does";
        var shown = expected.Length > ShownLength ? expected[..ShownLength] + "…" : expected;
        if (!check.IsPattern) return Text.Contains(expected, StringComparison.Ordinal) ? null : $"{searched} not contain \"{shown}\"";
        if (CheckPattern.TryCompile(expected, out var problem) is not { } pattern) return $"\"{shown}\" is not a usable regular expression: {problem}";

        try
        {
            return pattern.IsMatch(Text) ? null : $"{searched} not match \"{shown}\"";
        }
        catch (System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            return $"\"{shown}\" takes longer than {CheckPattern.MatchTimeout.TotalSeconds} s to look for";
        }
    }

    static Encoding EncodingOf(string? charset)
    {
        var name = charset?.Trim('"', ' ') ?? "";
        try
        {
            return name.Length == 0 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }
}

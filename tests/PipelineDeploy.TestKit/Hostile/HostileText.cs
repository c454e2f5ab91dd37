namespace PipelineDeploy.TestKit.Hostile;

/// <summary>Texts that have broken out of other programs: into a shell, an option, a path, a header, a log, a page or a terminal.</summary>
/// <remarks>Dokku CVE-2026-45408, Dokploy CVE-2026-27130, Spinnaker CVE-2026-32604, Gogs CVE-2025-8110, git CVE-2017-1000117.</remarks>
public static class HostileText
{
    /// <summary>What a page may never hold as it is.</summary>
    public static IReadOnlyList<string> Markup { get; } =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>", "</textarea></title><script>alert(1)</script>", "javascript:alert(1)",
    ];

    /// <summary>What would leave a file in a folder if any program ever read it as more than a text.</summary>
    public static IReadOnlyList<string> Commands(string folder) =>
    [
        $"; touch {folder}/1 #", $"$(touch {folder}/2)", $"`touch {folder}/3`", $"x\ntouch {folder}/4\n", $"x | touch {folder}/5", $"x && touch {folder}/6 ||", $"'; touch {folder}/7; '",
        $"\"; touch {folder}/8; \"", $"x\nEOF\ntouch {folder}/9\n", $"-oProxyCommand=touch {folder}/10", $"--upload-pack=touch {folder}/11", $"ext::touch {folder}/12",
        $"ssh://-oProxyCommand=touch%20{folder}/13/x", $"file://{folder}/14", $"%0Atouch%20{folder}/15", $"${{IFS}};touch${{IFS}}{folder}/16", $"\r\ntouch {folder}/17\r\n", $"<(touch {folder}/18)",
        $"--output={folder}/19", $"{folder}/20", $"{string.Concat(Enumerable.Repeat("../", 20))}{folder.TrimStart('/')}/21", $"x'); copy (select 1) to '{folder}/22' --",
    ];

    /// <summary>What is odd by itself.</summary>
    public static IReadOnlyList<string> Signs { get; } =
    [
        "", " ", "\0", "a\0b", "\n", "a\nb: c\nd", "a\r\nX-Injected: 1\r\n\r\n", "'", "\"", "\\", "-", "--", "-o", "--help", ".", "..", "../..", "../../../../etc/passwd", "/etc/passwd",
        "%2e%2e%2f%2e%2e%2f", "%00", "%", "{0}", "${PATH}", "$HOME", "${{ secrets.x }}", "\u202Egnp.exe", "\u200B", "\uFEFFx", "a\u0301", "\U0001F600", "\ud800", "x\udc00y", "\u001b[2J\u001b]0;x\a",
        "\u0085\u2028\u2029", "\u0001\u007f", "null", "true", "1e999", "-1", "99999999999999999999", "[]", "{}", "' or 1=1 --", "*", "**/*", "&x *x", ".git", ".GIT/config", "a@{1}", "a..b", "a.lock",
        new('a', 300), new('z', 100_000), string.Concat(Enumerable.Repeat("é", 5_000)),
    ];

    /// <summary>Parts of an address, as they are sent: escapes that hide a sign, that are none, and that make no text.</summary>
    public static IReadOnlyList<string> AddressParts { get; } =
    [
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%2f..%2fetc", "%2e%2e", "%252e%252e%252f", "..;%2f", ";x", "%5c..%5c", "%00", "x%00.json", "%0d%0aX-Injected:%201", "%ff", "%ed%a0%80", "%c0%ae%c0%ae%c0%af", "%", "%zz", "%u002e",
    ];

    /// <summary>All of it.</summary>
    /// <param name="folder">The folder that the commands would write to.</param>
    public static IReadOnlyList<string> All(string folder) => [.. Commands(folder), .. Signs, .. Markup];

    /// <summary>A text in which each character is written by its number, also those that no well-formed text has.</summary>
    public static string InJson(string text) => $"\"{string.Concat(text.Select(sign => char.IsAsciiLetterOrDigit(sign) ? $"{sign}" : $"\\u{(int)sign:x4}"))}\"";

    /// <summary>A text as a part of an address, with nothing left that the address's own reader would read.</summary>
    public static string InAddress(string text) =>
        string.Concat(text.EnumerateRunes().SelectMany(rune => System.Text.Encoding.UTF8.GetBytes(rune.ToString())).Select(value => char.IsAsciiLetterOrDigit((char)value) ? $"{(char)value}" : $"%{value:X2}"));
}

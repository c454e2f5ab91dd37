using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PipelineDeploy.Workflows.Logs;

/// <summary>The forms in which a secret gets into an output: raw, as base64 (also in the middle of a longer text), for a URL, in JSON.</summary>
static class SecretForms
{
    /// <summary>Shortest secret that is hidden, in characters.</summary>
    public const int Shortest = 4;

    /// <summary>All forms of all secrets. The lines of a secret of several lines, such as a key, count by themselves too.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> secrets) =>
    [
        .. secrets.SelectMany(secret => Lines(secret).SelectMany(Written).Concat(Base64(secret.Trim())))
            .Where(form => form.Length >= Shortest && form.AsSpan().ContainsAnyExcept(SecretMask.Mark[0]))
            .Distinct(StringComparer.Ordinal),
    ];

    // The first and the last line of a PEM file are the same in everybody's.
    static IEnumerable<string> Lines(string secret) =>
        secret.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length >= Shortest && !line.StartsWith("-----", StringComparison.Ordinal));

    static IEnumerable<string> Written(string line)
    {
        var escaped = Uri.EscapeDataString(line);
        return
        [
            line, escaped, Lower(escaped), WebUtility.UrlEncode(line), Lower(WebUtility.UrlEncode(line)),
            JsonEncodedText.Encode(line).Value, JsonEncodedText.Encode(line, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
            .. Base64(line),
        ];
    }

    // %2F is as good as %2f.
    static string Lower(string escaped) =>
        string.Concat(escaped.Split('%').Select((part, i) => i == 0 ? part : $"%{part[..2].ToLowerInvariant()}{part[2..]}"));

    // In base64 three bytes become four signs, so a secret within a longer text has one of three forms, by its place in the three.
    static IEnumerable<string> Base64(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        for (var place = 0; place < 3 && secret.Length >= Shortest; place++)
        {
            // Signs that also carry bits of a neighbour are not told by the secret alone.
            var whole = Convert.ToBase64String([.. new byte[place], .. bytes]);
            var (from, to) = (((place * 8) + 5) / 6, (place + bytes.Length) * 8 / 6);
            var form = whole[from..to];
            yield return form;
            yield return form.Replace('+', '-').Replace('/', '_');
        }
    }
}

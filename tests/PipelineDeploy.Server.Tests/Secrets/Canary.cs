using System.Text;

namespace PipelineDeploy.Server.Tests.Secrets;

/// <summary>A secret that stands nowhere else.</summary>
/// <param name="Name">What it is a secret of.</param>
/// <param name="Text">The secret.</param>
public sealed record Canary(string Name, string Text)
{
    /// <summary>One with a sign that URLs and JSON write in another way.</summary>
    public static Canary Of(string name) => new(name, $"cnry-{name}-{Guid.CreateVersion7():N}/~&x");

    /// <summary>One of letters and digits only.</summary>
    public static Canary Plain(string name) => new(name, $"cnry{name}{Guid.CreateVersion7():N}");

    /// <summary>The ways in which it could stand somewhere: as it is, in a URL, in JSON, in hex, and in base64 behind zero, one and two other bytes.</summary>
    public IReadOnlyList<string> Forms =>
    [
        .. new[] { Text, Uri.EscapeDataString(Text), System.Text.Json.JsonSerializer.Serialize(Text).Trim('"'), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Text)) }
            .Concat(Enumerable.Range(0, 3).Select(Base64)).Distinct(),
    ];

    /// <summary>The ways in which somebody who was told it may tell it again.</summary>
    public IReadOnlyList<string> Told =>
    [
        Text, Uri.EscapeDataString(Text), System.Text.Json.JsonSerializer.Serialize(Text), .. Enumerable.Range(0, 3).Select(before => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{new string('x', before)}{Text}"))),
    ];

    // Without what the bytes before and behind it have a part in.
    string Base64(int before)
    {
        var bytes = Encoding.UTF8.GetBytes(new string('x', before) + Text);
        var text = Convert.ToBase64String(bytes.AsSpan(0, bytes.Length / 3 * 3));
        return before == 0 ? text : text[4..];
    }
}
